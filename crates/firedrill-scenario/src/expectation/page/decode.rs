//! `page:` and `resolve:` in a scenario file.

use firedrill_model::source::yaml::Node;

use super::{PageExpectation, PageKind};
use crate::expectation::Expectation;
use crate::file::{Reader, count, owned_text, placed, selector, text_test, text_tests, when_after, whole};
use crate::schema::{Key, Kind, Object};

/// The keys that are the same for pages and resolves.
macro_rules! notification_keys {
    ($head:literal, $summary:literal) => {
        &[
            Key::required($head, Kind::Text, $summary),
            Key::new("for", Kind::Selector, "At least one of its alerts is one of these."),
            Key::new("at", Kind::WhenRest, "When it is sent: an instant, or a window such as `30m..32m`."),
            Key::new("within", Kind::WhenRest, "In how long a time it is sent, as in `5m after 20m`."),
            Key::new("until", Kind::WhenRest, "By when it is sent."),
            Key::new("from", Kind::WhenRest, "From when on it is sent."),
            Key::new("times", Kind::Count, "How many are sent; one where absent."),
            Key::new(
                "duplicates",
                Kind::Whole,
                "How many, at most, tell of an outage what an earlier one told already; repeats after \
                 `repeat_interval` do not count.",
            ),
            Key::new("group", Kind::MapOf(&Kind::Pattern), "Labels of its group."),
            Key::new(
                "summary",
                Kind::Pattern,
                "Its headline: the integration's field `summary`, `title` or `subject`.",
            ),
            Key::new("fields", Kind::MapOf(&Kind::Pattern), "What it shows, by the integration's own names."),
        ]
    };
}

pub(crate) const PAGE: Object = Object::new(
    "page expectation",
    "What a receiver is sent. A page is a notification in which something fires; each fulfils one expectation \
     at most.",
    notification_keys!("page", "The receiver that is sent a page."),
);

pub(crate) const RESOLVE: Object = Object::new(
    "resolve expectation",
    "That a receiver is told the end of an outage: a notification in which everything is resolved.",
    notification_keys!("resolve", "The receiver that is told that everything is resolved."),
);

/// Reads an expectation on pages.
pub(in crate::expectation) fn decode_page(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    decode(reader, node, PageKind::Page, PAGE.name)
}

/// Reads an expectation on resolves.
pub(in crate::expectation) fn decode_resolve(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    decode(reader, node, PageKind::Resolve, RESOLVE.name)
}

fn decode(reader: &mut Reader<'_>, node: Node<'_>, kind: PageKind, of: &'static str) -> Option<Expectation> {
    let head = match kind {
        PageKind::Page => "page",
        PageKind::Resolve => "resolve",
    };
    let mut receiver = None;
    let mut expectation = PageExpectation::of(kind);
    reader.fields(node, of, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            name if name == head => receiver = owned_text(reader, value),
            "for" => expectation.alerts = selector(reader, value),
            "at" | "within" | "until" | "from" => {
                expectation.when = when_after(reader, field, expectation.when.take());
            }
            "times" => expectation.times = count(reader, value),
            "duplicates" => expectation.duplicates = whole(reader, value),
            "group" => expectation.group = text_tests(reader, value),
            "summary" => {
                let name = placed(reader, field.key, PageExpectation::SUMMARY.to_owned());
                expectation.fields.extend(text_test(reader, value).map(|test| (name, test.value)));
            }
            "fields" => expectation.fields.extend(text_tests(reader, value)),
            _ => return false,
        }
        true
    })?;
    expectation.receiver = receiver?;
    Some(Expectation::Page(Box::new(expectation)))
}
