//! The histograms in an instant vector: classic ones, grouped by their labels without `le`, and
//! native ones.

use firedrill_model::number::parse_float;
use firedrill_model::quote::quote;
use firedrill_model::{FloatHistogram, Labels, METRIC_NAME, is_stale_nan, stale_nan};
use indexmap::IndexMap;

use super::classic_histogram::Bucket;
use super::kernel::CallContext;
use crate::annotations::Level;
use crate::column::{Column, Vector, VectorSeries};

/// The label of a classic bucket's upper bound.
const BUCKET_LABEL: &str = "le";

/// One histogram over all steps.
struct Group {
    labels: Labels,
    /// The series with native histograms; no step has one in two of them.
    native: Vec<usize>,
    /// Upper bound and series of each classic bucket, by bound where no two are equal.
    classic: Vec<(f64, usize)>,
}

/// The histograms of a vector.
pub(super) struct BucketGroups<'a> {
    series: &'a [VectorSeries],
    groups: Vec<Group>,
    /// The position of the vector argument among the arguments, for annotations.
    argument: usize,
}

/// What a step of a group holds.
pub(super) enum Histogram<'a> {
    /// Classic buckets, which may be changed.
    Classic(&'a mut Vec<Bucket>),
    /// A native histogram.
    Native(&'a FloatHistogram),
}

impl<'a> BucketGroups<'a> {
    /// Groups the series of the vector that is the argument at position `argument`. A series of
    /// floats whose `le` is no number is left out, with a warning.
    pub(super) fn of(vector: &'a Vector, argument: usize, context: &mut CallContext<'_>) -> Self {
        let mut groups: IndexMap<Labels, Group> = IndexMap::new();
        for (idx, series) in vector.series.iter().enumerate() {
            let labels = series.labels.filtered(|name| name != BUCKET_LABEL);
            let new_group =
                |labels: &Labels| Group { labels: labels.clone(), native: Vec::new(), classic: Vec::new() };
            if series.column.histograms.is_some() {
                let native = series.labels.clone();
                groups.entry(native).or_insert_with_key(new_group).native.push(idx);
            }
            if series.column.floats.iter().all(|float| is_stale_nan(*float)) {
                continue;
            }
            let text = series.labels.get(BUCKET_LABEL).unwrap_or("");
            match parse_float(text) {
                Ok(bound) => {
                    groups.entry(labels).or_insert_with_key(new_group).classic.push((bound, idx));
                }
                Err(_) => warn_malformed(context, argument, series, text),
            }
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        for group in &mut groups {
            sort_distinct(&mut group.classic);
        }
        Self { series: &vector.series, groups, argument }
    }

    /// One series per histogram, each step computed from the histogram there. A step at which
    /// classic buckets and a native histogram share their labels has no result, with a warning.
    pub(super) fn evaluate(
        &self,
        context: &mut CallContext<'_>,
        mut compute: impl FnMut(&mut CallContext<'_>, usize, &Labels, Histogram<'_>) -> f64,
    ) -> Vec<VectorSeries> {
        let mut buckets = Vec::new();
        let mut out = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let mut floats = vec![stale_nan(); context.steps.count];
            for (step, float) in floats.iter_mut().enumerate() {
                buckets.clear();
                buckets.extend(group.classic.iter().filter_map(|&(upper, idx)| {
                    let count = self.series[idx].column.float(step)?;
                    Some(Bucket { upper, count })
                }));
                let native = group.native.iter().find_map(|&idx| self.series[idx].column.histogram(step));
                *float = match native {
                    Some(_) if !buckets.is_empty() => {
                        warn_mixed(context, self.argument, &group.labels);
                        continue;
                    }
                    Some(native) => compute(context, step, &group.labels, Histogram::Native(native)),
                    None if buckets.is_empty() => continue,
                    None => compute(context, step, &group.labels, Histogram::Classic(&mut buckets)),
                };
            }
            let column = Column::from_floats(floats);
            if !column.is_empty() {
                out.push(result_series(context, group, column));
            }
        }
        out
    }
}

/// The result drops the name at once, or is marked to lose it later.
fn result_series(context: &CallContext<'_>, group: &Group, column: Column) -> VectorSeries {
    if context.features.delayed_name_removal {
        return VectorSeries { labels: group.labels.clone(), drop_name: true, column };
    }
    let labels = group.labels.filtered(|name| !context.dialect.is_name_label(name));
    VectorSeries { labels, drop_name: false, column }
}

/// Sorts buckets by bound; where bounds are equal (or NaN) they keep their order, because it decides
/// how Prometheus sorts them at each step.
fn sort_distinct(buckets: &mut [(f64, usize)]) {
    let mut bounds: Vec<f64> = buckets.iter().map(|(bound, _)| *bound).collect();
    bounds.sort_unstable_by(f64::total_cmp);
    if bounds.windows(2).all(|pair| pair[0] < pair[1]) {
        buckets.sort_unstable_by(|lhs, rhs| lhs.0.total_cmp(&rhs.0));
    }
}

fn warn_malformed(context: &mut CallContext<'_>, argument: usize, series: &VectorSeries, bound: &str) {
    let text = format!(
        "bucket label \"le\" is missing or has a malformed value of {}{}",
        quote(bound),
        metric_suffix(context, &series.labels)
    );
    context.annotations.add(Level::Warning, text, context.call.args[argument].span);
}

fn warn_mixed(context: &mut CallContext<'_>, argument: usize, labels: &Labels) {
    let text =
        format!("vector contains a mix of classic and native histograms{}", metric_suffix(context, labels));
    context.annotations.add(Level::Warning, text, context.call.args[argument].span);
}

/// Names the metric where names are still there (with delayed name removal).
pub(super) fn metric_suffix(context: &CallContext<'_>, labels: &Labels) -> String {
    match labels.get(METRIC_NAME) {
        Some(name) if context.features.delayed_name_removal => format!(" for metric name {}", quote(name)),
        _ => String::new(),
    }
}
