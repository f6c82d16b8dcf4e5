//! `pages:` how many pages a receiver gets at most.

use firedrill_model::Duration;

use firedrill_model::source::yaml::Node;

use super::{Expectation, Selector};
use crate::file::{Reader, owned_text, parsed, selector};
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};

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
        reader.refuse(node, &"say how many: at most");
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
