//! Series as a scenario writes them: one entry for many.

use firedrill_model::Duration;
use firedrill_promql::syntax::series::SeriesItem;

use super::curve::Curve;
use super::distribution::Distribution;

/// One entry of `series:`, which stands for as many series as its parameters have combinations.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesTemplate {
    /// Label names and values, the metric name among them; `${i}` in a value stands for parameter `i`.
    pub labels: Vec<(String, String)>,
    /// What is put in for `${…}`, the first varying slowest.
    pub parameters: Vec<Parameter>,
    /// What the series show.
    pub form: SeriesForm,
    /// How a rate or a value is divided among the values of a parameter.
    pub share: Option<Share>,
    /// What is different from some moment on, ascending.
    pub changes: Vec<Change>,
    /// When the series first appear; counters start from zero then.
    pub born: Option<Duration>,
    /// When they are gone.
    pub ends: Option<Duration>,
}

/// A name for several values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, as in `${name}`.
    pub name: String,
    /// Its values.
    pub values: Vec<String>,
}

/// What a series shows.
#[derive(Debug, Clone, PartialEq)]
pub enum SeriesForm {
    /// A value over time.
    Gauge(Curve),
    /// A total; the curve is what is added per second.
    Counter(Curve),
    /// A histogram.
    Histogram(HistogramForm),
    /// promtool's notation, an item for each scrape.
    Written(Vec<SeriesItem>),
    /// Samples from a recording: milliseconds from the start, and values.
    Recorded(Vec<(i64, f64)>),
}

/// What a histogram shows.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramForm {
    /// Its buckets.
    pub layout: BucketLayout,
    /// Observations per second.
    pub observations: Curve,
    /// What is observed.
    pub values: Distribution,
}

/// Buckets of a histogram.
#[derive(Debug, Clone, PartialEq)]
pub enum BucketLayout {
    /// Series with the label `le` for these upper bounds, and for `+Inf`.
    Classic(Vec<f64>),
    /// A native histogram of this schema, -4 to 8: each bucket is `2^(2^-schema)` times as wide as the
    /// one below.
    Native(i32),
}

/// How a rate or a value is divided among the values of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The parameter.
    pub parameter: String,
    /// The share of its values, of 1. Values that are missing divide what is left, in the proportion
    /// they had before; at first evenly.
    pub parts: Vec<(String, f64)>,
}

/// What is different from a moment on. What is not given stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The moment, from the start of the scenario.
    pub from: Duration,
    /// What it says.
    pub to: ChangeTo,
}

/// What a change says.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeTo {
    /// As at the beginning.
    Back,
    /// Other values.
    Other {
        /// Of a gauge, of a counter per second, or of a histogram's observations per second.
        curve: Option<Curve>,
        /// Of a histogram's observations.
        values: Option<Distribution>,
        /// Of the parameter.
        share: Option<Share>,
    },
}

/// The most series one entry may stand for.
pub const MOST_SERIES: usize = 1_000_000;

/// Why an entry stands for no series.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// `${x}` without a parameter `x`.
    #[error("{0:?} has no values; give them under `for`")]
    UnknownParameter(String),
    /// A parameter that no label mentions gives the same series twice.
    #[error("no label says ${{{0}}}, so its values would make the same series several times")]
    UnusedParameter(String),
    /// Too many combinations.
    #[error("these are more than {MOST_SERIES} series")]
    TooMany,
    /// A share of something that is no parameter, or of a value that it does not have.
    #[error("`share` divides {0:?}, which is no parameter under `for`, or has no such value")]
    UnknownShare(String),
}

/// Values of the parameters, in their order.
pub(super) type Combination<'a> = Vec<&'a str>;

impl SeriesTemplate {
    /// An entry for one series that shows one thing all the time.
    pub fn new(labels: Vec<(String, String)>, form: SeriesForm) -> Self {
        Self {
            labels,
            parameters: Vec::new(),
            form,
            share: None,
            changes: Vec::new(),
            born: None,
            ends: None,
        }
    }

    /// Whether the entry stands for series.
    ///
    /// # Errors
    /// See [`TemplateError`].
    pub fn check(&self) -> Result<(), TemplateError> {
        let count = self.parameters.iter().try_fold(1_usize, |count, parameter| {
            count.checked_mul(parameter.values.len()).filter(|count| *count <= MOST_SERIES)
        });
        count.ok_or(TemplateError::TooMany)?;
        let mut named = Vec::new();
        for (_, value) in &self.labels {
            named.extend(placeholders(value));
        }
        if let Some(unknown) = named.iter().find(|name| self.parameter(name).is_none()) {
            return Err(TemplateError::UnknownParameter((*unknown).to_owned()));
        }
        if let Some(unused) = self.parameters.iter().find(|it| !named.contains(&it.name.as_str())) {
            return Err(TemplateError::UnusedParameter(unused.name.clone()));
        }
        let changed = self.changes.iter().filter_map(|change| match &change.to {
            ChangeTo::Other { share, .. } => share.as_ref(),
            ChangeTo::Back => None,
        });
        for share in self.share.iter().chain(changed) {
            let parameter = self.parameter(&share.parameter);
            let parameter = parameter.ok_or_else(|| TemplateError::UnknownShare(share.parameter.clone()))?;
            if let Some((value, _)) = share.parts.iter().find(|(value, _)| !parameter.values.contains(value))
            {
                return Err(TemplateError::UnknownShare(format!("{}={value}", share.parameter)));
            }
        }
        Ok(())
    }

    fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// All combinations of the parameters' values.
    pub(super) fn combinations(&self) -> Vec<Combination<'_>> {
        let mut combinations: Vec<Combination<'_>> = vec![Vec::new()];
        for parameter in &self.parameters {
            combinations = combinations
                .iter()
                .flat_map(|combination| {
                    let extended = |value| combination.iter().copied().chain([value]).collect();
                    parameter.values.iter().map(String::as_str).map(extended)
                })
                .collect();
        }
        combinations
    }

    /// The labels with a combination put in.
    pub(super) fn labels_of(&self, combination: &[&str]) -> Vec<(&str, String)> {
        let filled = |value: &str| {
            let mut value = value.to_owned();
            for (parameter, chosen) in self.parameters.iter().zip(combination) {
                value = value.replace(&format!("${{{}}}", parameter.name), chosen);
            }
            value
        };
        self.labels.iter().map(|(name, value)| (name.as_str(), filled(value))).collect()
    }
}

/// The names in `${…}`.
fn placeholders(text: &str) -> Vec<&str> {
    text.split("${").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template() -> SeriesTemplate {
        let parameter = |name: &str, values: &[&str]| Parameter {
            name: name.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        let labels = [("__name__", "requests_total"), ("instance", "host-${i}"), ("code", "${c}")];
        SeriesTemplate {
            parameters: vec![parameter("i", &["a", "b"]), parameter("c", &["200", "500"])],
            share: Some(Share { parameter: "c".to_owned(), parts: vec![("200".to_owned(), 0.9)] }),
            ..SeriesTemplate::new(
                labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
                SeriesForm::Counter(Curve::constant(1.0)),
            )
        }
    }

    #[test]
    fn parameters_are_put_in() {
        let template = template();
        assert_eq!(template.check(), Ok(()));
        let combinations = template.combinations();
        assert_eq!(combinations, [["a", "200"], ["a", "500"], ["b", "200"], ["b", "500"]]);
        let labels = template.labels_of(&combinations[3]);
        assert_eq!(labels[1], ("instance", "host-b".to_owned()));
    }

    #[test]
    fn what_makes_no_series_is_refused() {
        let mut unknown = template();
        unknown.labels.push(("x".to_owned(), "${y}".to_owned()));
        let mut unused = template();
        unused.parameters.push(Parameter { name: "z".to_owned(), values: vec!["1".to_owned()] });
        let mut many = template();
        many.parameters[0].values = vec![String::new(); MOST_SERIES];
        let mut share = template();
        share.share = Some(Share { parameter: "c".to_owned(), parts: vec![("404".to_owned(), 0.1)] });
        for (template, want) in [
            (unknown, TemplateError::UnknownParameter("y".to_owned())),
            (unused, TemplateError::UnusedParameter("z".to_owned())),
            (many, TemplateError::TooMany),
            (share, TemplateError::UnknownShare("c=404".to_owned())),
        ] {
            assert_eq!(template.check(), Err(want));
        }
    }
}
