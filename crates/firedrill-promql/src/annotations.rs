//! Warnings and infos of a query, with the texts of Prometheus.

use firedrill_model::Span;

/// How loud an annotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `PromQL warning: …`
    Warning,
    /// `PromQL info: …`
    Info,
}

impl Level {
    /// What Prometheus puts before the text.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Warning => "PromQL warning: ",
            Self::Info => "PromQL info: ",
        }
    }

    /// What Prometheus calls the annotation when it counts those it leaves out.
    const fn noun(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// One annotation, before its position is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Warning or info.
    pub level: Level,
    /// The text after `PromQL warning: ` or `PromQL info: `, without the position.
    pub text: String,
    /// The node concerned.
    pub span: Span,
    /// How often it happened, where the text says so for more than once.
    pub occurrences: Option<usize>,
}

impl Annotation {
    fn rendered(&self, source: &str) -> String {
        let occurrences = match self.occurrences {
            Some(count) if count > 1 => format!(" ({count} occurrences)"),
            _ => String::new(),
        };
        format!("{}{}{occurrences} ({})", self.level.prefix(), self.text, self.span.line_column(source))
    }
}

/// The annotations of one query, deduplicated on level and text; the last position is kept, as
/// upstream, at the place of the first.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    items: Vec<Annotation>,
}

/// The HTTP API shows at most this many of each level.
pub const SHOWN_BY_API: usize = 10;

impl Annotations {
    /// Adds an annotation; one with the same text only moves to `span`.
    pub fn add(&mut self, level: Level, text: String, span: Span) {
        self.insert(Annotation { level, text, span, occurrences: None });
    }

    /// Adds an annotation that counts how often it happened; one with the same text adds up.
    pub fn count(&mut self, level: Level, text: String, span: Span, occurrences: usize) {
        self.insert(Annotation { level, text, span, occurrences: Some(occurrences) });
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: Self) {
        other.items.into_iter().for_each(|item| self.insert(item));
    }

    fn insert(&mut self, new: Annotation) {
        match self.items.iter_mut().find(|item| item.level == new.level && item.text == new.text) {
            Some(item) => {
                item.span = new.span;
                item.occurrences =
                    item.occurrences.zip(new.occurrences).map(|(before, more)| before.saturating_add(more));
            }
            None => self.items.push(new),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All annotations in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Annotation> {
        self.items.iter()
    }

    /// The texts of one level as Prometheus prints them, for the query text `source`.
    pub fn rendered(&self, level: Level, source: &str) -> Vec<String> {
        self.items.iter().filter(|item| item.level == level).map(|item| item.rendered(source)).collect()
    }

    /// As [`Self::rendered`], cut to [`SHOWN_BY_API`] texts and a count of the rest, as the HTTP API
    /// answers.
    pub fn rendered_for_api(&self, level: Level, source: &str) -> Vec<String> {
        let mut texts = self.rendered(level, source);
        let omitted = texts.len().saturating_sub(SHOWN_BY_API);
        if omitted > 0 {
            texts.truncate(SHOWN_BY_API);
            texts.push(format!("{omitted} more {} annotations omitted", level.noun()));
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_position_of_a_text_is_kept() {
        let mut annotations = Annotations::default();
        annotations.add(Level::Info, "slow".to_owned(), Span::new(0, 1));
        annotations.add(Level::Warning, "slow".to_owned(), Span::new(0, 1));
        annotations.add(Level::Info, "slow".to_owned(), Span::new(4, 5));
        assert_eq!(annotations.rendered(Level::Info, "a + b"), ["PromQL info: slow (1:5)"]);
        assert_eq!(annotations.rendered(Level::Warning, "a + b"), ["PromQL warning: slow (1:1)"]);
    }

    #[test]
    fn occurrences_add_up() {
        let mut annotations = Annotations::default();
        annotations.count(Level::Warning, "late".to_owned(), Span::new(0, 1), 1);
        assert_eq!(annotations.rendered(Level::Warning, "a"), ["PromQL warning: late (1:1)"]);
        let mut others = Annotations::default();
        others.count(Level::Warning, "late".to_owned(), Span::new(0, 1), 2);
        annotations.merge(others);
        assert_eq!(annotations.rendered(Level::Warning, "a"), ["PromQL warning: late (3 occurrences) (1:1)"]);
    }

    #[test]
    fn the_api_leaves_out_what_is_beyond_ten() {
        let mut annotations = Annotations::default();
        for number in 0..13 {
            annotations.add(Level::Info, format!("note {number}"), Span::default());
        }
        let texts = annotations.rendered_for_api(Level::Info, "a");
        assert_eq!(texts.len(), 11);
        assert_eq!(texts[10], "3 more info annotations omitted");
    }
}
