//! The driver.

use crate::explain::Explainer;
use crate::horizon::length;
use firedrill_alertmanager::sender::{Post, SenderOptions};
use firedrill_model::{Duration, Timestamp};
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::store::Store;
use firedrill_rules::evaluation::EvaluationOptions;
use firedrill_rules::evaluation::server::{AlertChange, Segment, Served, ServerOptions, serve};
use firedrill_scenario::action::{Action, Schedule, Scheduled, schedule};
use firedrill_scenario::generate::{Generated, generate};
use firedrill_scenario::scrape::GeneratedSeries;
use firedrill_scenario::{DriveError, Driver, Mark, Scenario, ScenarioError, Timeline};

use crate::SimulationOptions;
use crate::paging::{Story, rehearse};
use crate::prometheus::{GeneratedInput, Lifetime, lifetimes, observations, posts};
use crate::resources::Resources;
use crate::values::values;

/// Where templates and `generatorURL` say Prometheus is.
const EXTERNAL_URL: &str = "http://localhost:9090";
/// How long a sample counts as current, as in Prometheus.
const LOOKBACK: Duration = Duration::from_seconds(5 * 60);

/// Plays scenarios in virtual time.
#[derive(Debug)]
pub struct SimulatedDriver<'a> {
    resources: &'a Resources,
    options: SimulationOptions,
}

/// A run with what explanations and exports look at.
#[derive(Debug)]
pub struct Played {
    /// What was seen.
    pub timeline: Timeline,
    /// The series that were scraped.
    pub series: Vec<GeneratedSeries>,
    /// All series as they were in the end, recorded ones and those of alerts included.
    pub store: Store,
    /// What happened to alerts in the first Prometheus, new annotations included. Positions of rules are
    /// those of [`Resources::rules`], as long as no other rules are reloaded.
    pub changes: Vec<AlertChange>,
    /// Whether the first Prometheus ran from start to end with the same rules.
    pub is_uninterrupted: bool,
    pub(crate) posts: Vec<Post>,
    pub(crate) lines: Vec<Scheduled>,
}

impl Played {
    /// Explains the run of a scenario with these files.
    pub fn explainer<'p>(
        &'p self,
        scenario: &'p Scenario,
        resources: &'p Resources,
        options: SimulationOptions,
    ) -> Explainer<'p> {
        Explainer { played: self, scenario, resources, options, query: query(scenario, &options) }
    }
}

impl<'a> SimulatedDriver<'a> {
    /// A driver for a scenario that names these files.
    pub fn new(resources: &'a Resources, options: SimulationOptions) -> Self {
        Self { resources, options }
    }

    /// [`Driver::drive`], and the series too.
    ///
    /// # Errors
    /// See [`DriveError`].
    pub fn play(&self, scenario: &Scenario, seed: u64) -> Result<Played, DriveError> {
        let length = length(scenario, seed)?;
        let end = scenario.start + length;
        let mut generated = generate(scenario, length, seed)?;
        let Schedule { lines, marks } =
            schedule(scenario, &generated.marks).map_err(|errors| refused(&errors))?;
        let actions = actions(scenario, &lines);
        happen(&mut generated, scenario, &lines)?;
        let mut timeline = Timeline {
            start: scenario.start,
            end,
            seed,
            marks,
            observations: Vec::new(),
            values: Vec::new(),
        };
        let mut sent: Vec<Post> = Vec::new();
        let mut first: Option<First> = None;
        for replica in 1..=scenario.replicas.prometheus {
            let lifetimes = lifetimes_of(replica, &actions, scenario.start, end);
            let series = generated.scraped(scenario, &away(&lifetimes, scenario.start, end));
            let served = self.serve(scenario, &GeneratedInput(&series), &lifetimes);
            sent.extend(self.posts(scenario, &served, &lifetimes));
            if first.is_none() {
                timeline.observations = observations(&served, &lifetimes, self.resources);
                first = Some(First { series, served, is_uninterrupted: lifetimes.len() == 1 });
            }
        }
        sent.sort_by_key(|post| post.at);
        let told = Story {
            posts: &sent,
            actions: &actions,
            replicas: scenario.replicas.alertmanager,
            start: scenario.start,
        };
        if let Some(rehearsal) = rehearse(told, self.resources, &self.options, end)? {
            timeline.observations.extend(rehearsal.observations(&self.options)?);
        }
        let First { series, served: Served { store, changes, .. }, is_uninterrupted } =
            first.unwrap_or_default();
        timeline.values = values(scenario, &store, end, &query(scenario, &self.options))?;
        timeline.sort();
        Ok(Played { timeline, series, store, changes, is_uninterrupted, posts: sent, lines })
    }

    fn serve(&self, scenario: &Scenario, input: &GeneratedInput<'_>, lifetimes: &[Lifetime<'_>]) -> Served {
        let segments: Vec<Segment<'_>> =
            lifetimes.iter().map(|lifetime| lifetime.segment(self.resources)).collect();
        let options = ServerOptions {
            evaluation: EvaluationOptions {
                query: query(scenario, &self.options),
                external_labels: scenario.external_labels.clone(),
                external_url: EXTERNAL_URL.to_owned(),
                url_of_functions: Some(EXTERNAL_URL.to_owned()),
                mode: self.options.mode,
            },
            interval: scenario.evaluation_interval,
            outage_tolerance: ServerOptions::OUTAGE_TOLERANCE,
            grace_period: ServerOptions::GRACE_PERIOD,
        };
        serve(input, &segments, &options)
    }

    fn posts(&self, scenario: &Scenario, served: &Served, lifetimes: &[Lifetime<'_>]) -> Vec<Post> {
        if self.resources.alertmanager.is_none() {
            return Vec::new();
        }
        let options = SenderOptions {
            dialect: self.options.sender_dialect(),
            external_url: EXTERNAL_URL.to_owned(),
            external_labels: scenario.external_labels.clone(),
            ..SenderOptions::default()
        };
        posts(served, lifetimes, self.resources, scenario.evaluation_interval, &options)
    }
}

impl Driver for SimulatedDriver<'_> {
    fn drive(&mut self, scenario: &Scenario, seed: u64) -> Result<Timeline, DriveError> {
        self.play(scenario, seed).map(|played| played.timeline)
    }
}

/// The marks of a run, without evaluating anything.
///
/// # Errors
/// What keeps the scenario from being played.
pub fn marks(scenario: &Scenario, seed: u64) -> Result<Vec<Mark>, DriveError> {
    let generated = generate(scenario, length(scenario, seed)?, seed)?;
    schedule(scenario, &generated.marks).map(|schedule| schedule.marks).map_err(|errors| refused(&errors))
}

/// How the engine is set.
fn query(scenario: &Scenario, options: &SimulationOptions) -> QueryOptions<'static> {
    QueryOptions {
        dialect: options.dialect,
        features: options.features,
        lookback_ms: LOOKBACK.as_ms(),
        default_subquery_step_ms: scenario.evaluation_interval.as_ms(),
        ..QueryOptions::default()
    }
}

/// What happens, with its instants.
pub(crate) fn actions<'s>(scenario: &'s Scenario, lines: &[Scheduled]) -> Vec<(Timestamp, &'s Action)> {
    lines.iter().map(|line| (line.at, &scenario.timeline[line.entry].line.value.action)).collect()
}

/// What is kept of the first Prometheus.
#[derive(Default)]
struct First {
    series: Vec<GeneratedSeries>,
    served: Served,
    is_uninterrupted: bool,
}

/// Lets happen to targets what the timeline says.
///
/// # Errors
/// A target that nothing is called.
fn happen(generated: &mut Generated, scenario: &Scenario, lines: &[Scheduled]) -> Result<(), DriveError> {
    for line in lines {
        let written = &scenario.timeline[line.entry].line;
        if let Action::Target { target, action } = &written.value.action {
            let done = generated.happens(line.at - scenario.start, target.as_deref(), action);
            done.map_err(|error| DriveError::Refused { message: error.to_string(), place: written.place })?;
        }
    }
    Ok(())
}

/// The lifetimes of one of the servers, counted from 1.
fn lifetimes_of<'s>(
    replica: u32,
    actions: &[(Timestamp, &'s Action)],
    start: Timestamp,
    end: Timestamp,
) -> Vec<Lifetime<'s>> {
    let own = actions.iter().filter_map(|(at, action)| match action {
        Action::Prometheus { replica: of, action } if of.is_none_or(|of| of == replica) => {
            Some((*at, action))
        }
        _ => None,
    });
    lifetimes(own, start, end)
}

/// When a server is away, in milliseconds from the start; intervals hold their begin, not their end.
fn away(lifetimes: &[Lifetime<'_>], start: Timestamp, end: Timestamp) -> Vec<(i64, i64)> {
    let begins = lifetimes.iter().map(|lifetime| lifetime.start).chain([end + Duration::from_ms(1)]);
    let ends = std::iter::once(start).chain(lifetimes.iter().map(|lifetime| lifetime.end));
    let offset = |at: Timestamp| (at - start).as_ms();
    ends.zip(begins).filter(|(from, to)| from < to).map(|(from, to)| (offset(from), offset(to))).collect()
}

/// The first of several errors; the others show once it is mended.
fn refused(errors: &[ScenarioError]) -> DriveError {
    let first = errors.first();
    let message = first.map(|error| error.message.clone()).unwrap_or_default();
    DriveError::Refused { message, place: first.map(|error| error.place).unwrap_or_default() }
}
