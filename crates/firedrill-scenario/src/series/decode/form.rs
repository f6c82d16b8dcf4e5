//! What series show: curves, histograms, shares, and how they change.

use firedrill_model::source::yaml::{Field, Kind as NodeKind, Node};

use crate::file::{Reader, parsed, refuse_incomplete, refuse_missing, share as share_value, text};
use crate::schema::{Key, Kind, Object};
use crate::series::{BucketLayout, ChangeTo, Curve, Distribution, HistogramForm, Share, quantity};

/// The schemas of native histograms with exponential buckets.
const SCHEMAS: std::ops::RangeInclusive<i32> = -4..=8;

pub(crate) const HISTOGRAM: Object = Object::new(
    "histogram",
    "A histogram of observations.",
    &[
        Key::new("classic", Kind::ListOf(&Kind::Number), "Upper bounds of classic buckets; `+Inf` is added."),
        Key::new("native", Kind::Integer, "The schema of a native histogram, -4 to 8."),
        Key::required("observations", Kind::Text, "How many there are per second, as in `200/s`."),
        Key::required(
            "values",
            Kind::Text,
            "What is observed: `lognormal(120ms, 1.6)`, `normal(…)`, `uniform(…)`, `exponential(…)` or `constant(…)`.",
        ),
    ],
);

pub(crate) const CHANGE: Object = Object::new(
    "change",
    "What is different from a moment on; `back` in its place for what it was at the beginning.",
    &[
        Key::new("gauge", Kind::Text, "Another value."),
        Key::new("counter", Kind::Text, "Another rate."),
        Key::new("observations", Kind::Text, "Another number of observations per second."),
        Key::new("values", Kind::Text, "Other observations."),
        Key::new("share", Kind::MapOf(&Kind::MapOf(&Kind::Number)), "Another division."),
    ],
);

/// A value over time.
pub(super) fn curve(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Curve> {
    parsed(reader, node, Curve::parse).map(|curve| curve.value)
}

/// A distribution as it is read: in `{ values: lognormal(120ms, 1.6) }` YAML ends the value at the comma and
/// takes the rest for a key without a value.
#[derive(Default)]
struct Values<'d> {
    /// The text so far, and where it begins.
    begun: Option<(String, Node<'d>)>,
}

impl<'d> Values<'d> {
    /// Begins with what stands under `values`.
    fn begin(&mut self, reader: &mut Reader<'_>, node: Node<'d>) {
        self.begun = text(reader, node).map(|text| (text.value.to_owned(), node));
    }

    /// Goes on with a key, if parentheses are still open and the key has no value.
    fn goes_on(&mut self, field: &Field<'d>) -> bool {
        match &mut self.begun {
            Some((text, _)) if text.contains('(') && !text.contains(')') && Reader::is_null(field.value) => {
                text.push_str(&format!(", {}", field.name));
                true
            }
            _ => false,
        }
    }

    fn finish(self, reader: &mut Reader<'_>) -> Option<Distribution> {
        let (text, node) = self.begun?;
        Distribution::parse(&text).map_err(|error| reader.refuse(node, &error)).ok()
    }
}

/// A histogram.
pub(super) fn histogram(reader: &mut Reader<'_>, node: Node<'_>) -> Option<HistogramForm> {
    let before = reader.error_count();
    let (mut layouts, mut observations, mut values) = (Vec::new(), None, Values::default());
    reader.fields(node, HISTOGRAM.name, |reader, field| {
        match field.name.as_ref() {
            "classic" => layouts.extend(bounds(reader, field.value).map(BucketLayout::Classic)),
            "native" => {
                let schema = parsed(reader, field.value, |text| {
                    let schema = text.parse().ok().filter(|schema| SCHEMAS.contains(schema));
                    schema.ok_or_else(|| format!("{text:?} is no schema from -4 to 8"))
                });
                layouts.extend(schema.map(|schema| BucketLayout::Native(schema.value)));
            }
            "observations" => observations = curve(reader, field.value),
            "values" => values.begin(reader, field.value),
            _ => return values.goes_on(field),
        }
        true
    })?;
    let has_values = values.begun.is_some();
    let values = values.finish(reader);
    refuse_missing(reader, before, node, "observations", observations.is_some());
    refuse_missing(reader, before, node, "values", has_values);
    if layouts.len() != 1 {
        refuse_incomplete(reader, before, node, &"say either classic or native");
    }
    Some(HistogramForm { layout: layouts.pop()?, observations: observations?, values: values? })
}

/// Upper bounds, ascending.
fn bounds(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Vec<f64>> {
    let bounds = reader.sequence(node, "a list of bounds", |reader, item| {
        parsed(reader, item, quantity).map(|bound| bound.value)
    })?;
    if !bounds.is_sorted_by(|lhs, rhs| lhs < rhs) || bounds.is_empty() {
        reader.refuse(node, &"bounds of buckets rise from one to the next");
        return None;
    }
    Some(bounds)
}

/// How a rate is divided among the values of one parameter.
pub(super) fn share(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Share> {
    let mut shares = Vec::new();
    reader.fields(node, "shares by name", |reader, field| {
        let mut parts = Vec::new();
        reader.fields(field.value, "shares by value", |reader, part| {
            let value = share_value(reader, part.value);
            parts.extend(value.map(|value| (part.name.to_string(), value)));
            true
        });
        shares.push(Share { parameter: field.name.to_string(), parts });
        true
    })?;
    if shares.len() != 1 {
        reader.refuse(node, &"a rate is divided among the values of one name");
    }
    shares.pop()
}

/// What a change says.
pub(super) fn change(reader: &mut Reader<'_>, node: Node<'_>) -> Option<ChangeTo> {
    if let NodeKind::Scalar(scalar) = node.kind() {
        if scalar.text == "back" {
            return Some(ChangeTo::Back);
        }
        reader.refuse(node, &"say what is different, or `back`");
        return None;
    }
    let (mut new_curve, mut new_values, mut new_share) = (None, Values::default(), None);
    reader.fields(node, CHANGE.name, |reader, field| {
        match field.name.as_ref() {
            "gauge" | "counter" | "observations" => new_curve = curve(reader, field.value),
            "values" => new_values.begin(reader, field.value),
            "share" => new_share = share(reader, field.value),
            _ => return new_values.goes_on(field),
        }
        true
    })?;
    Some(ChangeTo::Other { curve: new_curve, values: new_values.finish(reader), share: new_share })
}
