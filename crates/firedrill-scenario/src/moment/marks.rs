//! From what is written to instants of a run.

use firedrill_model::Timestamp;
use firedrill_model::suggestion::suggestion;

use super::{Anchor, Bounds, Moment, UnknownMark, When};
use crate::action::is_meant;
use crate::timeline::Mark;

/// What moments are resolved against.
#[derive(Debug, Clone, Copy)]
pub struct Marks<'a> {
    /// The first instant of the run.
    pub start: Timestamp,
    /// The last instant of the run.
    pub end: Timestamp,
    /// The marks, by time.
    pub marks: &'a [Mark],
}

/// A stretch of time, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first instant.
    pub from: Timestamp,
    /// The last instant.
    pub to: Timestamp,
}

impl Range {
    /// Whether `at` lies in it.
    pub fn contains(self, at: Timestamp) -> bool {
        self.from <= at && at <= self.to
    }
}

impl Marks<'_> {
    /// The instant that `moment` means.
    ///
    /// # Errors
    /// Where no mark has its name, or not as many as it asks for.
    pub fn instant(&self, moment: &Moment) -> Result<Timestamp, UnknownMark> {
        let anchor = match &moment.anchor {
            Anchor::Start => self.start,
            Anchor::Mark { name, ordinal } => {
                let position = (*ordinal as usize).saturating_sub(1);
                let mut named = self.marks.iter().filter(|mark| is_called(&mark.name, name));
                named.nth(position).ok_or_else(|| self.unknown(&moment.anchor, name))?.at
            }
        };
        Ok(anchor + moment.offset)
    }

    /// The stretch of time that `when` means; the whole run for `never`.
    ///
    /// # Errors
    /// Where no mark has its name, or not as many as it asks for.
    pub fn range(&self, when: &When) -> Result<Range, UnknownMark> {
        match &when.bounds {
            Bounds::Never => Ok(self.whole()),
            Bounds::Between { from, to } => {
                let to = to.as_ref().map_or(Ok(self.end), |to| self.instant(to))?;
                Ok(Range { from: self.instant(from)?, to })
            }
        }
    }

    /// The whole run.
    pub const fn whole(&self) -> Range {
        Range { from: self.start, to: self.end }
    }

    fn unknown(&self, anchor: &Anchor, name: &str) -> UnknownMark {
        let names = self.marks.iter().map(|mark| mark.name.as_str()).filter(|other| *other != name);
        UnknownMark { anchor: anchor.clone(), suggestion: suggestion(name, names).map(str::to_owned) }
    }
}

/// Whether `name` means the mark called `full`: a silence is called by any words of its comment.
fn is_called(full: &str, name: &str) -> bool {
    fn silence(mark: &str) -> Option<(&str, &str)> {
        mark.strip_prefix("silence ")?.rsplit_once(' ')
    }
    if full == name {
        return true;
    }
    let (Some((comment, happened)), Some((words, wanted))) = (silence(full), silence(name)) else {
        return false;
    };
    happened == wanted && is_meant(words, comment)
}
