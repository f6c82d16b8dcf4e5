//! A test file with its rules.

use std::collections::{BTreeMap, BTreeSet};

use firedrill_promql::{Dialect, Features};

use super::{Failure, TestFile};
use crate::Languages;
use crate::evaluation::{Mode, RuleSet};
use crate::file::{LoadOptions, Loaded, RuleGroup, load};

/// How to run tests.
#[derive(Debug, Clone, Copy)]
pub struct TestOptions {
    /// Whose rules and tests: Prometheus 3's or 2.42's.
    pub dialect: Dialect,
    /// What expressions of rule files may use.
    pub rule_features: Features,
    /// What the query engine knows. In promtool that is less: none of the optional syntax.
    pub engine_features: Features,
    /// Whether fields of rule files that Prometheus does not know are read over.
    pub ignore_unknown_fields: bool,
    /// How to go over the horizon.
    pub mode: Mode,
    /// Whether rules are evaluated that cannot change a verdict.
    pub all_rules: bool,
    /// Whether the store must hold the series of all alerts after the run.
    pub all_alert_series: bool,
}

impl Default for TestOptions {
    /// Prometheus 3 without flags; the engine takes what rule files take.
    fn default() -> Self {
        Self {
            dialect: Dialect::default(),
            rule_features: Features::SERVER_DEFAULT,
            engine_features: Features::SERVER_DEFAULT,
            ignore_unknown_fields: false,
            mode: Mode::default(),
            all_rules: false,
            all_alert_series: false,
        }
    }
}

/// A rule file of a [`Suite`].
#[derive(Debug)]
pub struct SuiteRules {
    /// Its path as messages show it.
    pub path: String,
    /// Its groups, and what is wrong with it.
    pub loaded: Loaded,
}

/// A test file with its rules, ready to run its test groups in any order and in parallel.
#[derive(Debug)]
pub struct Suite {
    /// The tests.
    pub file: TestFile,
    /// The rule files.
    pub rule_files: Vec<SuiteRules>,
    /// How tests are run.
    pub options: TestOptions,
    pub(super) rules: RuleSet,
    unordered_groups: Vec<String>,
}

impl Suite {
    /// Reads the rule files, given as path and text, that `file` names.
    pub fn new<'s>(
        file: TestFile,
        rule_files: impl IntoIterator<Item = (String, &'s str)>,
        options: TestOptions,
    ) -> Self {
        let load_options = LoadOptions {
            dialect: options.dialect,
            features: options.rule_features,
            ignore_unknown_fields: options.ignore_unknown_fields,
        };
        let read = |(path, source)| SuiteRules { path, loaded: load(source, &load_options) };
        Self::with_loaded(file, rule_files.into_iter().map(read).collect(), options)
    }

    /// A suite of rule files that were read already.
    pub fn with_loaded(file: TestFile, rule_files: Vec<SuiteRules>, options: TestOptions) -> Self {
        let valid = rule_files.iter().all(|rules| rules.loaded.is_valid());
        let groups = if valid { in_order(&file, &rule_files) } else { Vec::new() };
        let TestOptions { dialect, rule_features: rules, engine_features: engine, .. } = options;
        let rules = RuleSet::new(groups, &Languages { dialect, rules, engine });
        let unordered_groups = unordered_groups(&file, &rules);
        Self { file, rule_files, options, rules, unordered_groups }
    }

    /// A group that `group_eval_order` names twice, which promtool refuses.
    pub fn repeated_group(&self) -> Option<&crate::Text> {
        let mut seen = BTreeSet::new();
        self.file.group_eval_order.iter().find(|name| !seen.insert(name.value.as_str()))
    }

    /// What is wrong with the first broken rule file; upstream does not look at the others.
    pub(super) fn rule_file_failures(&self) -> Vec<Failure> {
        let broken = self.rule_files.iter().find(|rules| !rules.loaded.is_valid());
        let errors = broken.map_or_else(Vec::new, |rules| rules.loaded.promtool_errors());
        let path = |rules: &SuiteRules| rules.path.clone();
        errors
            .into_iter()
            .map(|text| Failure::RuleFile { path: broken.map_or_else(String::new, path), text })
            .collect()
    }

    /// Names of groups whose order among each other promtool leaves to chance, although one reads
    /// what the other records.
    pub fn unordered_groups(&self) -> &[String] {
        &self.unordered_groups
    }
}

fn unordered_groups(file: &TestFile, rules: &RuleSet) -> Vec<String> {
    let positions = positions(file);
    let position = |group: &str| positions.get(group).copied().unwrap_or(0);
    let mut names = BTreeSet::new();
    for (reader, writer) in rules.reads_between_groups() {
        if reader != writer && position(reader) == position(writer) {
            names.extend([reader, writer].into_iter().filter(|name| !positions.contains_key(name)));
        }
    }
    names.into_iter().map(str::to_owned).collect()
}

fn positions(file: &TestFile) -> BTreeMap<&str, usize> {
    let names = file.group_eval_order.iter().enumerate();
    names.map(|(position, name)| (name.value.as_str(), position)).collect()
}

/// Groups in the order of `group_eval_order`. Those it does not name come with the first, in the order
/// of the files; promtool leaves their order to chance.
fn in_order<'r>(file: &TestFile, rule_files: &'r [SuiteRules]) -> Vec<&'r RuleGroup> {
    let positions = positions(file);
    // Upstream keys groups by path and name, so a file that is named twice counts once.
    let mut paths = BTreeSet::new();
    let distinct = rule_files.iter().filter(|rules| paths.insert(rules.path.as_str()));
    let mut groups: Vec<_> = distinct.flat_map(|rules| &rules.loaded.file.groups).collect();
    groups.sort_by_key(|group| positions.get(group.name.as_str()).copied().unwrap_or(0));
    groups
}
