//! From entries to targets whose series have a value at every instant.

use std::sync::Arc;

use firedrill_model::{Duration, FloatHistogram, Labels, METRIC_NAME, stale_nan};
use firedrill_promql::syntax::series::{SeriesItem, SeriesValue};

use super::curve::Curve;
use super::distribution::Distribution;
use super::division::Division;
use super::histogram;
use super::template::{BucketLayout, ChangeTo, SeriesForm, SeriesTemplate};
use crate::random::Random;
use crate::scrape::{Availability, ExposedSeries, SeriesKind, Target, Trace};

/// The points in time at which values are computed: every scrape interval.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    /// In milliseconds.
    pub(super) step: i64,
    pub(super) count: usize,
}

/// A time in which a series follows one curve.
#[derive(Debug, Clone)]
pub(super) struct Phase {
    /// In milliseconds from the start.
    pub(super) from: i64,
    pub(super) curve: Curve,
    /// Of a histogram's observations.
    pub(super) values: Option<Distribution>,
    /// The series' share of the curve.
    pub(super) share: f64,
}

/// The targets that the entries of a scenario make: one for each pair of `job` and `instance`, in the
/// order in which they are first named.
///
/// Entries must have passed [`SeriesTemplate::check`].
pub fn targets(templates: &[SeriesTemplate], interval: Duration, length: Duration, seed: u64) -> Vec<Target> {
    let step = interval.as_ms().max(1);
    let count = usize::try_from(length.as_ms() / step).unwrap_or(0) + 2;
    let grid = Grid { step, count };
    let mut targets: Vec<Target> = Vec::new();
    for template in templates {
        for combination in template.combinations() {
            let labels = Labels::from_pairs(template.labels_of(&combination));
            let identity = labels.filtered(|name| name == "job" || name == "instance");
            let idx = targets.iter().position(|target| target.labels == identity).unwrap_or_else(|| {
                let (series, availability) = (Vec::new(), Availability::default());
                targets.push(Target { labels: identity, series, availability });
                targets.len() - 1
            });
            targets[idx].series.extend(exposed(template, &combination, &labels, grid, seed));
        }
    }
    targets
}

fn exposed(
    template: &SeriesTemplate,
    combination: &[&str],
    labels: &Labels,
    grid: Grid,
    seed: u64,
) -> Vec<ExposedSeries> {
    let mut random = Random::named(seed, &format!("series {labels}"));
    let born = template.born.map_or(0, Duration::as_ms);
    let phases = phases(template, combination);
    let mut series = match &template.form {
        SeriesForm::Gauge(_) => {
            let values = points(&phases, grid, &mut random);
            let steps = values.into_iter().enumerate().map(|(idx, value)| (grid.step * idx as i64, value));
            vec![one(labels, SeriesKind::Gauge, Trace::Steps(steps.collect()))]
        }
        SeriesForm::Counter(_) => {
            let values = totals(&points(&phases, grid, &mut random), grid, born);
            vec![one(labels, SeriesKind::Counter, Trace::Grid { step: grid.step, values, is_whole: true })]
        }
        SeriesForm::Histogram(form) => {
            let observed = observed(&points(&phases, grid, &mut random), grid, born);
            match &form.layout {
                BucketLayout::Classic(bounds) => histogram::classic(labels, bounds, &observed, &phases, grid),
                BucketLayout::Native(schema) => {
                    let trace = Trace::Histograms(histogram::native(*schema, &observed, &phases, grid));
                    vec![one(labels, SeriesKind::Counter, trace)]
                }
            }
        }
        SeriesForm::Written(items) => vec![one(labels, SeriesKind::Gauge, written(items, grid))],
        SeriesForm::Recorded(samples) => {
            vec![one(labels, SeriesKind::Gauge, Trace::Steps(samples.clone()))]
        }
    };
    for exposed in &mut series {
        exposed.shown = (born, template.ends.map_or(i64::MAX, Duration::as_ms));
    }
    series
}

fn one(labels: &Labels, kind: SeriesKind, trace: Trace) -> ExposedSeries {
    ExposedSeries { labels: labels.clone(), kind, trace, shown: ExposedSeries::ALWAYS }
}

/// The metric name and labels of a part of a histogram.
pub(super) fn part(labels: &Labels, suffix: &str, le: Option<&str>) -> Labels {
    let mut builder = labels.to_builder();
    builder.set(METRIC_NAME, &format!("{}{suffix}", labels.metric_name().unwrap_or_default()));
    builder.set("le", le.unwrap_or_default());
    builder.build()
}

fn phases(template: &SeriesTemplate, combination: &[&str]) -> Vec<Phase> {
    let (curve, values) = match &template.form {
        SeriesForm::Gauge(curve) | SeriesForm::Counter(curve) => (*curve, None),
        SeriesForm::Histogram(form) => (form.observations, Some(form.values)),
        SeriesForm::Written(_) | SeriesForm::Recorded(_) => (Curve::constant(0.0), None),
    };
    let share_of = |division: Option<&Division>| division.map_or(1.0, |it| it.of(template, combination));
    let at_first = template.share.as_ref().map(|share| Division::new(template, share, None));
    let first = Phase { from: 0, curve, values, share: share_of(at_first.as_ref()) };
    let mut division = at_first.clone();
    let mut phases = vec![first.clone()];
    for change in &template.changes {
        let mut phase = phases[phases.len() - 1].clone();
        match &change.to {
            ChangeTo::Back => {
                phase = first.clone();
                division.clone_from(&at_first);
            }
            ChangeTo::Other { curve, values, share } => {
                phase.curve = curve.unwrap_or(phase.curve);
                phase.values = values.or(phase.values);
                if let Some(share) = share {
                    division = Some(Division::new(template, share, division.as_ref()));
                    phase.share = share_of(division.as_ref());
                }
            }
        }
        phase.from = change.from.as_ms();
        phases.push(phase);
    }
    phases
}

/// The curve's value at every point of the grid.
fn points(phases: &[Phase], grid: Grid, random: &mut Random) -> Vec<f64> {
    let mut values = Vec::with_capacity(grid.count);
    for (idx, phase) in phases.iter().enumerate() {
        let first = values.len();
        let end = phases.get(idx + 1).map_or(grid.count, |next| first_point(next.from, grid));
        let points = phase.curve.points(grid.step, end.saturating_sub(first), random);
        values.extend(points.into_iter().map(|value| value * phase.share));
    }
    values
}

/// The first point of the grid at or after a time.
pub(super) fn first_point(time: i64, grid: Grid) -> usize {
    let point = time.max(0) / grid.step + i64::from(time.max(0) % grid.step != 0);
    usize::try_from(point).unwrap_or(usize::MAX).min(grid.count)
}

/// How much is added between a point and the next, given rates per second; nothing before `born`.
fn observed(rates: &[f64], grid: Grid, born: i64) -> Vec<f64> {
    let born = first_point(born, grid);
    let seconds = grid.step as f64 / 1000.0;
    rates
        .iter()
        .enumerate()
        .map(|(idx, rate)| if idx < born { 0.0 } else { rate.max(0.0) * seconds })
        .collect()
}

fn totals(rates: &[f64], grid: Grid, born: i64) -> Vec<f64> {
    running(observed(rates, grid, born))
}

/// Sums of everything before each point.
pub(super) fn running(added: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let sums = added.into_iter().scan(0.0, |total, added| {
        let before = *total;
        *total += added;
        Some(before)
    });
    sums.collect()
}

fn written(items: &[SeriesItem], grid: Grid) -> Trace {
    let values = items.iter().flat_map(SeriesItem::expand).take(grid.count);
    let mut floats = Vec::new();
    let mut histograms: Vec<Option<Arc<FloatHistogram>>> = Vec::new();
    for value in values {
        let (float, histogram) = match value {
            SeriesValue::Gap => (None, None),
            SeriesValue::Float(value) => (Some(value), None),
            SeriesValue::Histogram { histogram, .. } => (Some(stale_nan()), Some(histogram)),
        };
        floats.push(float);
        histograms.push(histogram);
    }
    if histograms.iter().any(Option::is_some) {
        Trace::WrittenHistograms(histograms)
    } else {
        Trace::Written(floats)
    }
}
