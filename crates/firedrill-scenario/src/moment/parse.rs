//! Reading instants and windows.

use firedrill_model::{Duration, Span};

use super::{Anchor, Bounds, Moment, MomentError, When};

/// A piece of the text that is read, without blanks around it.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// Where it begins in the whole text.
    offset: usize,
}

impl<'a> Piece<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, offset: 0 }.trimmed()
    }

    fn trimmed(self) -> Self {
        let offset = self.offset + (self.text.len() - self.text.trim_start().len());
        Self { text: self.text.trim(), offset }
    }

    fn span(self) -> Span {
        Span::new(self.offset, self.offset + self.text.len())
    }

    /// The pieces around the first `separator`.
    fn split(self, separator: &str) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(separator)?;
        let offset = self.offset + before.len() + separator.len();
        let first = Self { text: before, offset: self.offset };
        Some((first.trimmed(), Self { text: after, offset }.trimmed()))
    }

    /// The rest, where the piece begins with the word `keyword`.
    fn after_word(self, keyword: &str) -> Option<Self> {
        let rest = self.text.strip_prefix(keyword)?;
        let is_whole = rest.is_empty() || rest.starts_with(char::is_whitespace);
        is_whole.then(|| Self { text: rest, offset: self.offset + keyword.len() }.trimmed())
    }

    /// The pieces around the word `keyword`.
    fn around_word(self, keyword: &str) -> Option<(Self, Self)> {
        let mut searched = 0;
        while let Some(found) = self.text[searched..].find(keyword) {
            let start = searched + found;
            let end = start + keyword.len();
            let (before, after) = (&self.text[..start], &self.text[end..]);
            let starts = before.is_empty() || before.ends_with(char::is_whitespace);
            if starts && (after.is_empty() || after.starts_with(char::is_whitespace)) {
                let first = Self { text: before, offset: self.offset };
                return Some((first.trimmed(), Self { text: after, offset: self.offset + end }.trimmed()));
            }
            searched = end;
        }
        None
    }

    fn duration(self) -> Result<Duration, MomentError> {
        if self.text.is_empty() {
            return Err(MomentError::Missing { span: self.span() });
        }
        Duration::parse(self.text).map_err(|error| MomentError::Duration { error, span: self.span() })
    }

    /// `20m`, `5m after MOMENT`, or a mark.
    fn moment(self) -> Result<Moment, MomentError> {
        let mut offset = Duration::ZERO;
        let mut rest = self;
        while let Some((before, after)) = rest.around_word("after") {
            let sum = offset.as_ms().saturating_add(before.duration()?.as_ms());
            offset = Duration::from_ms(sum);
            rest = after;
        }
        Ok(rest.anchor()?.later(offset))
    }

    /// A duration from the start, or a mark.
    fn anchor(self) -> Result<Moment, MomentError> {
        let mut words: Vec<&str> = self.text.split_whitespace().collect();
        let starts_with_digit = self.text.starts_with(|first: char| first.is_ascii_digit());
        match words.as_slice() {
            [] => Err(MomentError::Missing { span: self.span() }),
            [_] if starts_with_digit => Ok(Moment::START.later(self.duration()?)),
            [word] => Err(MomentError::NoMoment { word: (*word).to_owned(), span: self.span() }),
            [first, ..] => {
                let ordinal = ordinal(first);
                if ordinal.is_some() {
                    words.remove(0);
                }
                let anchor = Anchor::Mark { name: words.join(" "), ordinal: ordinal.unwrap_or(1) };
                Ok(Moment { anchor, offset: Duration::ZERO })
            }
        }
    }

    /// `10m..12m`, `10m..12m after MOMENT`; nothing where there are no two dots.
    fn range(self) -> Result<Option<Bounds>, MomentError> {
        let Some((from, rest)) = self.split("..") else { return Ok(None) };
        let (to, anchor) = match rest.around_word("after") {
            Some((to, anchor)) => (to, anchor.moment()?),
            None => (rest, Moment::START),
        };
        let (first, last) = (from.duration()?, to.duration()?);
        if last < first {
            return Err(MomentError::Reversed { span: from.span().to(to.span()) });
        }
        Ok(Some(Bounds::Between { from: anchor.later(first), to: Some(anchor.later(last)) }))
    }

    fn bounds(self) -> Result<Bounds, MomentError> {
        if self.text == "never" {
            return Ok(Bounds::Never);
        }
        if let Some(rest) = self.after_word("within") {
            let (length, anchor) = match rest.around_word("after") {
                Some((length, anchor)) => (length, anchor.moment()?),
                None => (rest, Moment::START),
            };
            let to = anchor.later(length.duration()?);
            return Ok(Bounds::Between { from: anchor, to: Some(to) });
        }
        if let Some(rest) = self.after_word("until") {
            return Ok(Bounds::Between { from: Moment::START, to: Some(rest.moment()?) });
        }
        if let Some(rest) = self.after_word("from") {
            return Ok(Bounds::Between { from: rest.moment()?, to: None });
        }
        if let Some(rest) = self.after_word("at") {
            if let Some(range) = rest.range()? {
                return Ok(range);
            }
            let at = rest.moment()?;
            return Ok(Bounds::Between { from: at.clone(), to: Some(at) });
        }
        if let Some(range) = self.range()? {
            return Ok(range);
        }
        self.moment()?;
        Err(MomentError::NoWindow { text: self.text.to_owned(), span: self.span() })
    }
}

/// `2nd` is 2.
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.strip_suffix("st").or_else(|| word.strip_suffix("nd"));
    let digits = digits.or_else(|| word.strip_suffix("rd")).or_else(|| word.strip_suffix("th"))?;
    digits.parse().ok().filter(|ordinal| *ordinal > 0)
}

impl Moment {
    /// Reads an instant: `20m`, `5m after p-1042 stalls`, `p-1042 stalls`, `2nd p-1042 stalls`.
    ///
    /// # Errors
    /// See [`MomentError`].
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        Piece::of(text).moment()
    }
}

impl When {
    /// Reads a window: `10m..12m after p-1042 stalls`, `within 6m after 20m`, `at 17m`, `until 3h10m`,
    /// `from 1h`, `never`.
    ///
    /// # Errors
    /// See [`MomentError`].
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        let bounds = Piece::of(text).bounds()?;
        Ok(Self { text: text.trim().to_owned(), bounds })
    }
}

#[cfg(test)]
mod tests {
    use firedrill_model::Timestamp;

    use super::super::Marks;
    use super::*;
    use crate::timeline::Mark;

    const MINUTE: i64 = 60_000;

    fn marks() -> Vec<Mark> {
        [(55, "p-1042 stalls"), (70, "p-1042 resumes"), (90, "p-1042 stalls")]
            .map(|(minute, name)| Mark { at: Timestamp(minute * MINUTE), name: name.to_owned() })
            .to_vec()
    }

    #[test]
    fn windows_mean_what_they_say() {
        let marks = marks();
        let marks = Marks { start: Timestamp(0), end: Timestamp(600 * MINUTE), marks: &marks };
        for (text, from, to) in [
            ("10m..12m", 10, 12),
            ("10m..12m after p-1042 stalls", 65, 67),
            ("within 12m", 0, 12),
            ("within 6m after 20m", 20, 26),
            ("within 5m after p-1042  resumes", 70, 75),
            ("within 5m after 10m after p-1042 resumes", 80, 85),
            ("at 17m", 17, 17),
            ("at 30m..59m", 30, 59),
            ("at 1m after 2nd p-1042 stalls", 91, 91),
            ("until 3h10m", 0, 190),
            ("until p-1042 stalls", 0, 55),
            ("from 1h", 60, 600),
            (" from p-1042 resumes ", 70, 600),
            ("never", 0, 600),
        ] {
            let when = When::parse(text).expect(text);
            let range = marks.range(&when).expect(text);
            let minutes = (range.from.as_ms() / MINUTE, range.to.as_ms() / MINUTE);
            assert_eq!(minutes, (from, to), "{text}");
        }
    }

    #[test]
    fn what_is_no_window_is_refused_in_its_place() {
        for (text, place, want) in [
            ("", "", "a time is missing here"),
            ("within", "", "a time is missing here"),
            ("within 5q", "5q", "unknown unit \"q\" in duration \"5q\""),
            ("within 5m after", "", "a time is missing here"),
            ("12m..10m", "12m..10m", "the window ends before it begins"),
            ("10m..", "", "a time is missing here"),
            ("17m", "17m", "is that `within 17m` or `at 17m`?"),
            (
                "at noon",
                "noon",
                "\"noon\" is no time; write a duration such as 20m, or a mark such as `p-1042 stalls`",
            ),
            ("within 5m..6m", "5m..6m", "unknown unit \"m..\" in duration \"5m..6m\""),
            ("-5m..6m", "-5m", "not a valid duration string: \"-5m\""),
        ] {
            let error = When::parse(text).expect_err(text);
            assert_eq!(error.to_string(), want, "{text}");
            assert_eq!(error.span().text(text), place, "{text}");
        }
    }

    #[test]
    fn an_unknown_mark_names_the_nearest() {
        let marks = marks();
        let marks = Marks { start: Timestamp(0), end: Timestamp(0), marks: &marks };
        for (text, want) in [
            ("p-1042 stals", "nothing is called \"p-1042 stals\", did you mean \"p-1042 stalls\"?"),
            ("3rd p-1042 stalls", "nothing is called \"3rd p-1042 stalls\""),
        ] {
            let moment = Moment::parse(text).expect(text);
            assert_eq!(marks.instant(&moment).expect_err(text).to_string(), want, "{text}");
        }
    }
}
