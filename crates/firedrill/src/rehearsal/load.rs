//! From a path to a scenario that can be played.

use std::collections::BTreeMap;

use firedrill_scenario::action::{AlertmanagerAction, PrometheusAction};
use firedrill_scenario::judgement::{check_known, unknown_marks};
use firedrill_scenario::{Action, DriveError, Files, Place, Placed, Scenario, ScenarioError, Source, load};
use firedrill_sim::{AlertmanagerSetup, Resources, RulePack, SimulationOptions};

use super::alertmanager::{self, ConfigurationError};
use super::known::known;
use super::rule_files::{self, RuleFilesError};
use crate::report::Problem;
use crate::suite::{Content, RuleSource, folder, join};

/// A scenario with everything it names, ready to be played.
#[derive(Debug)]
pub(crate) struct Rehearsal {
    pub(crate) scenario: Scenario,
    pub(crate) resources: Resources,
    pub(crate) options: SimulationOptions,
}

impl Rehearsal {
    /// Windows and lines that count from something that does not happen with the first seed.
    pub(crate) fn unknown_moments(&self) -> Vec<Problem> {
        match firedrill_sim::marks(&self.scenario, 1) {
            Ok(marks) => {
                let errors = unknown_marks(&self.scenario, &marks);
                let sources = &self.scenario.sources;
                let problem =
                    |error: ScenarioError| problem_at(sources, error.place, "scenario", error.message);
                errors.into_iter().map(problem).collect()
            }
            Err(error) => vec![drive_problem(&self.scenario, &error)],
        }
    }

    /// Line and name, for lists.
    pub(crate) fn listed(&self) -> (usize, String) {
        let name = &self.scenario.name;
        (self.scenario.locate(name.place).1.line, name.value.clone())
    }
}

/// Reads the scenario at `path` and the files it names.
///
/// # Errors
/// Everything that is wrong with them.
pub(crate) fn read(path: &str, options: SimulationOptions) -> Result<Rehearsal, Vec<Problem>> {
    let scenario = load(path, &mut Disk).map_err(|refused| {
        let problem = |error: &ScenarioError| {
            problem_at(&refused.sources, error.place, "scenario", error.message.clone())
        };
        refused.errors.iter().map(problem).collect::<Vec<_>>()
    })?;
    let mut reader = Reader { scenario: &scenario, options: &options, problems: Vec::new() };
    let patterns: Vec<_> = scenario.rules.iter().collect();
    let rules = reader.rules(&patterns);
    let alertmanager = scenario.alertmanager.as_ref().and_then(|named| reader.alertmanager(named));
    let (other_rules, other_alertmanagers) = reader.reloads();
    let problems = reader.problems;
    match rules {
        Some(rules) if problems.is_empty() => {
            let resources = Resources { rules, other_rules, alertmanager, other_alertmanagers };
            let errors = check_known(&scenario, &known(&resources));
            let problem = |error: &ScenarioError| {
                problem_at(&scenario.sources, error.place, "scenario", error.message.clone())
            };
            let problems: Vec<_> = errors.iter().map(problem).collect();
            if problems.is_empty() { Ok(Rehearsal { scenario, resources, options }) } else { Err(problems) }
        }
        _ => Err(problems),
    }
}

/// The rule files of a path, folder or glob.
///
/// # Errors
/// Everything that is wrong with them.
pub(crate) fn rule_pack(path: &str, options: &SimulationOptions) -> Result<RulePack, Vec<Problem>> {
    rule_files::read([path], options).map_err(|error| match error {
        RuleFilesError::Pattern(message) => vec![Problem::of_file("no-rules", message, path)],
        RuleFilesError::Files(problems) => problems,
    })
}

/// A problem at a place of a scenario.
pub(crate) fn problem_at(
    sources: &[Source],
    place: Place,
    code: &'static str,
    message: impl Into<String>,
) -> Problem {
    let Source { path, text } = &sources[place.source];
    Problem::at(code, message, path, text, place.span)
}

/// Why a scenario could not be played.
pub(crate) fn drive_problem(scenario: &Scenario, error: &DriveError) -> Problem {
    match error {
        DriveError::Refused { message, place } => problem_at(&scenario.sources, *place, "scenario", message),
        DriveError::Environment(message) => {
            let path = scenario.sources.first().map_or("", |source| source.path.as_str());
            Problem::of_file("scenario", message.clone(), path)
        }
    }
}

struct Disk;

impl Files for Disk {
    fn read(&mut self, path: &str) -> Result<String, String> {
        match RuleSource::read(path.to_owned()).content {
            Content::Text(text) => Ok(text),
            Content::Unreadable(reason) => Err(reason),
            Content::NotUtf8(error) => Err(error.to_string()),
        }
    }
}

struct Reader<'s> {
    scenario: &'s Scenario,
    options: &'s SimulationOptions,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// What is named at a place, relative to the working directory.
    fn path(&self, named: &str, place: Place) -> String {
        join(&folder(&self.scenario.sources[place.source].path), named)
    }

    fn refuse(&mut self, place: Place, code: &'static str, message: String) {
        self.problems.push(problem_at(&self.scenario.sources, place, code, message));
    }

    fn rules(&mut self, named: &[&Placed<String>]) -> Option<RulePack> {
        let place = named.first()?.place;
        let paths: Vec<_> = named.iter().map(|named| self.path(&named.value, named.place)).collect();
        match rule_files::read(paths.iter().map(String::as_str), self.options) {
            Ok(pack) => return Some(pack),
            Err(RuleFilesError::Pattern(message)) => {
                let at = paths.iter().zip(named).find(|(path, _)| message.contains(path.as_str()));
                let place = at.map_or(place, |(_, named)| named.place);
                self.refuse(place, "no-rules", message);
            }
            Err(RuleFilesError::Files(problems)) => self.problems.extend(problems),
        }
        None
    }

    fn alertmanager(&mut self, named: &Placed<String>) -> Option<AlertmanagerSetup> {
        match alertmanager::read(&self.path(&named.value, named.place), self.options) {
            Ok(setup) => return Some(setup),
            Err(ConfigurationError::Unreadable(message)) => self.refuse(named.place, "unreadable", message),
            Err(ConfigurationError::Malformed(problems)) => self.problems.extend(problems),
        }
        None
    }

    /// The files that lines of the timeline reload.
    fn reloads(&mut self) -> (BTreeMap<String, RulePack>, BTreeMap<String, AlertmanagerSetup>) {
        let (mut rules, mut alertmanagers) = (BTreeMap::new(), BTreeMap::new());
        for line in &self.scenario.timeline {
            let named = |text: &String| Placed::new(text.clone(), line.line.place);
            match &line.line.value.action {
                Action::Prometheus { action: PrometheusAction::Reloads { rules: Some(text) }, .. } => {
                    rules.extend(self.rules(&[&named(text)]).map(|pack| (text.clone(), pack)));
                }
                Action::Alertmanager {
                    action: AlertmanagerAction::Reloads { configuration: Some(text) },
                    ..
                } => alertmanagers.extend(self.alertmanager(&named(text)).map(|setup| (text.clone(), setup))),
                _ => {}
            }
        }
        (rules, alertmanagers)
    }
}
