//! `promtool test rules`.

use std::io;
use std::time::Instant;

use firedrill_promql::Dialect;
use firedrill_rules::evaluation::Mode;
use firedrill_rules::unittest::{Failure, Suite, TestGroup, TestGroupRun, TestOptions};
use regex::Regex;

use super::arguments::{Context, Streams};
use super::debug;
use super::json_diff::json_diff;
use super::junit;
use super::log::local_time;
use crate::commands::workers::Workers;
use crate::suite::{SuiteError, SuiteSource, read_error};

const SUCCESS: u8 = 0;
const FAILURE: u8 = 1;
/// What a Go program answers when it panics.
const PANIC: u8 = 2;

/// Runs the tests of all files, one file after the other.
pub(super) fn run(context: &Context<'_>, streams: &mut Streams<'_>) -> io::Result<u8> {
    let line = context.line;
    // The file is made when flags are read, before anything can fail.
    let junit_path = line.values("junit").last();
    if let Some((path, Err(error))) = junit_path.map(|path| (path, std::fs::write(path, ""))) {
        writeln!(streams.err, "promtool: error: {}, try --help", read_error(path, &error))?;
        return Ok(FAILURE);
    }
    let filter = match filter(line.values("run")) {
        Ok(filter) => filter,
        Err(pattern) => {
            writeln!(streams.err, "panic: regexp: Compile({pattern}): error parsing regexp")?;
            return Ok(PANIC);
        }
    };
    let workers = Workers::new(None);
    let mut suites = Vec::with_capacity(line.files.len());
    let mut code = SUCCESS;
    for path in &line.files {
        if context.dialect != Dialect::V3 {
            writeln!(streams.out, "Unit Testing:  {path}")?;
        }
        let suite = run_file(context, path, filter.as_ref(), &workers, streams)?;
        let errors: Vec<&String> =
            suite.cases.iter().flat_map(|case| &case.failures).chain(&suite.error).collect();
        if errors.is_empty() {
            writeln!(streams.out, "  SUCCESS")?;
        } else {
            code = FAILURE;
            writeln!(streams.err, "  FAILED:")?;
        }
        for error in errors {
            writeln!(streams.err, "{error}")?;
            writeln!(streams.out)?;
        }
        writeln!(streams.out)?;
        suites.push(suite);
    }
    if let Some(Err(error)) = junit_path.map(|path| std::fs::write(path, junit::render(&suites))) {
        writeln!(streams.err, "failed to write JUnit XML: {error}")?;
    }
    Ok(code)
}

/// All patterns in one, as promtool joins them; the pattern in Go's quotes where it is malformed.
fn filter(patterns: &[String]) -> Result<Option<Regex>, String> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let pattern = patterns.join("|");
    Regex::new(&pattern).map(Some).map_err(|_| firedrill_model::quote::quote(&pattern))
}

fn run_file(
    context: &Context<'_>,
    path: &str,
    filter: Option<&Regex>,
    workers: &Workers,
    streams: &mut Streams<'_>,
) -> io::Result<junit::Suite> {
    let mut report = junit::Suite { name: path.to_owned(), ..junit::Suite::default() };
    let mut source = match SuiteSource::read(path, &context.dialect) {
        Ok(source) => source,
        Err(error) => {
            report.error = Some(file_error(&error));
            return Ok(report);
        }
    };
    if let Some(error) = source.tests.promtool_error() {
        report.error = Some(error);
        return Ok(report);
    }
    for unmatched in &source.unmatched {
        writeln!(streams.err, "  WARNING: no file match pattern {}", unmatched.pattern)?;
    }
    report.timestamp = local_time();
    let suite = source.build(options(context));
    if let Some(name) = suite.repeated_group() {
        report.error = Some(format!("group name repeated in evaluation order: {}", name.value));
        return Ok(report);
    }
    run_groups(context, &suite, filter, workers, streams, &mut report)?;
    Ok(report)
}

fn file_error(error: &SuiteError) -> String {
    match error {
        SuiteError::Utf8(_) => "yaml: invalid leading UTF-8 octet".to_owned(),
        other => other.to_string(),
    }
}

fn options(context: &Context<'_>) -> TestOptions {
    TestOptions {
        dialect: context.dialect,
        rule_features: context.features.of_parser(&context.dialect),
        engine_features: context.features.of_engine(&context.dialect),
        ignore_unknown_fields: context.line.is_on("ignore-unknown-fields"),
        mode: Mode::default(),
        all_rules: false,
        all_alert_series: context.line.is_on("debug"),
    }
}

fn run_groups(
    context: &Context<'_>,
    suite: &Suite,
    filter: Option<&Regex>,
    workers: &Workers,
    streams: &mut Streams<'_>,
    report: &mut junit::Suite,
) -> io::Result<()> {
    let is_selected = |group: &TestGroup| filter.is_none_or(|filter| filter.is_match(&group.name));
    let selected: Vec<usize> =
        (0..suite.file.tests.len()).filter(|&idx| is_selected(&suite.file.tests[idx])).collect();
    let prepared = suite.prepared();
    let runs = workers.map(&selected, |&idx| {
        let started = Instant::now();
        (idx, prepared.run(idx), started.elapsed())
    });
    let diff = context.line.is_on("diff");
    for (idx, run, elapsed) in runs {
        let group = &suite.file.tests[idx];
        let name = if group.name.is_empty() { format!("unnamed#{idx}") } else { group.name.clone() };
        if context.line.is_on("debug") {
            debug::write(streams.err, &name, group, &run, elapsed)?;
        }
        let failures = failures(&run, diff);
        report.cases.push(junit::Case { name, failures });
    }
    Ok(())
}

fn failures(run: &TestGroupRun, diff: bool) -> Vec<String> {
    run.result.failures.iter().map(|failure| text(failure, diff)).collect()
}

/// The words of promtool; with `--diff`, alerts are shown as a difference.
fn text(failure: &Failure, diff: bool) -> String {
    match failure {
        Failure::Alerts(alerts) if diff => {
            let name = if alerts.group.is_empty() {
                String::new()
            } else {
                format!("    name: {},\n", alerts.group)
            };
            format!(
                "{name}    alertname: {}, time: {}, \n        diff: {}",
                alerts.alertname,
                alerts.eval_time,
                json_diff(&alerts.expected, &alerts.got)
            )
        }
        other => other.to_string(),
    }
}
