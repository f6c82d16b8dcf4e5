//! What is scraped, and when it can be.

use firedrill_model::{Duration, Labels};

use super::schedule::{Schedule, Scrape};
use super::trace::Trace;
use crate::action::TargetAction;

/// An endpoint that exposes series.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// `job` and `instance`; without labels the series are just there, and there is no `up`.
    pub labels: Labels,
    /// Its series, without the target's labels.
    pub series: Vec<ExposedSeries>,
    /// When it answers, and under which labels.
    pub availability: Availability,
}

/// A series of a target.
#[derive(Debug, Clone, PartialEq)]
pub struct ExposedSeries {
    /// Its labels, the metric name among them.
    pub labels: Labels,
    /// What faults do to it.
    pub kind: SeriesKind,
    /// Its values.
    pub trace: Trace,
    /// From when, and up to but not including when, the target exposes it.
    pub shown: (i64, i64),
}

impl ExposedSeries {
    /// For [`Self::shown`]: as long as there is a target.
    pub const ALWAYS: (i64, i64) = (i64::MIN, i64::MAX);
}

/// Kinds of series that faults treat differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesKind {
    /// Goes up and down; can be noisy.
    Gauge,
    /// A gauge of 0 and 1, one of a set.
    StateSet,
    /// A gauge that holds a time, in Unix seconds: a wrong clock shows here.
    Timestamp,
    /// Only rises; starts again at zero with its target.
    Counter,
}

impl Target {
    /// Whether `name` is its `instance`, at some time, or its `job` if it has no instance.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let later = self.availability.relabelled.iter().filter_map(|(_, labels)| labels.get("instance"));
        let first = self.labels.get("instance").or(self.labels.get("job"));
        first.into_iter().chain(later).any(|candidate| candidate == name)
    }
}

/// From, and up to but not including, in milliseconds from the start.
pub(crate) type Interval = (i64, i64);

/// Whether an instant lies in one of the intervals.
pub(super) fn within(intervals: &[Interval], time: i64) -> bool {
    intervals.iter().any(|(from, until)| (*from..*until).contains(&time))
}

/// When a target answers. Times are milliseconds from the start; intervals hold their begin, not their
/// end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Availability {
    /// Since when there is such a target.
    pub born: i64,
    /// When service discovery drops it, if it does: its series end with staleness markers.
    pub dropped: Option<i64>,
    /// While scrapes fail: `up` is 0, series end with staleness markers.
    pub down: Vec<(i64, i64)>,
    /// While nothing is ingested, staleness markers neither.
    pub gaps: Vec<(i64, i64)>,
    /// While Prometheus is away: as a gap, and it forgets which series there were.
    pub away: Vec<(i64, i64)>,
    /// From when how many scrapes fail.
    pub missed: Vec<(i64, u32)>,
    /// When its counters start again at zero, ascending.
    pub resets: Vec<i64>,
    /// When which labels of its series change (an empty value removes one), ascending.
    pub relabelled: Vec<(i64, Labels)>,
    /// While gauges are off by up to so much, as a share.
    pub noise: Vec<((i64, i64), f64)>,
    /// While its clock is ahead by so many milliseconds.
    pub skew: Vec<((i64, i64), i64)>,
}

impl Availability {
    /// Something happens to the target.
    pub(crate) fn happens(&mut self, at: i64, action: &TargetAction) {
        let until = |lasting: &Option<Duration>| {
            (at, lasting.map_or(i64::MAX, |lasting| at.saturating_add(lasting.as_ms())))
        };
        match action {
            TargetAction::GoesDown { lasting } => self.down.push(until(lasting)),
            TargetAction::ComesBack => {
                for (from, end) in self.down.iter_mut().chain(&mut self.gaps) {
                    if (*from..*end).contains(&at) {
                        *end = at;
                    }
                }
            }
            TargetAction::Restarts { instance } => {
                self.resets.push(at);
                if let Some(instance) = instance {
                    self.relabelled.push((at, Labels::from_pairs([("instance", instance)])));
                }
            }
            TargetAction::ResetsCounters => self.resets.push(at),
            TargetAction::MissesScrapes { count } => self.missed.push((at, *count)),
            TargetAction::TelemetryGap { lasting } => self.gaps.push(until(lasting)),
            TargetAction::ClockSkew { by_ms, lasting } => self.skew.push((until(lasting), *by_ms)),
            TargetAction::ChangesLabels { labels } => self.relabelled.push((at, labels.clone())),
            TargetAction::Noise { share, lasting } => self.noise.push((until(lasting), *share)),
        }
        self.resets.sort_unstable();
        self.relabelled.sort_by_key(|(at, _)| *at);
    }

    /// The scrapes that reach Prometheus, with what each of them meets.
    pub(super) fn apply(&self, schedule: &Schedule) -> Vec<Scrape> {
        let mut missed = self.missed.clone();
        let mut forgets = false;
        let mut scrapes = Vec::with_capacity(schedule.0.len());
        for planned in &schedule.0 {
            if planned.time < self.born || within(&self.gaps, planned.time) {
                continue;
            }
            if within(&self.away, planned.time) {
                forgets = true;
                continue;
            }
            let mut scrape = *planned;
            scrape.remembers = !std::mem::take(&mut forgets);
            scrape.answers &= !within(&self.down, planned.time) && self.exists(planned.time);
            for (_, count) in missed.iter_mut().filter(|(from, count)| *from <= planned.time && *count > 0) {
                *count -= 1;
                scrape.answers = false;
            }
            scrapes.push(scrape);
        }
        scrapes
    }

    /// Whether service discovery still knows the target.
    pub(super) fn exists(&self, time: i64) -> bool {
        self.dropped.is_none_or(|dropped| time < dropped)
    }
}
