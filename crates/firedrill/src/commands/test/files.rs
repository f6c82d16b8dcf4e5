//! Test files as found, read and judged malformed or runnable.

use std::sync::OnceLock;

use firedrill_promql::script::{Script, parse_script};
use firedrill_rules::evaluation::Mode;
use firedrill_rules::unittest::{PreparedSuite, Suite, TestOptions, Trap, TrapKind};
use firedrill_sim::SimulationOptions;

use super::arguments::Arguments;
use super::conversion::{Source, group_name};
use super::recognition::{is_rule_file, is_scenario, is_script, is_unit_test};
use super::script;
use crate::commands::discovery::{DiscoveryError, Found};
use crate::commands::features::features;
use crate::commands::workers::Workers;
use crate::diagnosis::{foreign_fields, rule_file_errors};
use crate::rehearsal::{self, Rehearsal};
use crate::report::{GroupRecord, Problem};
use crate::suite::{Content, SuiteError, SuiteSource, Unmatched, read_error};

/// A test file.
pub(crate) struct TestFile {
    pub(crate) path: String,
    /// What can be run; `None` where there are errors.
    pub(crate) tests: Option<Tests>,
    pub(crate) errors: Vec<Problem>,
    pub(crate) warnings: Vec<Problem>,
}

/// What can be run of a file.
pub(crate) enum Tests {
    /// Test groups of promtool's format, each on its own.
    Groups(Box<Suite>, String),
    /// Evaluations of a script, one after the other.
    Script(Script),
    /// A scenario, with all its seeds.
    Scenario(Box<Rehearsal>),
}

/// Reads what was found, leaving out files of directories that are no tests. Paths that cannot be
/// read come first.
pub(crate) fn read_all(
    found: &[Found],
    unreadable: &[DiscoveryError],
    arguments: &Arguments,
    workers: &Workers,
) -> Vec<TestFile> {
    let mut files: Vec<_> = unreadable
        .iter()
        .map(|error| {
            let path = error.path.display().to_string();
            let message = read_error(&path, &error.source);
            TestFile::broken(&path, vec![Problem::of_file("unreadable", message, &path)])
        })
        .collect();
    files.extend(workers.map(found, |found| read(found, arguments)).into_iter().flatten());
    files
}

/// `None` for a file of a directory that is no test.
fn read(found: &Found, arguments: &Arguments) -> Option<TestFile> {
    let path = found.path.display().to_string();
    let bytes = match std::fs::read(&found.path) {
        Ok(bytes) => bytes,
        // Reported rather than passed over: it may be a test.
        Err(error) => {
            let problem = Problem::of_file("unreadable", read_error(&path, &error), &path);
            return Some(TestFile::broken(&path, vec![problem]));
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let is_called_test = found.path.extension().is_some_and(|extension| extension == "test");
    if is_script(&text) || (found.is_named && is_called_test) {
        return Some(read_script(&path, &text));
    }
    if is_scenario(&text) {
        return Some(read_scenario(&path, arguments));
    }
    (found.is_named || is_unit_test(&text)).then(|| read_groups(&path, &bytes, arguments))
}

fn read_scenario(path: &str, arguments: &Arguments) -> TestFile {
    let options = SimulationOptions {
        dialect: arguments.prometheus.dialect(),
        features: features(&arguments.enable_feature),
        ..SimulationOptions::default()
    };
    match rehearsal::read(path, options) {
        Ok(rehearsal) => TestFile {
            path: path.to_owned(),
            tests: Some(Tests::Scenario(Box::new(rehearsal))),
            errors: Vec::new(),
            warnings: Vec::new(),
        },
        Err(problems) => TestFile::broken(path, problems),
    }
}

fn read_script(path: &str, text: &str) -> TestFile {
    match parse_script(text) {
        Ok(script) => TestFile {
            path: path.to_owned(),
            tests: Some(Tests::Script(script)),
            errors: Vec::new(),
            warnings: Vec::new(),
        },
        Err(error) => {
            let problem = Problem::at("script", error.problem.to_string(), path, text, error.span);
            TestFile::broken(path, vec![problem])
        }
    }
}

fn read_groups(path: &str, bytes: &[u8], arguments: &Arguments) -> TestFile {
    let mut source = match SuiteSource::of_bytes(path, bytes, &arguments.prometheus.dialect()) {
        Ok(source) => source,
        Err(error) => return TestFile::broken(path, vec![suite_problem(path, &error)]),
    };
    let errors = test_file_errors(&source);
    if !errors.is_empty() {
        return TestFile::broken(path, errors);
    }
    let suite = source.build_with_resources(options(arguments));
    let errors = suite_errors(&suite, &source);
    if !errors.is_empty() {
        return TestFile::broken(path, errors);
    }
    let warnings = warnings(&source, &suite);
    let tests = Some(Tests::Groups(Box::new(suite), source.text));
    TestFile { path: path.to_owned(), tests, errors, warnings }
}

/// Patterns that match nothing, and fields of other rulers in the rule files.
fn warnings(source: &SuiteSource, suite: &Suite) -> Vec<Problem> {
    let spans = Source { path: &source.path, text: &source.text, suite };
    let trap = |it: &Unmatched| Trap { kind: TrapKind::UnmatchedRuleFile(it.pattern.clone()), span: it.span };
    let mut warnings: Vec<_> = source.unmatched.iter().map(|it| spans.warning(&trap(it))).collect();
    for (rules, on_disk) in suite.rule_files.iter().zip(&source.rule_files) {
        if let Content::Text(text) = &on_disk.content {
            warnings.extend(foreign_fields(&rules.loaded, &rules.path, text));
        }
    }
    warnings
}

fn options(arguments: &Arguments) -> TestOptions {
    let features = features(&arguments.enable_feature);
    TestOptions {
        dialect: arguments.prometheus.dialect(),
        rule_features: features,
        engine_features: features,
        ignore_unknown_fields: false,
        mode: Mode::default(),
        all_rules: arguments.all_rules,
        all_alert_series: false,
    }
}

fn test_file_errors(source: &SuiteSource) -> Vec<Problem> {
    let SuiteSource { path, text, tests, .. } = source;
    let mut errors: Vec<_> =
        tests.syntax_error.iter().map(|error| Problem::of_yaml_syntax(error, path, text)).collect();
    errors.extend(tests.decode_errors.iter().map(|error| Problem::of_yaml_value(error, path, text)));
    if let Some(first) = errors.first_mut().filter(|_| is_rule_file(text)) {
        first.help = Some("this looks like a rule file: `firedrill check` checks those".to_owned());
    }
    errors
}

/// What is wrong with the order of groups and with the rule files.
fn suite_errors(suite: &Suite, source: &SuiteSource) -> Vec<Problem> {
    let mut errors = Vec::new();
    if let Some(name) = suite.repeated_group() {
        let message = format!("the group `{}` is there twice", name.value);
        errors.push(Problem::at("group-eval-order", message, &source.path, &source.text, name.span));
    }
    // promtool looks at rule files when it runs a group.
    if suite.file.tests.is_empty() {
        return errors;
    }
    for (rules, on_disk) in suite.rule_files.iter().zip(&source.rule_files) {
        if !rules.loaded.is_valid() {
            errors.extend(rule_file_errors(&rules.loaded, &on_disk.content, &rules.path));
        }
    }
    errors
}

fn suite_problem(path: &str, error: &SuiteError) -> Problem {
    match error {
        SuiteError::Read(message) => Problem::of_file("unreadable", message, path),
        SuiteError::Utf8(utf8) => Problem::at_line_column("not-utf-8", utf8.to_string(), path, utf8.at),
        SuiteError::Pattern { error, span, text } => {
            Problem::at("bad-pattern", error.to_string(), path, text, *span)
        }
    }
}

impl TestFile {
    fn broken(path: &str, errors: Vec<Problem>) -> Self {
        Self { path: path.to_owned(), tests: None, errors, warnings: Vec::new() }
    }

    /// Line and name of each test, in file order.
    pub(crate) fn list(&self) -> Vec<(usize, String)> {
        match &self.tests {
            None => Vec::new(),
            Some(Tests::Groups(suite, text)) => {
                let groups = suite.file.tests.iter().enumerate();
                groups
                    .map(|(idx, group)| (group.span.line_column(text).line, group_name(group, idx)))
                    .collect()
            }
            Some(Tests::Script(script)) => script::list(script),
            Some(Tests::Scenario(rehearsal)) => vec![rehearsal.listed()],
        }
    }

    /// The tests `selected` in portions that can be run independently of each other.
    pub(crate) fn portions(&self, selected: Vec<usize>) -> Vec<Vec<usize>> {
        match &self.tests {
            _ if selected.is_empty() => Vec::new(),
            Some(Tests::Script(_)) => vec![selected],
            _ => selected.into_iter().map(|idx| vec![idx]).collect(),
        }
    }

    /// How often the tests `selected` evaluate a rule, about.
    pub(super) fn evaluations(&self, selected: &[usize]) -> usize {
        match &self.tests {
            Some(Tests::Groups(suite, _)) => selected.iter().map(|idx| suite.evaluations(*idx)).sum(),
            // A line of a script or a scenario says nothing of the work behind it.
            Some(Tests::Script(_) | Tests::Scenario(_)) => super::run::MANY_EVALUATIONS + 1,
            None => 0,
        }
    }

    /// Runs the tests `selected`; what they share is prepared by the first that gets there.
    pub(crate) fn run<'f>(
        &'f self,
        selected: &[usize],
        prepared: &OnceLock<PreparedSuite<'f>>,
        arguments: &Arguments,
    ) -> Vec<GroupRecord> {
        match &self.tests {
            None => Vec::new(),
            Some(Tests::Groups(suite, text)) => {
                let source = Source { path: &self.path, text, suite };
                let prepared = prepared.get_or_init(|| suite.prepared());
                selected.iter().map(|&idx| source.run(prepared, idx)).collect()
            }
            Some(Tests::Script(script)) => {
                let options = script::options(arguments.prometheus, features(&arguments.enable_feature));
                script::run(script, &self.path, selected, &options)
            }
            Some(Tests::Scenario(rehearsal)) => vec![rehearsal::record(rehearsal)],
        }
    }
}
