//! Checks of expressions.

use std::cmp::Ordering;

use firedrill_model::number::{FloatFormat, format_float};
use firedrill_model::{Span, Value};
use firedrill_promql::column::Steps;
use firedrill_promql::eval;
use firedrill_promql::store::{Reader, Store};
use firedrill_promql::syntax::series::{SeriesValue, parse_series};
use firedrill_promql::syntax::{Expr, ParseError, parse_metric};

use super::result::{SampleFailure, SampleInstance};
use super::run::Context;
use super::{ExpectedSample, ExprTest, Failure};

/// A check of an expression, with its tree.
pub(super) struct ExprCheck<'s> {
    pub(super) test: &'s ExprTest,
    pub(super) expr: Result<Expr, ParseError>,
}

/// Judges a check; everything that was loaded and recorded is visible, whatever the check's time.
pub(super) fn check_samples(context: &Context<'_>, check: &ExprCheck<'_>, store: &Store) -> Option<Failure> {
    let test = check.test;
    let failed = |text: String, span: Span| Failure::Expression {
        expr: test.expression().to_owned(),
        eval_time: test.eval_time,
        text,
        span,
    };
    let expr_span = test.expr.as_ref().map_or(test.span, |text| text.span);
    let expr = match &check.expr {
        Ok(expr) => expr,
        Err(error) => return Some(failed(error.to_string(), expr_span)),
    };
    let mut got = match query(context, test, expr, store) {
        Ok(got) => got,
        Err(text) => return Some(failed(text, expr_span)),
    };
    let mut expected = Vec::new();
    for sample in &test.expected {
        match instance(context, sample) {
            Ok(instance) => expected.push((instance, sample.span)),
            Err(error) => {
                let text = format!("labels {}: {error}", firedrill_model::quote::quote(&sample.labels));
                return Some(failed(text, sample.labels_span));
            }
        }
    }
    // Upstream's ordering puts equal labels in reverse.
    expected.reverse();
    expected.sort_by(|lhs, rhs| lhs.0.labels.cmp(&rhs.0.labels));
    got.sort_by(|lhs, rhs| lhs.labels.cmp(&rhs.labels));
    let fuzzy = context.suite.file.fuzzy_compare;
    let agrees = expected.len() == got.len()
        && expected.iter().zip(&got).all(|((expected, _), got)| is_equal(expected, got, fuzzy));
    if agrees {
        return None;
    }
    let (expected, expected_spans) = expected.into_iter().unzip();
    Some(Failure::Samples(SampleFailure {
        group: context.group.name.clone(),
        expr: test.expression().to_owned(),
        eval_time: test.eval_time,
        expected,
        expected_spans,
        got,
        span: test.span,
    }))
}

fn query(
    context: &Context<'_>,
    test: &ExprTest,
    expr: &Expr,
    store: &Store,
) -> Result<Vec<SampleInstance>, String> {
    let at = context.steps.start + test.eval_time.as_ms();
    let reader = Reader { ahead_ms: context.steps.last() - at, ..Reader::LAST };
    let outcome = eval::rule(store, expr, Steps::instant(at), reader, &context.query);
    if let Some(error) = outcome.errors.first() {
        return Err(error.error.to_string());
    }
    let sample = |series: firedrill_promql::column::VectorSeries| {
        let (value, histogram) = match series.column.value(0)? {
            Value::Float(value) => (value, None),
            Value::Histogram(histogram) => (0.0, Some(histogram.test_expression())),
        };
        Some(SampleInstance { labels: series.labels, value, histogram })
    };
    Ok(outcome.vector.series.into_iter().filter_map(sample).collect())
}

fn instance(context: &Context<'_>, sample: &ExpectedSample) -> Result<SampleInstance, String> {
    let dialect = &context.suite.options.dialect;
    let labels = parse_metric(&sample.labels, dialect).map_err(|error| error.to_string())?;
    let histogram =
        if sample.histogram.is_empty() { None } else { Some(histogram(context, &sample.histogram)?) };
    Ok(SampleInstance { labels, value: sample.value, histogram })
}

/// The text of an expected histogram in upstream's form.
fn histogram(context: &Context<'_>, text: &str) -> Result<String, String> {
    let series = parse_series(&format!("{{}} {text}"), &context.suite.options.dialect)
        .map_err(|error| error.to_string())?;
    let mut values = series.expand();
    match (values.next(), values.count()) {
        (Some(SeriesValue::Histogram { histogram, .. }), 0) => Ok(histogram.test_expression()),
        (Some(SeriesValue::Gap), 0) => Err("expected histogram, got _".to_owned()),
        (Some(SeriesValue::Float(value)), 0) => {
            Err(format!("expected histogram, got {}", format_float(value, FloatFormat::Plain, Some(6))))
        }
        (first, more) => Err(format!("expected 1 value, got {}", more + usize::from(first.is_some()))),
    }
}

fn is_equal(expected: &SampleInstance, got: &SampleInstance, fuzzy: bool) -> bool {
    expected.labels.cmp(&got.labels) == Ordering::Equal
        && expected.histogram == got.histogram
        && (expected.value == got.value || fuzzy && is_neighbour(expected.value, got.value))
}

/// Whether there is no double between the two.
fn is_neighbour(lhs: f64, rhs: f64) -> bool {
    lhs.next_up() == rhs || lhs.next_down() == rhs
}
