//! `scrape:` in a scenario file.

use firedrill_model::source::yaml::{Kind as NodeKind, Node};

use super::ScrapeModel;
use crate::file::{Reader, duration, positive_duration, replace, share};
use crate::schema::{Key, Kind, Object};

pub(crate) const SCRAPE: Object = Object::new(
    "scrape",
    "How Prometheus scrapes; an interval alone may stand in its place.",
    &[
        Key::new(
            "interval",
            Kind::Duration,
            "From one scrape to the next; 1m where absent, as in Prometheus.",
        ),
        Key::new("jitter", Kind::Duration, "How much earlier or later than planned a scrape may be."),
        Key::new("missed", Kind::Number, "The share of scrapes that fail at random, as in `1%`."),
    ],
);

/// Reads how Prometheus scrapes on top of `scrape`.
pub(crate) fn scrape_model(reader: &mut Reader<'_>, node: Node<'_>, scrape: &mut ScrapeModel) {
    if matches!(node.kind(), NodeKind::Scalar(_)) {
        replace(&mut scrape.interval, positive_duration(reader, node).map(|interval| interval.value));
        return;
    }
    reader.fields(node, SCRAPE.name, |reader, field| {
        match field.name.as_ref() {
            "interval" => {
                let interval = positive_duration(reader, field.value).map(|interval| interval.value);
                replace(&mut scrape.interval, interval);
            }
            "jitter" => {
                replace(&mut scrape.jitter, duration(reader, field.value).map(|jitter| jitter.value));
            }
            "missed" => replace(&mut scrape.missed, share(reader, field.value)),
            _ => return false,
        }
        true
    });
    if scrape.jitter.as_ms() * 2 >= scrape.interval.as_ms() && scrape.jitter.as_ms() > 0 {
        reader
            .refuse(node, &"jitter must stay below half the interval, or scrapes would overtake each other");
    }
}
