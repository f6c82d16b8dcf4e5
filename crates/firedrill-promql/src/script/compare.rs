//! Comparing what a query answers with what a script expects.

use firedrill_model::{Labels, Value};

use super::almost_equal;
use super::command::{ExpectedResult, ExpectedSeries, Grid};
use crate::eval::{MatrixSeries, QueryValue, VectorSample};
use crate::syntax::series::SeriesValue;

/// How an answer differs from what is expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// A series nobody expects.
    #[error("unexpected metric {labels} in result, has value {found}")]
    Unexpected {
        /// Its labels.
        labels: Labels,
        /// Its values.
        found: String,
    },
    /// A series that is not there.
    #[error("expected metric {labels} with {expected} not found")]
    Missing {
        /// Its labels.
        labels: Labels,
        /// Its values.
        expected: String,
    },
    /// A series with other values.
    #[error("expected {expected} for {labels} but got {found}")]
    Values {
        /// Its labels.
        labels: Labels,
        /// The expected values.
        expected: String,
        /// The values found.
        found: String,
    },
    /// A series at another place of an ordered result.
    #[error("expected metric {labels} at position {expected} but was at {found}")]
    Position {
        /// Its labels.
        labels: Labels,
        /// Its position in the script, from 1.
        expected: usize,
        /// Its position in the result, from 1.
        found: usize,
    },
    /// A result of another type, or another scalar or string.
    #[error("expected {expected} but got {found}")]
    Result {
        /// The expected result.
        expected: String,
        /// The result found.
        found: String,
    },
}

/// Compares an answer; the values of series expected of a range query lie on `grid`.
pub(super) fn compare(
    expected: &ExpectedResult,
    grid: Option<Grid>,
    ordered: bool,
    found: &QueryValue,
) -> Result<(), Mismatch> {
    match (expected, found) {
        (ExpectedResult::Scalar(want), QueryValue::Scalar { value, .. })
            if almost_equal::numbers(*want, *value) =>
        {
            Ok(())
        }
        (ExpectedResult::String(want), QueryValue::String { value, .. }) if want == value => Ok(()),
        (ExpectedResult::Series(series), QueryValue::Vector(samples)) => vector(series, samples, ordered),
        (ExpectedResult::Series(series), QueryValue::Matrix(found)) => match grid {
            Some(grid) => matrix(series, grid, found),
            None => Err(Mismatch::Result {
                expected: "an instant vector".to_owned(),
                found: "a range vector".to_owned(),
            }),
        },
        (ExpectedResult::RangeVector(grid, series), QueryValue::Matrix(found)) => {
            matrix(series, *grid, found)
        }
        (expected, found) => {
            Err(Mismatch::Result { expected: format!("{expected:?}"), found: format!("{found:?}") })
        }
    }
}

fn vector(expected: &[ExpectedSeries], found: &[VectorSample], ordered: bool) -> Result<(), Mismatch> {
    for (position, sample) in found.iter().enumerate() {
        let text = value_text(&sample.value);
        let Some(place) = expected.iter().position(|series| series.labels == sample.labels) else {
            return Err(Mismatch::Unexpected { labels: sample.labels.clone(), found: text });
        };
        if ordered && place != position {
            return Err(Mismatch::Position {
                labels: sample.labels.clone(),
                expected: place + 1,
                found: position + 1,
            });
        }
        let want = expected[place].values.first();
        if !want.is_some_and(|want| is_expected(want, &sample.value)) {
            return Err(Mismatch::Values {
                labels: sample.labels.clone(),
                expected: expected_text(&expected[place].values),
                found: text,
            });
        }
    }
    for series in expected {
        if !found.iter().any(|sample| sample.labels == series.labels) {
            return Err(missing(series));
        }
    }
    Ok(())
}

fn matrix(expected: &[ExpectedSeries], grid: Grid, found: &[MatrixSeries]) -> Result<(), Mismatch> {
    for series in found {
        let Some(want) = expected.iter().find(|want| want.labels == series.labels) else {
            return Err(Mismatch::Unexpected {
                labels: series.labels.clone(),
                found: points_text(&series.points),
            });
        };
        let points = expected_points(want, grid);
        let is_same = points.len() == series.points.len()
            && points
                .iter()
                .zip(&series.points)
                .all(|((want_time, want), (time, value))| want_time == time && is_expected(want, value));
        if !is_same {
            return Err(Mismatch::Values {
                labels: series.labels.clone(),
                expected: expected_text(&want.values),
                found: points_text(&series.points),
            });
        }
    }
    for want in expected {
        let is_empty = expected_points(want, grid).is_empty();
        if !is_empty && !found.iter().any(|series| series.labels == want.labels) {
            return Err(missing(want));
        }
    }
    Ok(())
}

/// The expected values with their times.
fn expected_points(series: &ExpectedSeries, grid: Grid) -> Vec<(i64, &SeriesValue)> {
    let times = (0..).map(|idx| grid.start.as_ms() + grid.step.as_ms() * idx);
    times.zip(&series.values).filter(|(_, value)| !matches!(value, SeriesValue::Gap)).collect()
}

fn is_expected(want: &SeriesValue, found: &Value) -> bool {
    match (want, found) {
        (SeriesValue::Float(want), Value::Float(found)) => almost_equal::numbers(*want, *found),
        (SeriesValue::Histogram { histogram, has_reset_hint }, Value::Histogram(found)) => {
            almost_equal::histograms(histogram, found, *has_reset_hint)
        }
        _ => false,
    }
}

fn missing(series: &ExpectedSeries) -> Mismatch {
    Mismatch::Missing { labels: series.labels.clone(), expected: expected_text(&series.values) }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Float(value) => value.to_string(),
        Value::Histogram(histogram) => histogram.test_expression(),
    }
}

fn points_text(points: &[(i64, Value)]) -> String {
    let texts: Vec<_> = points.iter().map(|(time, value)| format!("{}@{time}", value_text(value))).collect();
    format!("[{}]", texts.join(" "))
}

fn expected_text(values: &[SeriesValue]) -> String {
    let texts: Vec<_> = values
        .iter()
        .map(|value| match value {
            SeriesValue::Gap => "_".to_owned(),
            SeriesValue::Float(value) => value.to_string(),
            SeriesValue::Histogram { histogram, .. } => histogram.test_expression(),
        })
        .collect();
    format!("[{}]", texts.join(" "))
}
