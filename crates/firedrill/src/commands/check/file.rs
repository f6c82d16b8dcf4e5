//! One file on its own.

use firedrill_alertmanager::Version;
use firedrill_alertmanager::config::{Config, load};
use firedrill_alertmanager::routing::RoutingTree;
use firedrill_rules::file::LoadOptions;
use firedrill_sim::SimulationOptions;

use super::recognition::{FileKind, kind_of};
use super::{silence_file, templates};
use crate::checks::{Configuration, RuleSet, SilenceSet};
use crate::commands::discovery::Found;
use crate::contract::{self, Contract};
use crate::diagnosis::{alertmanager_errors, alertmanager_warnings, rule_file_problems};
use crate::rehearsal;
use crate::report::Problem;
use crate::suite::{Content, RuleSource};

/// A file with what is wrong with it.
#[derive(Debug)]
pub(super) struct CheckedFile {
    pub(super) path: String,
    /// What the server refuses.
    pub(super) errors: Vec<Problem>,
    /// What it accepts, but hardly means what it says.
    pub(super) warnings: Vec<Problem>,
    pub(super) contents: Contents,
}

/// What is in a file.
#[derive(Debug)]
pub(super) enum Contents {
    /// Rules, as far as they could be read.
    Rules(RuleSet),
    /// A valid configuration of Alertmanager.
    Configuration(Box<Configuration>),
    /// Silences.
    Silences(SilenceSet),
    /// A scenario without errors.
    Scenario,
    /// A metric contract.
    Contract(Contract),
    /// Nothing that could be used.
    Nothing,
}

/// What the files are checked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Servers {
    pub(super) rules: LoadOptions,
    pub(super) alertmanager: Version,
}

/// `None` for a file of a directory that is none of the kinds that are checked.
pub(super) fn check_file(found: &Found, servers: &Servers) -> Option<CheckedFile> {
    let RuleSource { path, content } = RuleSource::read(found.path.display().to_string());
    let kind = match &content {
        Content::Text(text) => kind_of(text),
        Content::NotUtf8(_) | Content::Unreadable(_) => Some(FileKind::Rules),
    };
    if kind.is_none() && !found.is_named {
        return None;
    }
    match (kind, content) {
        (Some(FileKind::Alertmanager), Content::Text(source)) => {
            Some(check_configuration(path, source, servers.alertmanager))
        }
        (Some(FileKind::Silences), Content::Text(source)) => Some(check_silences(path, source)),
        (Some(FileKind::Scenario), _) => Some(check_scenario(path, servers)),
        (Some(FileKind::Contract), Content::Text(source)) => {
            let (contract, errors) = contract::read(&source, &path);
            Some(CheckedFile { path, errors, warnings: Vec::new(), contents: Contents::Contract(contract) })
        }
        (_, content) => Some(check_rules(path, content, &servers.rules)),
    }
}

/// A file that was named but is gone or cannot be read.
pub(super) fn unreadable(path: String, message: String) -> CheckedFile {
    let errors = vec![Problem::of_file("unreadable", message, &path)];
    CheckedFile { path, errors, warnings: Vec::new(), contents: Contents::Nothing }
}

fn check_rules(path: String, content: Content, options: &LoadOptions) -> CheckedFile {
    let problems = rule_file_problems(&content, &path, options);
    let contents = match content {
        Content::Text(source) => Contents::Rules(RuleSet { path: path.clone(), source, file: problems.file }),
        Content::NotUtf8(_) | Content::Unreadable(_) => Contents::Nothing,
    };
    CheckedFile { path, errors: problems.errors, warnings: problems.warnings, contents }
}

fn check_configuration(path: String, source: String, version: Version) -> CheckedFile {
    let loaded = load(&source, version);
    let mut errors = alertmanager_errors(&loaded.errors, &path, &source);
    let warnings = alertmanager_warnings(&loaded.warnings, &path, &source);
    let contents = loaded.config.map_or(Contents::Nothing, |config: Config| {
        let found = templates::template_error(&config.templates, &path, version);
        errors.extend(found.map(|(_, problem)| problem));
        let switches = version.switches();
        let tree = RoutingTree::new(&config.route, switches);
        Contents::Configuration(Box::new(Configuration {
            path: path.clone(),
            source,
            config,
            tree,
            switches,
        }))
    });
    CheckedFile { path, errors, warnings, contents }
}

/// A scenario is read with everything it names, and its moments are resolved; nothing is evaluated.
fn check_scenario(path: String, servers: &Servers) -> CheckedFile {
    let options = SimulationOptions {
        dialect: servers.rules.dialect,
        features: servers.rules.features,
        alertmanager: servers.alertmanager,
        ..SimulationOptions::default()
    };
    let errors = match rehearsal::read(&path, options) {
        Ok(rehearsal) => rehearsal.unknown_moments(),
        Err(problems) => problems,
    };
    let contents = if errors.is_empty() { Contents::Scenario } else { Contents::Nothing };
    CheckedFile { path, errors, warnings: Vec::new(), contents }
}

fn check_silences(path: String, source: String) -> CheckedFile {
    let (silences, errors) = silence_file::read(&source, &path);
    let contents = Contents::Silences(SilenceSet { path: path.clone(), source, silences });
    CheckedFile { path, errors, warnings: Vec::new(), contents }
}

impl Contents {
    /// `3 rules`, `4 routes to 2 receivers`.
    pub(super) fn summary(&self) -> String {
        match self {
            Self::Rules(_) => count(self.rules(), "rule"),
            Self::Configuration(configuration) => format!(
                "{} to {}",
                count(configuration.tree.routes().len(), "route"),
                count(configuration.config.receivers.len(), "receiver")
            ),
            Self::Silences(set) => count(set.silences.len(), "silence"),
            Self::Scenario => count(1, "scenario"),
            Self::Contract(contract) => format!("a contract of {}", count(contract.metrics.len(), "metric")),
            Self::Nothing => String::new(),
        }
    }

    /// The number of rules.
    pub(super) fn rules(&self) -> usize {
        match self {
            Self::Rules(set) => set.file.groups.iter().map(|group| group.rules.len()).sum(),
            _ => 0,
        }
    }
}

/// `1 rule`, `2 rules`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
