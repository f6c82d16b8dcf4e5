//! Rows of Prometheus and promtool.

use std::sync::Arc;

use firedrill_gotemplate::prometheus::{AlertData, AlertTemplate, Dialect, Environment};
use firedrill_model::histogram::BucketSpan;
use firedrill_model::number::parse_float;
use firedrill_model::{Duration, FloatHistogram, Labels, Timestamp, Value};

use crate::queries::answer;
use crate::rows::{DialectRow, Row, Tally, read};

const SERVER_URL: &str = "http://prom.example.org:9090/prom/x";
const SERVER_LABELS: [(&str, &str); 3] = [("region", "eu-west-1"), ("quote", "a\"b\\c"), ("uni", "é<&>")];
/// Some instant well after 2000, when the server was recorded.
const SERVER_NOW: Timestamp = Timestamp(1_700_000_000_000);

/// Addresses differ from run to run.
fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("0xc0") {
        out.push_str(before);
        out.push_str("<POINTER>");
        rest = after.trim_start_matches(|next: char| next.is_ascii_hexdigit());
    }
    out + rest
}

fn is_promtool(row: &Row) -> bool {
    row.via.is_some()
}

fn series_labels(row: &Row) -> Labels {
    let name = row.expr.split('{').next().unwrap_or_default();
    let bare = name.rsplit('(').next().unwrap_or_default().trim_end_matches(')');
    let selects = !row.expr.contains("vector(");
    let name = selects.then_some(("__name__", bare));
    let labels = row.labels.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Labels::from_pairs(labels.chain(name))
}

fn now(row: &Row) -> Timestamp {
    if !is_promtool(row) {
        return SERVER_NOW;
    }
    let start = match row.start_timestamp.as_deref() {
        None => 0,
        Some("2024-05-06T07:08:09Z") => 1_714_979_289_000,
        Some(seconds) => seconds.parse::<i64>().expect("seconds since 1970") * 1000,
    };
    let offset = row.eval_time.as_deref().unwrap_or("0");
    Timestamp(start) + Duration::parse(offset).expect("an evaluation time")
}

/// The value of the series that the rule selects: it starts with a number and grows each minute.
fn value(row: &Row) -> Value {
    if let Some(value) = &row.value {
        return Value::Float(parse_float(value).expect("a recorded value"));
    }
    let series = row.series.iter().flatten();
    let (_, notation) = series
        .clone()
        .find(|(name, _)| name.split('{').next() == Some(row.expr.as_str()))
        .expect("the series of the rule");
    if notation.starts_with("{{") {
        return Value::Histogram(Arc::new(histogram()));
    }
    let start = notation.split(['+', 'x', ' ']).next().unwrap_or_default();
    let step = notation.split('+').nth(1).and_then(|rest| rest.split('x').next()).unwrap_or("0");
    let offset = Duration::parse(row.eval_time.as_deref().unwrap_or("0")).expect("an evaluation time");
    let minutes = (offset.as_ms() / 60_000) as f64;
    Value::Float(parse_float(start).expect("a start") + minutes * parse_float(step).expect("a step"))
}

/// What the recorded histogram series holds.
pub(crate) fn histogram() -> FloatHistogram {
    FloatHistogram {
        counter_reset_hint: firedrill_model::histogram::CounterResetHint::NotReset,
        sum: 12.5,
        count: 6.0,
        positive_spans: vec![BucketSpan { offset: 0, length: 3 }],
        positive_buckets: vec![1.0, 2.0, 3.0],
        ..FloatHistogram::default()
    }
}

fn rendered(row: &Row, dialect: Dialect) -> Result<String, String> {
    let template = AlertTemplate::parse("T", &row.text, dialect).map_err(|error| error.to_string())?;
    let external_labels = match (&row.external_labels, is_promtool(row)) {
        (Some(labels), _) => Labels::from_pairs(labels),
        (None, true) => Labels::empty(),
        (None, false) => Labels::from_pairs(SERVER_LABELS),
    };
    let url = if is_promtool(row) { None } else { Some(SERVER_URL) };
    let labels = series_labels(row);
    let data = AlertData {
        labels: &labels,
        external_labels: &external_labels,
        external_url: url.or(row.external_url.as_deref()).unwrap_or_default(),
        value: &value(row),
    };
    let mut query = |expression: &str, at: Timestamp| answer(expression, at, row, dialect);
    let mut environment = Environment { query: &mut query, now: now(row), external_url: url };
    let result = template.expand(&data, &mut environment);
    Ok(masked(&result.unwrap_or_else(|error| format!("<error expanding template: {error}>"))))
}

#[test]
fn renders_as_prometheus() {
    let Some(rows) = read::<Row>("prometheus.jsonl") else { return };
    let mut tally = Tally::default();
    for row in &rows {
        let want = if row.absent { "" } else { &row.out };
        let got = rendered(row, Dialect::V3).unwrap_or_else(|error| format!("parse error {error}"));
        tally.compare(row, want, &got);
    }
    tally.finish("Prometheus 3.14");
}

/// The part of a refusal that is the template's.
fn parse_error(err: &str) -> &str {
    err.find("template: ").map_or(err, |start| err[start..].trim_end())
}

#[test]
fn refuses_as_prometheus() {
    let Some(rows) = read::<Row>("prometheus-parse-errors.jsonl") else { return };
    let mut tally = Tally::default();
    for row in &rows {
        let got = AlertTemplate::parse("T", &row.text, Dialect::V3)
            .map_or_else(|error| error.to_string(), |_| "accepted".to_owned());
        tally.compare(row, parse_error(&row.err), &got);
    }
    tally.finish("parse errors");
}

#[test]
fn renders_as_prometheus_2_42() {
    let Some(rows) = read::<DialectRow>("dialects.jsonl") else { return };
    let mut tally = Tally::default();
    for DialectRow { tool, old, mut row } in rows {
        if tool != "prometheus" && !tool.starts_with("promtool") {
            tally.leave_out("rows of other programs");
            continue;
        }
        if tool == "promtool test rules" {
            row.via = Some(tool);
        }
        let refusal = old["err"].as_str().or(old["failure"].as_str());
        match refusal {
            Some(text) if text.contains("template: ") => {
                let got = AlertTemplate::parse("T", &row.text, Dialect::V2_42)
                    .map_or_else(|error| error.to_string(), |_| "accepted".to_owned());
                tally.compare(&row, parse_error(text), &got);
            }
            None if old["rule_error"].is_null() => {
                for alert in old["alerts"].as_array().into_iter().flatten() {
                    let mut row = row.clone();
                    row.labels = serde_json::from_value(alert["labels"].clone()).expect("labels");
                    row.value = alert["value"].as_str().map(str::to_owned);
                    let want = alert["out"].as_str().unwrap_or_default();
                    let got = rendered(&row, Dialect::V2_42).unwrap_or_else(|error| error);
                    tally.compare(&row, want, &got);
                }
            }
            _ => tally.leave_out("refused before the template was read"),
        }
    }
    tally.finish("Prometheus 2.42");
}
