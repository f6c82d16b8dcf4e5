//! `pages:` how many pages a receiver gets at most.

use std::fmt;

use firedrill_model::Duration;

use firedrill_model::source::yaml::Node;

use super::page::paged;
use super::{Expectation, Selector};
use crate::file::{Reader, owned_text, parsed, refuse_incomplete, selector};
use crate::judgement::{Evidence, Failure, Page};
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};
use crate::timeline::NotificationStatus;

/// How many pages a receiver gets at most.
#[derive(Debug, Clone, PartialEq)]
pub struct Cap {
    /// The receiver.
    pub receiver: Placed<String>,
    /// `for:` pages with one of these alerts; all where absent.
    pub alerts: Option<Placed<Selector>>,
    /// `at most:` how many.
    pub most: Placed<u32>,
    /// In how long a time, wherever that begins; in the whole run where absent.
    pub per: Option<Period>,
}

/// A length of time in which pages are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// `per hour`.
    Hour,
    /// `per day`.
    Day,
}

impl Period {
    /// How long it is.
    pub const fn length(self) -> Duration {
        match self {
            Self::Hour => Duration::from_seconds(60 * 60),
            Self::Day => Duration::from_seconds(24 * 60 * 60),
        }
    }
}

pub(crate) const CAP: Object = Object::new(
    "cap on pages",
    "How many pages a receiver gets at most, so that a storm does not drown who is on call.",
    &[
        Key::required("pages", Kind::Text, "The receiver."),
        Key::new("for", Kind::Selector, "Only pages with one of these alerts are counted."),
        Key::required(
            "at most",
            Kind::Text,
            "`3`, `3 per hour` or `10 per day`, wherever the hour or day begins.",
        ),
    ],
);

/// Reads an expectation on the number of pages.
pub(super) fn decode(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    let before = reader.error_count();
    let mut receiver = None;
    let mut alerts = None;
    let mut most = None;
    reader.fields(node, CAP.name, |reader, field| {
        match field.name.as_ref() {
            "pages" => receiver = owned_text(reader, field.value),
            "for" => alerts = selector(reader, field.value),
            "at most" => most = parsed(reader, field.value, parse),
            _ => return false,
        }
        true
    })?;
    if most.is_none() {
        refuse_incomplete(reader, before, node, &"say how many: at most");
    }
    let Placed { value: (most, per), place } = most?;
    let most = Placed::new(most, place);
    Some(Expectation::Cap(Cap { receiver: receiver?, alerts, most, per }))
}

/// Reads `3`, `3 per hour` or `10 per day`.
fn parse(text: &str) -> Result<(u32, Option<Period>), String> {
    let (number, per) = match text.split_once(" per ") {
        None => (text, None),
        Some((number, "hour")) => (number, Some(Period::Hour)),
        Some((number, "day")) => (number, Some(Period::Day)),
        Some((_, other)) => return Err(format!("pages are counted per hour or per day, not per {other}")),
    };
    let most = number.parse().map_err(|_| format!("{number:?} is no count; write 3 or 3 per hour"))?;
    Ok((most, per))
}

impl Cap {
    /// # Errors
    /// Where the receiver gets more.
    pub(super) fn judge(&self, evidence: &Evidence<'_>) -> Result<(), Box<Failure>> {
        let alerts = self.alerts.as_ref().map(|alerts| &alerts.value);
        let pages: Vec<&Page<'_>> = evidence
            .pages
            .iter()
            .filter(|page| {
                page.receiver() == self.receiver.value
                    && page.status() == NotificationStatus::Firing
                    && page.has(alerts)
            })
            .collect();
        let Some((first, count)) = self.fullest(&pages) else { return Ok(()) };
        if count <= self.most.value as usize {
            return Ok(());
        }
        let title = format!("{} got too many pages", self.receiver.value);
        let (expected, got) = match self.per {
            None => (format!("at most {}", self.most.value), format!("{count}")),
            Some(per) => (
                format!("at most {} per {per}", self.most.value),
                format!("{count} in the {per} from {}", evidence.time(pages[first].seen)),
            ),
        };
        let question = paged(pages[first + self.most.value as usize]);
        Err(evidence.failure(self.most.place, title, expected, got, Some(&question)))
    }

    /// The first page of the fullest period, and how many there are in it.
    fn fullest(&self, pages: &[&Page<'_>]) -> Option<(usize, usize)> {
        let Some(per) = self.per else { return (!pages.is_empty()).then_some((0, pages.len())) };
        let mut fullest: Option<(usize, usize)> = None;
        let mut end = 0;
        for (first, page) in pages.iter().enumerate() {
            let until = page.seen.latest + per.length();
            while pages.get(end).is_some_and(|page| page.seen.earliest < until) {
                end += 1;
            }
            if fullest.is_none_or(|(_, count)| end - first > count) {
                fullest = Some((first, end - first));
            }
        }
        fullest
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Hour => "hour",
            Self::Day => "day",
        })
    }
}
