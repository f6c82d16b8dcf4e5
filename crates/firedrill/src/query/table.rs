//! An answer as aligned text.

use std::fmt::Write as _;

use firedrill_model::number::api_float;
use firedrill_model::{Timestamp, Value};
use firedrill_promql::eval::QueryValue;

/// One line per sample; a matrix has a heading per series.
pub fn render(value: &QueryValue) -> String {
    let mut out = String::new();
    match value {
        QueryValue::Scalar { value, .. } => {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(out, "{}", api_float(*value));
        }
        QueryValue::String { value, .. } => {
            let _ = writeln!(out, "{value}");
        }
        QueryValue::Vector(samples) if samples.is_empty() => out.push_str("no series\n"),
        QueryValue::Matrix(series) if series.is_empty() => out.push_str("no series\n"),
        QueryValue::Vector(samples) => {
            let names: Vec<String> = samples.iter().map(|it| it.labels.to_string()).collect();
            let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
            for (sample, name) in samples.iter().zip(names) {
                let _ = writeln!(out, "{name:widest$}  {}", value_text(&sample.value));
            }
        }
        QueryValue::Matrix(series) => {
            for one in series {
                let _ = writeln!(out, "{}", one.labels);
                for (time, value) in &one.points {
                    let seconds = api_float(Timestamp(*time).as_seconds());
                    let _ = writeln!(out, "  {seconds:>14}  {}", value_text(value));
                }
            }
        }
    }
    out
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Float(float) => api_float(*float),
        Value::Histogram(histogram) => histogram.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use firedrill_model::Labels;
    use firedrill_promql::eval::{MatrixSeries, VectorSample};

    use super::*;

    #[test]
    fn aligns_values() {
        let sample = |name: &str, value: f64| VectorSample {
            labels: Labels::from_pairs([("__name__", name)]),
            time: 0,
            value: Value::Float(value),
        };
        let vector = QueryValue::Vector(vec![sample("up", 1.0), sample("longer", 1e21)]);
        assert_eq!(render(&vector), "{__name__=\"up\"}      1\n{__name__=\"longer\"}  1e+21\n");
        let points = vec![(1500, Value::Float(0.5))];
        let matrix = QueryValue::Matrix(vec![MatrixSeries { labels: Labels::empty(), points }]);
        assert_eq!(render(&matrix), "{}\n             1.5  0.5\n");
        assert_eq!(render(&QueryValue::Vector(Vec::new())), "no series\n");
    }
}
