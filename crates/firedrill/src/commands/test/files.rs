//! Test files as found, read and judged malformed or runnable.

use std::path::Path;
use std::time::Instant;

use firedrill_rules::evaluation::Mode;
use firedrill_rules::unittest::{Suite, TestOptions, Trap, TrapKind};

use super::arguments::Arguments;
use super::conversion::Source;
use super::recognition::{is_rule_file, is_unit_test};
use crate::commands::discovery::{DiscoveryError, Found};
use crate::commands::features::features;
use crate::commands::workers::Workers;
use crate::diagnosis::rule_file_errors;
use crate::report::{GroupRecord, Problem};
use crate::suite::{SuiteError, SuiteSource, read_error};

/// A test file.
pub(super) struct TestFile {
    pub(super) path: String,
    /// What can be run; `None` where there are errors.
    pub(super) runnable: Option<Runnable>,
    pub(super) errors: Vec<Problem>,
    pub(super) warnings: Vec<Problem>,
}

/// A well-formed test file with its rules, and the text that its spans point into.
pub(super) struct Runnable {
    pub(super) suite: Suite,
    pub(super) text: String,
}

/// Reads what was found, leaving out files of directories that are no tests. Paths that cannot be
/// read come first.
pub(super) fn read_all(
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
    if !found.is_named && !looks_like_a_test(&found.path) {
        return None;
    }
    let mut source = match SuiteSource::read(&path, &arguments.prometheus.dialect()) {
        Ok(source) => source,
        Err(error) => return Some(TestFile::broken(&path, vec![suite_problem(&path, &error)])),
    };
    let errors = test_file_errors(&source);
    if !errors.is_empty() {
        return Some(TestFile::broken(&path, errors));
    }
    let suite = source.build(options(arguments));
    let errors = suite_errors(&suite, &source);
    if !errors.is_empty() {
        return Some(TestFile::broken(&path, errors));
    }
    let SuiteSource { text, unmatched, .. } = source;
    let mut file = TestFile { path, runnable: Some(Runnable { suite, text }), errors, warnings: Vec::new() };
    file.warnings = file.source().map_or_else(Vec::new, |source| {
        let kind = |pattern| TrapKind::UnmatchedRuleFile(pattern);
        unmatched
            .into_iter()
            .map(|it| source.warning(&Trap { kind: kind(it.pattern), span: it.span }))
            .collect()
    });
    Some(file)
}

/// Files that cannot be read are reported rather than passed over.
fn looks_like_a_test(path: &Path) -> bool {
    std::fs::read(path).map_or(true, |bytes| is_unit_test(&String::from_utf8_lossy(&bytes)))
}

fn options(arguments: &Arguments) -> TestOptions {
    let features = features(&arguments.enable_feature);
    TestOptions {
        dialect: arguments.prometheus.dialect(),
        rule_features: features,
        engine_features: features,
        ignore_unknown_fields: false,
        mode: Mode::default(),
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
        Self { path: path.to_owned(), runnable: None, errors, warnings: Vec::new() }
    }

    /// The text and tests that spans point into; `None` where the file is broken.
    fn source(&self) -> Option<Source<'_>> {
        let Runnable { suite, text } = self.runnable.as_ref()?;
        Some(Source { path: &self.path, text, suite })
    }

    /// Runs the group with this index; `None` where the file is broken.
    pub(super) fn run_group(&self, index: usize) -> Option<GroupRecord> {
        let source = self.source()?;
        let started = Instant::now();
        let run = source.suite.run(index);
        Some(source.group(&run.result, started.elapsed().as_secs_f64()))
    }
}
