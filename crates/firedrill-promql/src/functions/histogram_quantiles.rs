//! `histogram_quantiles`: several quantiles at once, told apart by a label.

use firedrill_model::number::{FloatFormat, format_float};
use firedrill_model::quote::quote;
use firedrill_model::stale_nan;

use super::bucket_groups::BucketGroups;
use super::function::{Availability, Function};
use super::histogram_quantile::{quantiles, warn_out_of_range};
use super::kernel::{CallContext, Kernel};
use super::label_replace::{is_label_name, with_label};
use crate::column::{Column, Evaluated, Vector, VectorSeries};
use crate::error::EvalError;
use crate::syntax::ValueType;

pub(super) static HISTOGRAM_QUANTILES: Function = Function {
    args: &[ValueType::InstantVector, ValueType::String, ValueType::Scalar, ValueType::Scalar],
    variadic: 9,
    experimental: true,
    availability: Availability::Since3,
    ..Function::of_vector(
        "histogram_quantiles",
        "several quantiles (0 to 1) of classic and native histograms, each with its value in a label",
        Kernel::Vector(histogram_quantiles),
    )
};

/// Position of the label among the arguments.
const LABEL: usize = 1;

fn histogram_quantiles(
    context: &mut CallContext<'_>,
    arguments: Vec<Evaluated>,
) -> Result<Evaluated, EvalError> {
    let mut arguments = arguments.into_iter();
    let vector = arguments.next().map(Evaluated::into_vector).unwrap_or_default();
    let label = arguments.next().map(Evaluated::into_text).unwrap_or_default();
    if !is_label_name(context, LABEL) {
        return Err(EvalError::Execution(format!("invalid label name {}", quote(&label))));
    }
    let groups = BucketGroups::of(&vector, 0, context);
    let mut out = Vec::new();
    for (idx, parameter) in arguments.map(Evaluated::into_scalar).enumerate() {
        warn_out_of_range(context, &parameter, context.call.args[idx + 2].span);
        for series in quantiles(context, &groups, &parameter, 0) {
            split_by_quantile(&series, &label, &parameter, &mut out);
        }
    }
    Ok(Evaluated::Vector(Vector::new(out)))
}

/// One series per value that the parameter takes on, since the value stands in the label.
fn split_by_quantile(series: &VectorSeries, label: &str, parameter: &[f64], out: &mut Vec<VectorSeries>) {
    let mut done: Vec<u64> = Vec::new();
    for &q in parameter {
        if done.contains(&q.to_bits()) {
            continue;
        }
        done.push(q.to_bits());
        let floats = series.column.floats.iter().zip(parameter);
        let floats =
            floats.map(|(&float, other)| if other.to_bits() == q.to_bits() { float } else { stale_nan() });
        let column = Column::from_floats(floats.collect());
        if !column.is_empty() {
            let labels = with_label(&series.labels, label, &open_metrics_float(q));
            out.push(VectorSeries { labels, drop_name: series.drop_name, column });
        }
    }
}

/// The number as OpenMetrics writes it: with a point or an exponent.
fn open_metrics_float(value: f64) -> String {
    if value == 0.0 {
        return "0.0".to_owned();
    }
    let text = format_float(value, FloatFormat::General, None);
    if value.is_finite() && !text.contains(['e', '.']) { text + ".0" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_open_metrics_numbers() {
        for (value, want) in [
            (0.5, "0.5"),
            (1.0, "1.0"),
            (-0.0, "0.0"),
            (1e-7, "1e-07"),
            (f64::INFINITY, "+Inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(open_metrics_float(value), want);
        }
    }
}
