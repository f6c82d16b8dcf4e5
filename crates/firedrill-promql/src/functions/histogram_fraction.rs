//! `histogram_fraction`.

use super::bucket_groups::{BucketGroups, Histogram, metric_suffix};
use super::classic_histogram;
use super::function::Function;
use super::kernel::{CallContext, Kernel};
use crate::annotations::Level;
use crate::column::{Evaluated, Vector};
use crate::syntax::ValueType;

pub(super) static HISTOGRAM_FRACTION: Function = Function {
    args: &[ValueType::Scalar, ValueType::Scalar, ValueType::InstantVector],
    ..Function::of_vector(
        "histogram_fraction",
        "the share of the observations of classic and native histograms between two bounds",
        Kernel::Vector(|context, arguments| Ok(histogram_fraction(context, arguments))),
    )
};

/// Position of the vector among the arguments.
const VECTOR: usize = 2;

fn histogram_fraction(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Evaluated {
    let mut arguments = arguments.into_iter();
    let lower = arguments.next().map(Evaluated::into_scalar).unwrap_or_default();
    let upper = arguments.next().map(Evaluated::into_scalar).unwrap_or_default();
    let mut vector = arguments.next().map(Evaluated::into_vector).unwrap_or_default();
    if !context.dialect.classic_histogram_fraction {
        vector.series.retain(|series| series.column.histograms.is_some());
    }
    let groups = BucketGroups::of(&vector, VECTOR, context);
    let series = groups.evaluate(context, |context, step, labels, histogram| match histogram {
        Histogram::Classic(buckets) => classic_histogram::fraction(lower[step], upper[step], buckets),
        Histogram::Native(histogram) => {
            let (fraction, notes) = histogram.fraction(lower[step], upper[step]);
            if notes.is_some() {
                let text = format!(
                    "input to histogram_fraction has NaN observations, which are excluded from all \
                     fractions{}",
                    metric_suffix(context, labels)
                );
                context.annotations.add(Level::Info, text, context.call.args[VECTOR].span);
            }
            fraction
        }
    });
    Evaluated::Vector(Vector::new(series))
}
