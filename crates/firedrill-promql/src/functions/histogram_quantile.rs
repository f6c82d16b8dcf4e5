//! `histogram_quantile`.

use firedrill_model::Span;
use firedrill_model::histogram::NanObservations;
use firedrill_model::number::{FloatFormat, display_float, format_float};

use super::bucket_groups::{BucketGroups, Histogram, metric_suffix};
use super::calendar::rfc3339;
use super::classic_histogram::{self, Forced};
use super::function::Function;
use super::kernel::{CallContext, Kernel};
use crate::annotations::Level;
use crate::column::{Evaluated, Vector, VectorSeries};
use crate::syntax::ValueType;

pub(super) static HISTOGRAM_QUANTILE: Function = Function {
    args: &[ValueType::Scalar, ValueType::InstantVector],
    ..Function::of_vector(
        "histogram_quantile",
        "the quantile (0 to 1) of the observations of classic and native histograms",
        Kernel::Vector(|context, arguments| Ok(histogram_quantile(context, arguments))),
    )
};

fn histogram_quantile(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Evaluated {
    let mut arguments = arguments.into_iter();
    let parameter = arguments.next().map(Evaluated::into_scalar).unwrap_or_default();
    let vector = arguments.next().map(Evaluated::into_vector).unwrap_or_default();
    warn_out_of_range(context, &parameter, context.call.args[0].span);
    let groups = BucketGroups::of(&vector, 1, context);
    Evaluated::Vector(Vector::new(quantiles(context, &groups, &parameter, 1)))
}

/// Warns about each step's quantile outside 0…1.
pub(super) fn warn_out_of_range(context: &mut CallContext<'_>, parameter: &[f64], span: Span) {
    for &q in parameter {
        if !(0.0..=1.0).contains(&q) {
            let text = format!("quantile value should be between 0 and 1, got {}", display_float(q));
            context.annotations.add(Level::Warning, text, span);
        }
    }
}

/// The quantiles of each histogram; `argument` is the position of the vector among the arguments.
pub(super) fn quantiles(
    context: &mut CallContext<'_>,
    groups: &BucketGroups<'_>,
    parameter: &[f64],
    argument: usize,
) -> Vec<VectorSeries> {
    let mut repairs: Vec<Repairs> = Vec::new();
    let series = groups.evaluate(context, |context, step, labels, histogram| match histogram {
        Histogram::Classic(buckets) => {
            let (value, forced) = classic_histogram::quantile(parameter[step], buckets, context.dialect);
            if let Some(forced) = forced {
                Repairs::record(&mut repairs, metric_suffix(context, labels), forced, step);
            }
            value
        }
        Histogram::Native(histogram) => {
            let (value, notes) = histogram.quantile(parameter[step]);
            if let Some(notes) = notes {
                let consequence = if notes == NanObservations::ResultIsNan { "NaN" } else { "skewed higher" };
                let text = format!(
                    "input to histogram_quantile has NaN observations, result is {consequence}{}",
                    metric_suffix(context, labels)
                );
                context.annotations.add(Level::Info, text, context.call.args[argument].span);
            }
            value
        }
    });
    for repair in repairs {
        let text = repair.text(context);
        context.annotations.add(Level::Info, text, context.call.args[argument].span);
    }
    series
}

/// Repairs of falling bucket counts, gathered over groups and steps.
struct Repairs {
    metric: String,
    forced: Forced,
    count: usize,
    first_step: usize,
    last_step: usize,
}

impl Repairs {
    /// Adds one repair to those of the same metric.
    fn record(repairs: &mut Vec<Self>, metric: String, forced: Forced, step: usize) {
        match repairs.iter_mut().find(|other| other.metric == metric) {
            Some(other) => {
                other.forced = other.forced.merged(forced);
                other.count += 1;
                other.first_step = other.first_step.min(step);
                other.last_step = other.last_step.max(step);
            }
            None => repairs.push(Self { metric, forced, count: 1, first_step: step, last_step: step }),
        }
    }

    fn text(&self, context: &CallContext<'_>) -> String {
        let Forced { lowest, highest, largest_difference } = self.forced;
        format!(
            "input to histogram_quantile needed to be fixed for monotonicity (see \
             https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile){}, from \
             buckets {} to {}, with a max diff of {}, over {} samples from {} to {}",
            self.metric,
            display_float(lowest),
            display_float(highest),
            format_float(largest_difference, FloatFormat::General, Some(2)),
            self.count,
            rfc3339(context.steps.time(self.first_step)),
            rfc3339(context.steps.time(self.last_step)),
        )
    }
}
