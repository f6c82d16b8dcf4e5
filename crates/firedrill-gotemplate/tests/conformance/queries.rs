//! What the recorded servers answered to the queries of the rows.

use std::sync::Arc;

use firedrill_gotemplate::prometheus::{Dialect, QuerySample};
use firedrill_model::{Labels, Timestamp, Value};

use crate::prometheus::histogram;
use crate::rows::Row;

type Answer = Result<Vec<QuerySample>, String>;

/// Series as their labels and values.
type Series<'a> = &'a [(&'a [(&'a str, &'a str)], f64)];

const NO_LABELS: &[(&str, &str)] = &[];

fn vector(series: Series<'_>) -> Vec<QuerySample> {
    let sample = |(labels, value): &(&[(&str, &str)], f64)| QuerySample {
        labels: Labels::from_pairs(labels.iter().copied()),
        value: Value::Float(*value),
    };
    series.iter().map(sample).collect()
}

fn number(value: f64) -> Vec<QuerySample> {
    vector(&[(NO_LABELS, value)])
}

const A: &[(&str, &str)] =
    &[("__name__", "demo_requests:rate5m"), ("instance", "a.example.org:9100"), ("job", "web")];
const B: &[(&str, &str)] =
    &[("__name__", "demo_requests:rate5m"), ("instance", "b.example.org:9100"), ("job", "web")];
const C: &[(&str, &str)] =
    &[("__name__", "demo_requests:rate5m"), ("instance", "c.example.org:9100"), ("job", "db")];

const NOT_A_VECTOR: &str = "rule result is not a vector or scalar";

pub(crate) fn answer(expression: &str, at: Timestamp, row: &Row, dialect: Dialect) -> Answer {
    if row.via.is_some() {
        return promtool(expression, at, row.series.as_ref().is_some_and(|series| series.len() == 1));
    }
    let samples = match expression {
        "demo_requests:rate5m" | "sort_desc(demo_requests:rate5m)" => {
            vector(&[(B, 3.25), (C, 2.0), (A, 1.5)])
        }
        "sort(demo_requests:rate5m)" => vector(&[(A, 1.5), (C, 2.0), (B, 3.25)]),
        "sum(demo_requests:rate5m)" => number(6.75),
        "count(demo_requests:rate5m)" => number(3.0),
        "topk(1, demo_requests:rate5m)" => vector(&[(B, 3.25)]),
        "vector(5)" => number(5.0),
        "vector(NaN)" => number(f64::NAN),
        "vector(1e21)" => number(1e21),
        "vector(1)" | "1" => number(1.0),
        "label_replace(vector(7),\"__value__\",\"text\",\"\",\"\")" => {
            vector(&[(&[("__value__", "text")], 7.0)])
        }
        "1 +" => return Err("1:4: parse error: unexpected end of input".to_owned()),
        "foo(" => return Err("1:5: parse error: unclosed left parenthesis".to_owned()),
        "nofunc(up)" => return Err("1:1: parse error: unknown function with name \"nofunc\"".to_owned()),
        "" => {
            let position = if dialect == Dialect::V2_42 { "1:1" } else { "unknown position" };
            return Err(format!("{position}: parse error: no expression found in input"));
        }
        "\"str\"" | "demo_requests:rate5m[5m]" => return Err(NOT_A_VECTOR.to_owned()),
        _ => {
            let one = [(A, 1.5), (B, 3.25), (C, 2.0)].into_iter().find(|(labels, _)| {
                let instance = labels[1].1;
                expression == format!("demo_requests:rate5m{{instance=\"{instance}\"}}")
                    || (instance.starts_with('a') && expression.ends_with("{instance=~\"a.*\"}"))
            });
            vector(one.as_slice())
        }
    };
    Ok(samples)
}

fn promtool(expression: &str, at: Timestamp, alone: bool) -> Answer {
    let m1 = &[("__name__", "m"), ("a", "1"), ("z", "y")][..];
    let m2 = &[("__name__", "m"), ("a", "2")][..];
    let m3 = &[("__name__", "m"), ("a", "3")][..];
    let minutes = (at.as_ms() % 86_400_000 / 60_000) as f64;
    let h = || QuerySample {
        labels: Labels::from_pairs([("__name__", "h"), ("a", "1")]),
        value: Value::Histogram(Arc::new(histogram())),
    };
    let samples = match expression {
        "time()" | "vector(time())" => number(at.as_seconds()),
        "timestamp(m)" => number(120.0),
        "m offset 1m" | "histogram_count(h)" => number(6.0),
        "rate(m[2m])" => number(1.0 / 60.0),
        "day_of_week()" | "sum(m{a!=\"3\"})" => number(4.0),
        "sort(m)" => vector(&[(m2, 1.0), (m1, 3.0), (m3, f64::NAN)]),
        "m == 1" => vector(&[(m2, 1.0)]),
        "n" => vector(&[(&[("__name__", "n"), ("le", "+Inf")], -5.0)]),
        "gone" => vector(&[]),
        "ALERTS" => number(1.0),
        "count_values(\"v\", m)" => vector(&[(m1, 1.0), (m2, 1.0), (m3, 1.0)]),
        "m{" => return Err("1:3: parse error: unexpected end of input inside braces".to_owned()),
        "m[5m]" => return Err(NOT_A_VECTOR.to_owned()),
        "m" if alone => number(5.0 + minutes),
        "m" => vector(&[(m1, 3.0), (m2, 1.0), (m3, f64::NAN)]),
        "h" => vec![h()],
        "histogram_quantile(0.5, h)" => number(2.0),
        _ => return Err(format!("no recorded answer to {expression:?}")),
    };
    Ok(samples)
}
