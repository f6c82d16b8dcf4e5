//! The same questions, asked of this crate.

use std::collections::BTreeMap;

use firedrill_model::number::{api_float, parse_float};
use firedrill_model::{Labels, Value, is_stale_nan};
use firedrill_promql::column::Steps;
use firedrill_promql::eval::{self, QueryOptions, QueryValue, RuleOutcome};
use firedrill_promql::store::{Origin, Store};
use firedrill_promql::syntax::{self, Expr};
use firedrill_promql::{Dialect, EvalError, Features};

use crate::data::Series;
use crate::query::When;

/// What both sides are reduced to: per label set the samples, as bits that every NaN shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Samples by labels and time.
    Samples(BTreeMap<String, Vec<(i64, u64)>>),
    /// An error's text.
    Error(String),
}

/// Bits of a float; all NaNs are one.
pub(crate) fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

/// The settings of a Prometheus 2.42 server.
pub(crate) fn options(dialect: Dialect) -> QueryOptions<'static> {
    QueryOptions { dialect, features: Features::SERVER_DEFAULT, ..QueryOptions::default() }
}

/// The data set as a store, series in the given order.
pub(crate) fn store(series: &[Series]) -> Store {
    let mut store = Store::default();
    for one in series {
        let id = store.series_id(&one.labels, Origin::default());
        for &(time, value) in &one.samples {
            store.append(id, time, Value::Float(value)).expect("generated in order");
        }
    }
    store
}

/// Parses for `dialect`.
pub(crate) fn parse(query: &str, dialect: Dialect) -> Result<Expr, String> {
    let features = options(dialect).features;
    syntax::parse(query, &dialect, &features).map_err(|error| error.to_string())
}

/// The answer to `query`.
pub(crate) fn ask(store: &Store, query: &str, when: When, dialect: Dialect) -> Answer {
    match parse(query, dialect) {
        Ok(expr) => evaluate(store, &expr, when, &options(dialect)),
        Err(error) => Answer::Error(error),
    }
}

/// The answer to a parsed query.
pub(crate) fn evaluate(store: &Store, expr: &Expr, when: When, options: &QueryOptions<'_>) -> Answer {
    let outcome: Result<_, EvalError> = match when {
        When::Instant(at) => eval::instant(store, expr, at, options),
        When::Range { start, end, step } => eval::range(store, expr, start, end, step, options),
    };
    match outcome {
        Ok(outcome) => Answer::Samples(samples(outcome.value)),
        Err(error) => Answer::Error(error.to_string()),
    }
}

fn samples(value: QueryValue) -> BTreeMap<String, Vec<(i64, u64)>> {
    let mut out: BTreeMap<String, Vec<(i64, u64)>> = BTreeMap::new();
    let mut add = |labels: &Labels, time: i64, value: &Value| {
        if let Value::Float(float) = value {
            assert!(!is_stale_nan(*float), "a staleness marker in an answer");
            out.entry(labels.to_string()).or_default().push((time, bits(*float)));
        }
    };
    match value {
        QueryValue::Scalar { time, value } => add(&Labels::empty(), time, &Value::Float(value)),
        QueryValue::String { .. } => {}
        QueryValue::Vector(samples) => samples.iter().for_each(|it| add(&it.labels, it.time, &it.value)),
        QueryValue::Matrix(series) => {
            for one in &series {
                one.points.iter().for_each(|(time, value)| add(&one.labels, *time, value));
            }
        }
    }
    out
}

/// The server's JSON in the same form.
pub(crate) fn from_json(json: &serde_json::Value) -> Answer {
    if json["status"] != "success" {
        let text = json["error"].as_str().unwrap_or_default();
        let text = text.strip_prefix("invalid parameter \"query\": ").unwrap_or(text);
        return Answer::Error(text.to_owned());
    }
    let data = &json["data"];
    let mut out: BTreeMap<String, Vec<(i64, u64)>> = BTreeMap::new();
    let point = |pair: &serde_json::Value| {
        let time = (pair[0].as_f64().expect("a time") * 1000.0).round() as i64;
        (time, bits(parse_float(pair[1].as_str().expect("a value")).expect("a number")))
    };
    if data["resultType"] == "scalar" {
        out.insert(Labels::empty().to_string(), vec![point(&data["result"])]);
        return Answer::Samples(out);
    }
    for series in data["result"].as_array().into_iter().flatten() {
        let metric = series["metric"].as_object().expect("labels");
        let labels = metric.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()));
        let points = match series.get("value") {
            Some(pair) => vec![point(pair)],
            None => series["values"].as_array().into_iter().flatten().map(point).collect(),
        };
        out.insert(Labels::from_pairs(labels).to_string(), points);
    }
    Answer::Samples(out)
}

impl Answer {
    /// Whether both are the same answer. Errors that name two of several duplicates are compared up
    /// to the names: which two a server meets first is not defined.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Error(ours), Self::Error(theirs)) => without_names(ours) == without_names(theirs),
            _ => self == other,
        }
    }

    /// Whether both hold the same series at the same times with values that differ by rounding only.
    pub(crate) fn is_close_to(&self, other: &Self) -> bool {
        let (Self::Samples(ours), Self::Samples(theirs)) = (self, other) else {
            return self.agrees_with(other);
        };
        ours.len() == theirs.len()
            && ours.iter().zip(theirs).all(|((our_labels, ours), (their_labels, theirs))| {
                our_labels == their_labels
                    && ours.len() == theirs.len()
                    && ours.iter().zip(theirs).all(|(ours, theirs)| {
                        ours.0 == theirs.0 && is_close(f64::from_bits(ours.1), f64::from_bits(theirs.1))
                    })
            })
    }

    /// Whether both hold the same series at the same times, with values that differ by no more than a
    /// few times what `others` differ among each other: adding in another order may cost more than the
    /// last bits.
    pub(crate) fn is_within_spread(&self, other: &Self, others: &[Self]) -> bool {
        let Self::Samples(ours) = self else { return false };
        let Self::Samples(theirs) = other else { return false };
        let value_in = |answer: &Self, labels: &str, nth: usize| match answer {
            Self::Samples(series) => series.get(labels)?.get(nth).map(|point| f64::from_bits(point.1)),
            Self::Error(_) => None,
        };
        let agrees = |labels: &str, nth: usize, ours: (i64, u64), theirs: (i64, u64)| {
            let (own, found) = (f64::from_bits(ours.1), f64::from_bits(theirs.1));
            let spread = others.iter().filter_map(|answer| value_in(answer, labels, nth));
            let spread = spread.fold(0.0_f64, |spread, value| spread.max((value - own).abs()));
            ours.0 == theirs.0 && (is_close(own, found) || (own - found).abs() <= 8.0 * spread)
        };
        ours.len() == theirs.len()
            && ours.iter().zip(theirs).all(|((labels, ours), (their_labels, theirs))| {
                labels == their_labels
                    && ours.len() == theirs.len()
                    && (0..ours.len()).all(|nth| agrees(labels, nth, ours[nth], theirs[nth]))
            })
    }

    /// Whether both hold equally many samples.
    pub(crate) fn is_as_long_as(&self, other: &Self) -> bool {
        let (Self::Samples(ours), Self::Samples(theirs)) = (self, other) else { return false };
        let length =
            |series: &BTreeMap<String, Vec<(i64, u64)>>| -> usize { series.values().map(Vec::len).sum() };
        length(ours) == length(theirs)
    }

    /// A few lines for people.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Error(text) => format!("    error: {text}\n"),
            Self::Samples(series) if series.is_empty() => "    no series\n".to_owned(),
            Self::Samples(series) => {
                let lines = series.iter().take(6).map(|(labels, points)| {
                    let points: Vec<String> = points
                        .iter()
                        .take(4)
                        .map(|(time, value)| format!("{}@{time}", api_float(f64::from_bits(*value))))
                        .collect();
                    format!("    {labels} {}\n", points.join(" "))
                });
                lines.collect::<Vec<String>>().concat()
            }
        }
    }
}

/// Numbers that cancel out leave the last bits of what was added, hence the absolute bound.
fn is_close(ours: f64, theirs: f64) -> bool {
    bits(ours) == bits(theirs) || (ours - theirs).abs() <= (1e-9 * ours.abs().max(theirs.abs())).max(1e-10)
}

fn without_names(error: &str) -> &str {
    error.split_once(" for the match group").map_or(error, |(head, _)| head)
}

/// What a rule evaluation gave at one step.
pub(crate) fn step_of(outcome: &RuleOutcome, steps: &Steps, step: usize) -> Answer {
    if let Some(error) = outcome.errors.iter().find(|error| error.step == step) {
        return Answer::Error(error.error.to_string());
    }
    let mut out = BTreeMap::new();
    for series in &outcome.vector.series {
        if let Some(value) = series.column.float(step) {
            out.insert(series.labels.to_string(), vec![(steps.time(step), bits(value))]);
        }
    }
    Answer::Samples(out)
}
