//! The files that a scenario names.

use std::collections::BTreeMap;

use firedrill_alertmanager::Config;
use firedrill_alertmanager::payload::TemplateFile;
use firedrill_model::Duration;
use firedrill_rules::Languages;
use firedrill_rules::evaluation::RuleSet;
use firedrill_rules::file::{Loaded, Rule, RuleGroup};
use firedrill_scenario::timeline::RuleReference;

use crate::SimulationOptions;

/// What a scenario is played with.
#[derive(Debug)]
pub struct Resources {
    /// The rule files.
    pub rules: RulePack,
    /// Other rule files that Prometheus reloads, by the text that names them.
    pub other_rules: BTreeMap<String, RulePack>,
    /// Alertmanager's configuration; nobody is notified without one.
    pub alertmanager: Option<AlertmanagerSetup>,
    /// Other configurations that Alertmanager reloads, by the text that names them.
    pub other_alertmanagers: BTreeMap<String, AlertmanagerSetup>,
}

/// A rule file.
#[derive(Debug)]
pub struct RuleFile {
    /// Its path, as reports show it.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Its groups.
    pub loaded: Loaded,
}

/// Rule files that run together.
#[derive(Debug)]
pub struct RulePack {
    /// The files, in the order in which their groups are evaluated.
    pub files: Vec<RuleFile>,
    pub(crate) set: RuleSet,
    pub(crate) rules: Vec<PlacedRule>,
}

/// What is known of a rule beside its plan.
#[derive(Debug)]
pub(crate) struct PlacedRule {
    pub(crate) reference: RuleReference,
    pub(crate) interval: Option<Duration>,
    pub(crate) hold_duration: Duration,
    /// As Prometheus prints it.
    pub(crate) expression: String,
    pub(crate) is_alerting: bool,
    /// Labels that the rule and its group set, templates as they are written left out.
    pub(crate) labels: Vec<(String, String)>,
}

/// An Alertmanager configuration with the templates that it names.
#[derive(Debug)]
pub struct AlertmanagerSetup {
    /// Its path, as reports show it.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The configuration.
    pub config: Config,
    /// The template files, in the order of the configuration.
    pub templates: Vec<TemplateFile>,
}

impl RulePack {
    /// Rule files without errors.
    pub fn new(files: Vec<RuleFile>, options: &SimulationOptions) -> Self {
        let languages =
            Languages { dialect: options.dialect, rules: options.features, engine: options.features };
        let set = RuleSet::new(files.iter().flat_map(|file| &file.loaded.file.groups), &languages);
        let placed = |file: &RuleFile| -> Vec<PlacedRule> {
            let of_group = |group| placed_rules(file, group);
            file.loaded.file.groups.iter().flat_map(of_group).collect()
        };
        let rules = files.iter().flat_map(placed).collect();
        Self { files, set, rules }
    }

    /// The rules, with the file and group of each, in the order of [`RuleSet`].
    pub fn rules(&self) -> impl Iterator<Item = (&RuleFile, &RuleGroup, &Rule)> {
        self.files.iter().flat_map(|file| {
            let groups = file.loaded.file.groups.iter();
            groups.flat_map(move |group| group.rules.iter().map(move |rule| (file, group, rule)))
        })
    }
}

fn placed_rules(file: &RuleFile, group: &RuleGroup) -> Vec<PlacedRule> {
    let placed = |(index, rule): (usize, &Rule)| {
        let span = rule.expr.as_ref().map_or(rule.span, |text| text.span);
        let at = span.line_column(&file.text);
        PlacedRule {
            reference: RuleReference {
                file: file.path.clone(),
                group: group.name.clone(),
                index,
                name: rule.name().to_owned(),
                line: at.line,
                column: at.column,
            },
            interval: group.interval,
            hold_duration: rule.hold_duration,
            expression: rule.parsed.as_ref().map(ToString::to_string).unwrap_or_default(),
            is_alerting: rule.is_alerting(),
            labels: group
                .labels_of(rule)
                .into_iter()
                .filter(|entry| !entry.value.value.contains("{{"))
                .map(|entry| (entry.name.clone(), entry.value.value.clone()))
                .collect(),
        }
    };
    group.rules.iter().enumerate().map(placed).collect()
}
