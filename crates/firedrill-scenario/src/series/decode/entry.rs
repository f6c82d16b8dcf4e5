//! The entries of `series:`.

use firedrill_model::source::yaml::{Kind as NodeKind, Node};
use firedrill_model::{Duration, Span};
use firedrill_promql::Dialect;
use firedrill_promql::syntax::parse_metric;
use firedrill_promql::syntax::series::{SeriesItem, parse_series};

use super::form::{change, curve, histogram, share};
use crate::file::{Reader, beside, duration, owned_text, placed, refuse_in, refuse_incomplete, text, texts};
use crate::scenario::Placed;
use crate::schema::{Key, Kind, Object};
use crate::series::{Change, Parameter, SeriesForm, SeriesTemplate, recorded};

/// The key that stands for a recording where other entries have the name of a series.
const RECORDED_KEY: &str = "recorded";

pub(crate) const ENTRY: Object = Object::new(
    "series",
    "What a series, or many of one shape, shows. `from 20m:` says what is different from then on.",
    &[
        Key::new(
            "for",
            Kind::MapOf(&Kind::ListOf(&Kind::Text)),
            "Values for each `${name}` in the labels; there is a series for every combination.",
        ),
        Key::new(
            "gauge",
            Kind::Text,
            "A value over time: `40`, `ramp 0 to 100 over 10m`, `step`, `spike`, `sawtooth`, `diurnal` or `walk`, with `± 10%` if wanted.",
        ),
        Key::new("counter", Kind::Text, "A total; what is added per second, as in `200/s ± 10%`."),
        Key::new("histogram", Kind::Object(&super::form::HISTOGRAM), "A classic or a native histogram."),
        Key::new(
            "share",
            Kind::MapOf(&Kind::MapOf(&Kind::Number)),
            "How the rate is divided among the values of one name, as in `{ c: { \"500\": 2% } }`; the others divide what is left.",
        ),
        Key::new(
            "from …",
            Kind::Either(&[Kind::OneOf(&["back"]), Kind::Object(&super::form::CHANGE)]),
            "What is different from an instant on, as in `from 20m`; what is not given stays.",
        ),
        Key::new("born", Kind::Duration, "When the series first appear."),
        Key::new("ends", Kind::Duration, "When they are gone."),
    ],
);

pub(crate) const RECORDED: Object = Object::new(
    "recorded series",
    "Series from a file in OpenMetrics or in Prometheus' text format.",
    &[Key::required("recorded", Kind::Text, "The file, relative to the scenario.")],
);

/// Reads the list of series.
pub(crate) fn entries(reader: &mut Reader<'_>, node: Node<'_>) -> Vec<Placed<SeriesTemplate>> {
    let entries = reader.sequence(node, "a list of series", entry);
    entries.unwrap_or_default().into_iter().flatten().collect()
}

fn entry(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Vec<Placed<SeriesTemplate>>> {
    if !matches!(node.kind(), NodeKind::Mapping(_)) {
        reader.refuse(node, &"a series and what it shows is wanted here, as in `up{job=\"api\"}: 1x10`");
        return None;
    }
    let mut found = Vec::new();
    reader.fields(node, "an entry of series", |reader, field| {
        if field.name == RECORDED_KEY {
            found.extend(recording(reader, field.value));
            return true;
        }
        let labels = labels(reader, field.key);
        let template = template(reader, field.value, labels.clone().unwrap_or_default());
        if let (Some(_), Some(template)) = (labels, template) {
            if let Err(error) = template.check() {
                reader.refuse(field.key, &error);
            }
            found.push(placed(reader, field.key, template));
        }
        true
    });
    Some(found)
}

/// The series of a file.
fn recording(reader: &mut Reader<'_>, node: Node<'_>) -> Vec<Placed<SeriesTemplate>> {
    let Some(Placed { value, place }) = owned_text(reader, node) else { return Vec::new() };
    let path = beside(reader.context.path, &value);
    let text = match reader.context.files.read(&path) {
        Ok(text) => text,
        Err(reason) => {
            reader.refuse(node, &format!("cannot read {path}: {reason}"));
            return Vec::new();
        }
    };
    match recorded(&text) {
        Ok(templates) => templates.into_iter().map(|template| Placed::new(template, place)).collect(),
        Err(errors) => {
            for error in errors {
                reader.refuse(node, &format!("{path}:{error}"));
            }
            Vec::new()
        }
    }
}

/// Metric and labels of an entry.
fn labels(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Vec<(String, String)>> {
    let Placed { value, .. } = text(reader, node)?;
    match parse_metric(value, &Dialect::V3) {
        Ok(labels) if !labels.is_empty() => {
            Some(labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
        }
        Ok(_) => {
            reader.refuse(node, &"a series has a name or a label");
            None
        }
        Err(error) => {
            refuse_in(reader, node, error.span, &error.kind);
            None
        }
    }
}

/// What the entry with these labels shows.
fn template(
    reader: &mut Reader<'_>,
    node: Node<'_>,
    labels: Vec<(String, String)>,
) -> Option<SeriesTemplate> {
    if matches!(node.kind(), NodeKind::Scalar(_)) {
        return Some(SeriesTemplate::new(labels, SeriesForm::Written(written(reader, node)?)));
    }
    let before = reader.error_count();
    let mut forms = Vec::new();
    let mut template = SeriesTemplate::new(labels, SeriesForm::Written(Vec::new()));
    reader.fields(node, ENTRY.name, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            "for" => template.parameters = parameters(reader, value),
            "gauge" => forms.extend(curve(reader, value).map(SeriesForm::Gauge)),
            "counter" => forms.extend(curve(reader, value).map(SeriesForm::Counter)),
            "histogram" => forms.extend(histogram(reader, value).map(SeriesForm::Histogram)),
            "share" => template.share = share(reader, value),
            "born" => template.born = duration(reader, value).map(|born| born.value),
            "ends" => template.ends = duration(reader, value).map(|ends| ends.value),
            name => {
                let Some(from) = name.strip_prefix("from ") else { return false };
                let from = from.trim().to_owned();
                let moment = change_moment(reader, field.key, &from);
                if let (Some(from), Some(to)) = (moment, change(reader, value)) {
                    template.changes.push(Change { from, to });
                }
            }
        }
        true
    })?;
    template.changes.sort_by_key(|change| change.from);
    if forms.len() != 1 {
        refuse_incomplete(reader, before, node, &"say one of gauge, counter and histogram");
    }
    template.form = forms.pop()?;
    Some(template)
}

/// The instant in the key `from 20m`.
fn change_moment(reader: &mut Reader<'_>, key: Node<'_>, text: &str) -> Option<Duration> {
    Duration::parse(text).map_err(|error| reader.refuse(key, &error)).ok()
}

/// promtool's notation, an item for each scrape.
fn written(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Vec<SeriesItem>> {
    /// What makes of values a whole line of the notation.
    const PREFIX: &str = "m ";
    let Placed { value, .. } = text(reader, node)?;
    match parse_series(&format!("{PREFIX}{value}"), &Dialect::V3) {
        Ok(description) => Some(description.items),
        Err(error) => {
            let shifted = |offset: usize| offset.saturating_sub(PREFIX.len());
            let span = Span::new(shifted(error.span.start), shifted(error.span.end));
            refuse_in(reader, node, span, &error.kind);
            None
        }
    }
}

fn parameters(reader: &mut Reader<'_>, node: Node<'_>) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    reader.fields(node, "values by name", |reader, field| {
        let values: Vec<String> = texts(reader, field.value).into_iter().map(|text| text.value).collect();
        if values.is_empty() {
            reader.refuse(field.value, &"values are missing here");
        }
        parameters.push(Parameter { name: field.name.to_string(), values });
        true
    });
    parameters
}
