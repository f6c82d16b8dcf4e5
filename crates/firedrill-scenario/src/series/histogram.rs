//! Histograms of values that follow a distribution.

use std::sync::Arc;

use firedrill_model::histogram::{BucketSpan, exponential_bound};
use firedrill_model::{FloatHistogram, Labels};

use super::build::{Grid, Phase, first_point, part, running};
use crate::scrape::{ExposedSeries, Histograms, SeriesKind, Trace};

/// Values up to this count into a native histogram's zero bucket, as in Prometheus' client library.
const ZERO_THRESHOLD: f64 = 2.938_735_877_055_719e-39;

/// A native histogram's buckets cover all values but this share at either end.
const TAIL: f64 = 1e-6;

/// Counts are whole; what is lost below this in sums of shares is not missing.
const ROUNDING: f64 = 1e-6;

/// How much of what is observed from each point of the grid to the next lies at or below `bound`.
fn within(bound: f64, observed: &[f64], phases: &[Phase], grid: Grid) -> Vec<f64> {
    let mut added = Vec::with_capacity(observed.len());
    for (idx, phase) in phases.iter().enumerate() {
        let end = phases.get(idx + 1).map_or(observed.len(), |next| first_point(next.from, grid));
        let share = phase.values.map_or(0.0, |values| values.share_within(bound));
        added.extend(observed[added.len().min(end)..end].iter().map(|count| count * share));
    }
    added
}

fn sums(observed: &[f64], phases: &[Phase], grid: Grid) -> Vec<f64> {
    let mut added = Vec::with_capacity(observed.len());
    for (idx, phase) in phases.iter().enumerate() {
        let end = phases.get(idx + 1).map_or(observed.len(), |next| first_point(next.from, grid));
        let mean = phase.values.map_or(0.0, super::distribution::Distribution::mean);
        added.extend(observed[added.len().min(end)..end].iter().map(|count| count * mean));
    }
    running(added)
}

/// The series of a classic histogram: a bucket for each bound and for `+Inf`, sum and count.
pub(super) fn classic(
    labels: &Labels,
    bounds: &[f64],
    observed: &[f64],
    phases: &[Phase],
    grid: Grid,
) -> Vec<ExposedSeries> {
    let series = |labels: Labels, values: Vec<f64>, is_whole: bool| ExposedSeries {
        labels,
        kind: SeriesKind::Counter,
        trace: Trace::Grid { step: grid.step, values, is_whole },
        shown: ExposedSeries::ALWAYS,
    };
    let bucket = |bound: f64| {
        let le = if bound.is_finite() { format!("{bound:?}") } else { "+Inf".to_owned() };
        series(part(labels, "_bucket", Some(&le)), running(within(bound, observed, phases, grid)), true)
    };
    let mut found: Vec<_> = bounds.iter().copied().chain([f64::INFINITY]).map(bucket).collect();
    found.push(series(part(labels, "_sum", None), sums(observed, phases, grid), false));
    let count = running(within(f64::INFINITY, observed, phases, grid));
    found.push(series(part(labels, "_count", None), count, true));
    found
}

/// Native histograms, one for each point of the grid. Values below zero count as zero.
pub(super) fn native(schema: i32, observed: &[f64], phases: &[Phase], grid: Grid) -> Histograms {
    let (first, bounds) = covering(schema, phases);
    let cumulated = |bound: f64| -> Vec<f64> {
        running(within(bound, observed, phases, grid))
            .iter()
            .map(|count| (count + ROUNDING).floor())
            .collect()
    };
    let zero = cumulated(ZERO_THRESHOLD);
    let all = cumulated(f64::INFINITY);
    let buckets: Vec<Vec<f64>> = bounds.iter().map(|bound| cumulated(*bound)).collect();
    let sums = sums(observed, phases, grid);
    let histogram = |idx: usize| {
        let mut below = zero[idx];
        let mut positive_buckets: Vec<f64> =
            buckets.iter().map(|counts| counts[idx] - std::mem::replace(&mut below, counts[idx])).collect();
        // What lies above the last bound belongs to the last bucket.
        if let Some(last) = positive_buckets.last_mut() {
            *last += all[idx] - below;
        }
        Arc::new(FloatHistogram {
            schema,
            zero_threshold: ZERO_THRESHOLD,
            zero_count: zero[idx],
            count: all[idx],
            sum: sums[idx],
            positive_spans: vec![BucketSpan { offset: first, length: positive_buckets.len() as u32 }],
            positive_buckets,
            ..FloatHistogram::default()
        })
    };
    Histograms { step: grid.step, values: (0..all.len()).map(histogram).collect() }
}

/// The index of the first bucket, and the upper bounds of all that hold values of any phase.
fn covering(schema: i32, phases: &[Phase]) -> (i32, Vec<f64>) {
    // 2^-40 to 2^40: a picosecond to a thousand years.
    let octaves = |count: i32| if schema >= 0 { count << schema } else { count >> -schema };
    let share = |bound: f64| {
        let shares = phases.iter().filter_map(|phase| phase.values).map(|values| values.share_within(bound));
        shares.fold((f64::INFINITY, 0.0_f64), |(least, most), share| (least.min(share), most.max(share)))
    };
    let bounds = (octaves(-40)..=octaves(40)).map(|index| (index, exponential_bound(index, schema)));
    let mut first = None;
    let mut found = Vec::new();
    for (index, bound) in bounds {
        let (least, most) = share(bound);
        if most > TAIL {
            first.get_or_insert(index);
            found.push(bound);
        }
        if least >= 1.0 - TAIL {
            break;
        }
    }
    (first.unwrap_or(0), found)
}
