//! From a scenario and a seed to everything that can be scraped.

use firedrill_model::Duration;
use firedrill_model::suggestion::suggestion;

use crate::action::{Action, TargetAction};
use crate::driver::DriveError;
use crate::file::ScenarioError;
use crate::scenario::Scenario;
use crate::scrape::{GeneratedSeries, Schedule, Target, scrape};
use crate::series;
use crate::system::System;
use crate::timeline::Mark;

/// The most scrapes of one target: two years, one every 15 seconds.
const MOST_SCRAPES: i64 = 5_000_000;

/// What a scenario's system and series show, before anything scrapes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// What can be scraped: the system's targets, then those of the series.
    pub targets: Vec<Target>,
    /// What happened in the system, ascending.
    pub marks: Vec<Mark>,
    /// How long it is played.
    length: Duration,
    seed: u64,
}

/// Plays the system and the series of a scenario for `length`. The same scenario and seed give the same
/// result; of the timeline only what happens to the system counts here, see [`Generated::happens`].
///
/// # Errors
/// Where something is told of the system that it cannot do, or at a moment that is not counted from the
/// start: marks are only known once the system was played.
pub fn generate(scenario: &Scenario, length: Duration, seed: u64) -> Result<Generated, DriveError> {
    let scrapes = length.as_ms() / scenario.scrape.interval.as_ms().max(1);
    if scrapes > MOST_SCRAPES {
        let place = scenario.end.as_ref().map_or(scenario.place, |end| end.place);
        let message = format!("{scrapes} scrapes of each target are too many; {MOST_SCRAPES} can be played");
        return Err(DriveError::Refused { message, place });
    }
    let mut generated = Generated { targets: Vec::new(), marks: Vec::new(), length, seed };
    let (system, errors) = planned(scenario);
    if let Some(ScenarioError { message, place }) = errors.into_iter().next() {
        return Err(DriveError::Refused { message, place });
    }
    if let Some(system) = system {
        let exposure = system.model().play(scenario.start, length, seed);
        generated.targets = exposure.targets;
        generated.marks = exposure.marks;
    }
    let templates: Vec<_> = scenario.series.iter().map(|entry| entry.value.clone()).collect();
    generated.targets.extend(series::targets(&templates, scenario.scrape.interval, length, seed));
    Ok(generated)
}

/// The system of a scenario with what its timeline says of it, and the lines that it cannot follow.
pub(crate) fn planned(scenario: &Scenario) -> (Option<System>, Vec<ScenarioError>) {
    let mut system = scenario.system.clone();
    let mut errors = Vec::new();
    for entry in &scenario.timeline {
        let Action::System(action) = &entry.line.value.action else { continue };
        let Some(system) = &mut system else {
            let message = format!("nothing is called {:?}; the scenario models no system", action.subject);
            errors.push(ScenarioError { message, place: entry.line.place });
            continue;
        };
        let Some(at) = entry.at.value.from_start() else {
            let message = "what happens to the system needs a moment counted from the start".to_owned();
            errors.push(ScenarioError { message, place: entry.at.place });
            continue;
        };
        if let Err(error) = system.model_mut().plan(at, action) {
            errors.push(ScenarioError { message: error.to_string(), place: entry.line.place });
        }
    }
    (system, errors)
}

/// No target of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no target {name:?}{}", .suggestion.as_ref().map(|it| format!(", did you mean {it:?}?")).unwrap_or_default())]
pub struct UnknownTarget {
    /// What was named.
    pub name: String,
    /// A target with a similar name.
    pub suggestion: Option<String>,
}

impl Generated {
    /// Something happens `at` this long after the start, to the target called `target` (its `instance`,
    /// also one it has later), or to all of them.
    ///
    /// # Errors
    /// See [`UnknownTarget`].
    pub fn happens(
        &mut self,
        at: Duration,
        target: Option<&str>,
        action: &TargetAction,
    ) -> Result<(), UnknownTarget> {
        let is_meant = |candidate: &Target| target.is_none_or(|name| candidate.is_called(name));
        let mut is_found = target.is_none();
        for candidate in self.targets.iter_mut().filter(|candidate| is_meant(candidate)) {
            is_found = true;
            candidate.availability.happens(at.as_ms(), action);
        }
        if is_found {
            return Ok(());
        }
        let name = target.unwrap_or_default().to_owned();
        let names = self.targets.iter().filter_map(|candidate| candidate.labels.get("instance"));
        let suggestion = suggestion(&name, names).map(str::to_owned);
        Err(UnknownTarget { name, suggestion })
    }

    /// The samples that a Prometheus server has which was away at these times, in milliseconds from the
    /// start, each from and up to but not including.
    pub fn scraped(&self, scenario: &Scenario, away: &[(i64, i64)]) -> Vec<GeneratedSeries> {
        let mut found = Vec::new();
        for target in &self.targets {
            let name = target.labels.to_string();
            let schedule = Schedule::new(&scenario.scrape, self.length, self.seed, &name);
            let mut target = target.clone();
            target.availability.away.extend_from_slice(away);
            found.extend(scrape(&target, &schedule, scenario.start, self.seed));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use firedrill_model::{Labels, is_stale_nan};

    use super::*;
    use crate::action::{Line, SystemAction};
    use crate::moment::Moment;
    use crate::scenario::{Place, Placed, TimelineEntry};
    use crate::scrape::Column;
    use crate::series::{Curve, SeriesForm, SeriesTemplate};
    use crate::system::rebalance::RebalanceSystem;

    const LENGTH: Duration = Duration::from_seconds(600);

    fn minutes(minutes: i64) -> Duration {
        Duration::from_seconds(60 * minutes)
    }

    /// Minutely scrapes of a counter that rises by one a second.
    fn scenario() -> Scenario {
        let labels = [("__name__", "jobs_total"), ("instance", "a")];
        let labels = labels.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let entry = SeriesTemplate::new(labels.to_vec(), SeriesForm::Counter(Curve::constant(1.0)));
        let series = vec![Placed::new(entry, Place::default())];
        Scenario { series, ..Scenario::empty() }
    }

    /// By instance: minute and value, `-1` for a marker.
    fn jobs(
        generated: &Generated,
        scenario: &Scenario,
        away: &[(i64, i64)],
    ) -> Vec<(String, Vec<(i64, f64)>)> {
        let series = generated.scraped(scenario, away);
        let jobs = series.iter().filter(|series| series.labels.metric_name() == Some("jobs_total"));
        let samples = jobs.map(|series| {
            let Column::Floats(values) = &series.column else { return (String::new(), Vec::new()) };
            let shown = |value: f64| if is_stale_nan(value) { -1.0 } else { value };
            let samples =
                values.iter().enumerate().map(|(idx, value)| (series.times.at(idx) / 60_000, shown(*value)));
            (series.labels.get("instance").unwrap_or_default().to_owned(), samples.collect())
        });
        samples.collect()
    }

    fn minutes_of(samples: &[(i64, f64)]) -> Vec<i64> {
        samples.iter().map(|(minute, _)| *minute).collect()
    }

    #[test]
    fn a_target_that_is_down_ends_its_series_with_a_marker() {
        let scenario = scenario();
        let mut generated = generate(&scenario, LENGTH, 1).expect("plays");
        let down = TargetAction::GoesDown { lasting: None };
        generated.happens(minutes(3), Some("a"), &down).expect("a target");
        generated.happens(minutes(6), Some("a"), &TargetAction::ComesBack).expect("a target");
        let (_, samples) = &jobs(&generated, &scenario, &[])[0];
        assert_eq!(minutes_of(samples), [0, 1, 2, 3, 6, 7, 8, 9, 10]);
        assert_eq!(samples[2..5], [(2, 120.0), (3, -1.0), (6, 360.0)]);
    }

    #[test]
    fn a_gap_leaves_no_marker_and_neither_does_a_server_that_is_away() {
        let scenario = scenario();
        let mut generated = generate(&scenario, LENGTH, 1).expect("plays");
        let want = [0, 1, 2, 6, 7, 8, 9, 10];
        let away = jobs(&generated, &scenario, &[(180_000, 360_000)]);
        assert_eq!(minutes_of(&away[0].1), want);
        generated
            .happens(minutes(3), None, &TargetAction::TelemetryGap { lasting: Some(minutes(3)) })
            .expect("all targets");
        assert_eq!(minutes_of(&jobs(&generated, &scenario, &[])[0].1), want);
    }

    #[test]
    fn a_restart_may_change_the_instance_and_resets_counters() {
        let scenario = scenario();
        let mut generated = generate(&scenario, LENGTH, 1).expect("plays");
        let restart = TargetAction::Restarts { instance: Some("b".to_owned()) };
        generated.happens(minutes(4), Some("a"), &restart).expect("a target");
        generated.happens(minutes(8), Some("b"), &TargetAction::ResetsCounters).expect("its later name");
        let jobs = jobs(&generated, &scenario, &[]);
        assert_eq!(jobs[0], ("a".to_owned(), vec![(0, 0.0), (1, 60.0), (2, 120.0), (3, 180.0), (4, -1.0)]));
        let values: Vec<f64> = jobs[1].1.iter().map(|(_, value)| *value).collect();
        assert_eq!((jobs[1].0.as_str(), values), ("b", vec![0.0, 60.0, 120.0, 180.0, 0.0, 60.0, 120.0]));
    }

    #[test]
    fn labels_change_and_scrapes_are_missed() {
        let scenario = scenario();
        let mut generated = generate(&scenario, LENGTH, 1).expect("plays");
        let labels = Labels::from_pairs([("version", "2")]);
        generated.happens(minutes(8), None, &TargetAction::ChangesLabels { labels }).expect("all targets");
        generated.happens(minutes(2), None, &TargetAction::MissesScrapes { count: 2 }).expect("all targets");
        let jobs = jobs(&generated, &scenario, &[]);
        assert_eq!(minutes_of(&jobs[0].1), [0, 1, 2, 4, 5, 6, 7, 8]);
        assert_eq!(minutes_of(&jobs[1].1), [8, 9, 10]);
    }

    #[test]
    fn unknown_parts_are_refused() {
        let mut scenario = scenario();
        let mut generated = generate(&scenario, LENGTH, 1).expect("plays");
        let error =
            generated.happens(minutes(1), Some("b"), &TargetAction::ComesBack).expect_err("no target");
        assert_eq!(error.to_string(), "there is no target \"b\", did you mean \"a\"?");
        let action = SystemAction { subject: "node-9".to_owned(), predicate: "is lost".to_owned() };
        scenario.timeline.push(TimelineEntry {
            at: Placed::new(Moment::START, Place::default()),
            line: Placed::new(
                Line { action: Action::System(action), begins: None, ends: None },
                Place::default(),
            ),
            text: String::new(),
        });
        let refused = |scenario: &Scenario| generate(scenario, LENGTH, 1).expect_err("refused").to_string();
        assert_eq!(refused(&scenario), "nothing is called \"node-9\"; the scenario models no system");
        scenario.system = Some(System::Rebalance(RebalanceSystem::default()));
        assert_eq!(refused(&scenario), "the system has no \"node-9\", did you mean \"node-1\"?");
    }
}
