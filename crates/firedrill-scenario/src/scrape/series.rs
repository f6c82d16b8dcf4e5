//! Scraping: traces become samples.

use std::sync::Arc;

use firedrill_model::{FloatHistogram, Labels, METRIC_NAME, Timestamp, is_stale_nan, stale_nan};
use firedrill_promql::store::Times;

use super::column::{Column, GeneratedSeries};
use super::schedule::{Schedule, Scrape};
use super::target::{Availability, ExposedSeries, SeriesKind, Target};
use super::trace::{Histograms, Trace};
use crate::random::Random;

/// The samples that Prometheus has of a target, `up` included, in the order of its series.
///
/// A series that is missing from a scrape, or whose target does not answer, ends with a staleness
/// marker at that scrape, as in Prometheus' scrape loop. Where the target changes its labels, the
/// series under the old ones end at the next scrape.
pub fn scrape(target: &Target, schedule: &Schedule, start: Timestamp, seed: u64) -> Vec<GeneratedSeries> {
    let availability = &target.availability;
    let scrapes = availability.apply(schedule);
    let lives = lives(availability);
    let mut found = Vec::with_capacity(target.series.len() + 1);
    for life in &lives {
        let part = Part::new(&scrapes, life, start);
        for series in &target.series {
            let column = match &series.trace {
                Trace::Histograms(histograms) => Column::Histograms(part.histograms(histograms, series)),
                Trace::WrittenHistograms(written) => {
                    let value = |scrape: &Scrape| written.get(scrape.ordinal).cloned().flatten();
                    Column::Histograms(scrapes.iter().map(value).collect())
                }
                trace => Column::Floats(part.values(series, trace, availability, seed)),
            };
            found.extend(part.finish(labels_of(&series.labels, target, life), column));
        }
        if !target.labels.is_empty() {
            let up = Labels::from_pairs([(METRIC_NAME, "up")]);
            found.extend(part.finish(labels_of(&up, target, life), Column::Floats(part.up(availability))));
        }
    }
    found
}

/// A time in which a target has the same labels.
struct Life<'a> {
    from: i64,
    until: i64,
    relabelled: &'a [(i64, Labels)],
}

fn lives(availability: &Availability) -> Vec<Life<'_>> {
    let changes = &availability.relabelled;
    let begin = |idx: usize| if idx == 0 { i64::MIN } else { changes[idx - 1].0 };
    let lives = (0..=changes.len()).map(|idx| Life {
        from: begin(idx),
        until: changes.get(idx).map_or(i64::MAX, |(at, _)| *at),
        relabelled: &changes[..idx],
    });
    lives.collect()
}

/// The series' own labels win over the target's, as with `honor_labels: true`.
fn labels_of(series: &Labels, target: &Target, life: &Life<'_>) -> Labels {
    let mut builder = target.labels.to_builder();
    for (name, value) in series {
        builder.set(name, value);
    }
    for (name, value) in life.relabelled.iter().flat_map(|(_, labels)| labels.iter()) {
        builder.set(name, value);
    }
    builder.build()
}

/// The scrapes of one life; the first one after it is there too and finds nothing.
struct Part<'a> {
    scrapes: &'a [Scrape],
    times: Vec<i64>,
    /// The times in Unix milliseconds.
    unix: Times,
    /// How many of the scrapes belong to the life.
    living: usize,
    is_whole: bool,
}

impl<'a> Part<'a> {
    fn new(scrapes: &'a [Scrape], life: &Life<'_>, start: Timestamp) -> Self {
        let first = scrapes.partition_point(|scrape| scrape.time < life.from);
        let last = scrapes.partition_point(|scrape| scrape.time < life.until);
        let scrapes = &scrapes[first..scrapes.len().min(last + 1)];
        let living = last - first;
        let times: Vec<_> = scrapes.iter().map(|scrape| scrape.time).collect();
        let mut unix = Times::default();
        for time in &times {
            unix.push(start.as_ms() + time);
        }
        let is_whole = living == scrapes.len() && scrapes.iter().all(|scrape| scrape.answers);
        Self { scrapes, times, unix, living, is_whole }
    }

    /// Whether scrape `idx` finds a series.
    fn shows(&self, idx: usize, series: &ExposedSeries) -> bool {
        let (from, until) = series.shown;
        idx < self.living && self.scrapes[idx].answers && (from..until).contains(&self.times[idx])
    }

    fn values(
        &self,
        series: &ExposedSeries,
        trace: &Trace,
        availability: &Availability,
        seed: u64,
    ) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.times.len());
        if let Trace::Written(written) = trace {
            let value = |scrape: &Scrape| written.get(scrape.ordinal).copied().flatten();
            // A quiet NaN with other bits than the marker's: no sample, see `finish`.
            values.extend(self.scrapes.iter().map(|scrape| value(scrape).unwrap_or(NO_SAMPLE)));
        } else {
            trace.fill(&self.times, &mut values);
        }
        match series.kind {
            SeriesKind::Counter => self.restart_counters(trace, availability, &mut values),
            SeriesKind::Gauge => self.add_noise(&series.labels, availability, seed, &mut values),
            SeriesKind::Timestamp => self.skew(availability, &mut values),
            SeriesKind::StateSet => {}
        }
        if !self.is_whole || series.shown != ExposedSeries::ALWAYS {
            for idx in (0..values.len()).filter(|idx| !self.shows(*idx, series)) {
                values[idx] = stale_nan();
            }
        }
        values
    }

    fn restart_counters(&self, trace: &Trace, availability: &Availability, values: &mut [f64]) {
        for reset in &availability.resets {
            let mut base = Vec::with_capacity(1);
            trace.fill(&[*reset], &mut base);
            let next = availability.resets.iter().find(|other| *other > reset).copied().unwrap_or(i64::MAX);
            for (value, time) in values.iter_mut().zip(&self.times) {
                if (*reset..next).contains(time) && !is_stale_nan(*value) && !base[0].is_nan() {
                    *value -= base[0];
                }
            }
        }
    }

    fn add_noise(&self, labels: &Labels, availability: &Availability, seed: u64, values: &mut [f64]) {
        if availability.noise.is_empty() {
            return;
        }
        let mut random = Random::named(seed, &format!("noise {labels}"));
        for (value, time) in values.iter_mut().zip(&self.times) {
            let drawn = random.symmetric();
            for ((from, until), share) in &availability.noise {
                if (*from..*until).contains(time) && !is_stale_nan(*value) {
                    *value *= 1.0 + share * drawn;
                }
            }
        }
    }

    fn skew(&self, availability: &Availability, values: &mut [f64]) {
        for ((from, until), by_ms) in &availability.skew {
            for (value, time) in values.iter_mut().zip(&self.times) {
                if (*from..*until).contains(time) && !is_stale_nan(*value) {
                    *value += *by_ms as f64 / 1000.0;
                }
            }
        }
    }

    fn histograms(
        &self,
        histograms: &Histograms,
        series: &ExposedSeries,
    ) -> Vec<Option<Arc<FloatHistogram>>> {
        let value = |idx: usize| {
            let point = usize::try_from(self.times[idx] / histograms.step.max(1)).unwrap_or(0);
            let last = histograms.values.len().checked_sub(1)?;
            self.shows(idx, series).then(|| Arc::clone(&histograms.values[point.min(last)]))
        };
        (0..self.times.len()).map(value).collect()
    }

    fn up(&self, availability: &Availability) -> Vec<f64> {
        let value = |(idx, scrape): (usize, &Scrape)| {
            if idx >= self.living || !availability.exists(scrape.time) {
                return stale_nan();
            }
            f64::from(u8::from(scrape.answers))
        };
        self.scrapes.iter().enumerate().map(value).collect()
    }

    /// Leaves out scrapes without a sample, but for the marker that ends a series.
    fn finish(&self, labels: Labels, column: Column) -> Option<GeneratedSeries> {
        let is_marker: Vec<bool> = match &column {
            Column::Floats(values) => {
                values.iter().map(|value| value.is_nan() && is_absent(*value)).collect()
            }
            Column::Histograms(values) => values.iter().map(Option::is_none).collect(),
        };
        if !is_marker.contains(&true) {
            return (!column.is_empty()).then(|| GeneratedSeries {
                labels,
                times: self.unix.clone(),
                column,
            });
        }
        let is_kept = |idx: usize| {
            let is_skipped =
                matches!(&column, Column::Floats(values) if values[idx].to_bits() == NO_SAMPLE.to_bits());
            let ends = || self.scrapes[idx].remembers && idx.checked_sub(1).is_some_and(|it| !is_marker[it]);
            !is_skipped && (!is_marker[idx] || ends())
        };
        let kept: Vec<usize> = (0..column.len()).filter(|idx| is_kept(*idx)).collect();
        let mut times = Times::default();
        for idx in &kept {
            times.push(self.unix.at(*idx));
        }
        let column = match column {
            Column::Floats(values) => Column::Floats(kept.iter().map(|idx| values[*idx]).collect()),
            Column::Histograms(values) => {
                Column::Histograms(kept.iter().map(|idx| values[*idx].clone()).collect())
            }
        };
        (!kept.is_empty()).then_some(GeneratedSeries { labels, times, column })
    }
}

/// Stands for a scrape whose sample the scenario leaves out on purpose (`_`).
const NO_SAMPLE: f64 = f64::from_bits(0x7ff8_0000_0000_0f1e);

fn is_absent(value: f64) -> bool {
    is_stale_nan(value) || value.to_bits() == NO_SAMPLE.to_bits()
}
