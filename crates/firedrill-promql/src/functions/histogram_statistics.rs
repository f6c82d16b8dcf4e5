//! `histogram_avg`, `histogram_count`, `histogram_stddev`, `histogram_stdvar`, `histogram_sum`:
//! numbers of native histograms. Floats vanish.

use firedrill_model::{FloatHistogram, stale_nan};

use super::function::{Availability, Function};
use super::kernel::{CallContext, Kernel};
use crate::column::{Column, Evaluated, Vector, VectorSeries};

pub(super) static HISTOGRAM_AVG: Function = Function {
    availability: Availability::Since3,
    ..Function::of_vector(
        "histogram_avg",
        "mean of the observations of native histograms",
        Kernel::Vector(|context, arguments| Ok(of_each(context, arguments, FloatHistogram::mean))),
    )
};
pub(super) static HISTOGRAM_COUNT: Function = Function::of_vector(
    "histogram_count",
    "number of observations of native histograms",
    Kernel::Vector(|context, arguments| Ok(of_each(context, arguments, |histogram| histogram.count))),
);
pub(super) static HISTOGRAM_STDDEV: Function = Function {
    availability: Availability::Since3,
    ..Function::of_vector(
        "histogram_stddev",
        "estimated standard deviation of the observations of native histograms",
        Kernel::Vector(|context, arguments| {
            Ok(of_each(context, arguments, FloatHistogram::standard_deviation))
        }),
    )
};
pub(super) static HISTOGRAM_STDVAR: Function = Function {
    availability: Availability::Since3,
    ..Function::of_vector(
        "histogram_stdvar",
        "estimated variance of the observations of native histograms",
        Kernel::Vector(|context, arguments| Ok(of_each(context, arguments, FloatHistogram::variance))),
    )
};
pub(super) static HISTOGRAM_SUM: Function = Function::of_vector(
    "histogram_sum",
    "sum of the observations of native histograms",
    Kernel::Vector(|context, arguments| Ok(of_each(context, arguments, |histogram| histogram.sum))),
);

fn of_each(
    context: &CallContext<'_>,
    arguments: Vec<Evaluated>,
    number: fn(&FloatHistogram) -> f64,
) -> Evaluated {
    let vector = arguments.into_iter().next().map(Evaluated::into_vector).unwrap_or_default();
    let series = vector.series.into_iter().filter_map(|series| {
        let histograms = series.column.histograms?;
        let floats = histograms.iter().map(|histogram| histogram.as_deref().map_or(stale_nan(), number));
        let column = Column::from_floats(floats.collect());
        Some(without_name(context, VectorSeries { column, ..series }))
    });
    Evaluated::Vector(Vector { series: series.collect(), order: vector.order })
}

/// Drops the name at once, or marks the series to lose it later.
pub(super) fn without_name(context: &CallContext<'_>, series: VectorSeries) -> VectorSeries {
    if context.features.delayed_name_removal {
        return VectorSeries { drop_name: true, ..series };
    }
    let labels = series.labels.filtered(|name| !context.dialect.is_name_label(name));
    VectorSeries { labels, ..series }
}
