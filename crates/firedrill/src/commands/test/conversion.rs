//! From what the rules crate found to the record that reporters see.

use std::time::Instant;

use firedrill_model::number::{FloatFormat, format_float};
use firedrill_model::suggestion::suggestion;
use firedrill_model::{Duration, Labels, LineColumn, Span, Timestamp};
use firedrill_promql::syntax::parse;
use firedrill_promql::syntax::series::parse_series;
use firedrill_rules::file::Rule;
use firedrill_rules::unittest::{
    AlertFailure, AlertInstance, Failure, PreparedSuite, SampleFailure, SampleInstance, Suite, TestGroup,
    TestGroupResult, Trap, TrapKind,
};

use crate::diagnosis::expression_problem;
use crate::report::{self, Cause, Check, Element, GroupRecord, Position, Problem};

/// What stands between position and message in Prometheus' texts.
const PARSE_ERROR: &str = "parse error: ";

/// The test file that spans point into.
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) suite: &'a Suite,
}

impl Source<'_> {
    fn position(&self, span: Span) -> Position {
        let LineColumn { line, column } = span.line_column(self.text);
        Position { file: self.path.to_owned(), line, column }
    }

    /// Runs one group of the suite, `prepared` for that.
    pub(super) fn run(&self, prepared: &PreparedSuite<'_>, index: usize) -> GroupRecord {
        let started = Instant::now();
        let run = prepared.run(index);
        self.group(&run.result, started.elapsed().as_secs_f64())
    }

    /// The record of one group.
    fn group(&self, result: &TestGroupResult, elapsed_seconds: f64) -> GroupRecord {
        let group = &self.suite.file.tests[result.index];
        let mut failures: Vec<_> =
            result.failures.iter().map(|failure| self.failure(failure, group)).collect();
        // promtool reports alerts first; people read a file from top to bottom.
        failures.sort_by_key(|failure| (failure.position.line, failure.position.column));
        GroupRecord {
            name: group_name(group, result.index),
            position: self.position(result.span),
            elapsed_seconds,
            failures,
            warnings: result.traps.iter().map(|trap| self.warning(trap)).collect(),
        }
    }

    /// A trap as a warning.
    pub(super) fn warning(&self, trap: &Trap) -> Problem {
        let problem = Problem::at(code(&trap.kind), trap.kind.to_string(), self.path, self.text, trap.span);
        let meant = match &trap.kind {
            TrapKind::UnknownAlert(name) => suggestion(name, self.alert_names()),
            _ => None,
        };
        match meant {
            Some(name) => problem.with_help(format!("did you mean `{name}`?")),
            None => problem,
        }
    }

    fn alert_names(&self) -> impl Iterator<Item = &str> {
        let groups = self.suite.rule_files.iter().flat_map(|rules| &rules.loaded.file.groups);
        groups.flat_map(|group| &group.rules).filter(|rule| rule.is_alerting()).map(Rule::name)
    }

    fn failure(&self, failure: &Failure, group: &TestGroup) -> report::Failure {
        let promtool = failure.to_string();
        match failure {
            Failure::Alerts(alerts) => return self.alerts(alerts, group, promtool),
            Failure::Samples(samples) => return self.samples(samples, promtool),
            _ => {}
        }
        let (check, time, cause, span) = self.cause(failure, group);
        report::Failure {
            position: self.position(span),
            check,
            time: time.map(|time| time.to_string()),
            cause,
            nearest: Vec::new(),
            promtool,
        }
    }

    /// What keeps a check from being made at all.
    fn cause(&self, failure: &Failure, group: &TestGroup) -> (Check, Option<Duration>, Cause, Span) {
        match failure {
            Failure::Input { text, span } => {
                (Check::Input, None, self.input_cause(text, *span, group), *span)
            }
            Failure::RuleFile { path, text } => {
                (Check::RuleFile(path.clone()), None, Cause::Error(text.clone()), group.span)
            }
            Failure::AlertnameMissing { eval_time, span, .. } => {
                let cause = self.invalid(
                    "alertname-missing",
                    "the check names no alert: `alertname` is missing",
                    *span,
                );
                (Check::Alert(String::new()), Some(*eval_time), cause, *span)
            }
            Failure::Rule { rule, time, text, .. } => {
                let time = since(*time, group.start);
                (Check::Rule(rule.clone()), Some(time), Cause::Error(text.clone()), group.span)
            }
            Failure::Expression { expr, eval_time, text, span } => {
                let cause = self.expression_cause(text, *span, group);
                (Check::Expression(expr.clone()), Some(*eval_time), cause, *span)
            }
            Failure::Alerts(AlertFailure { span, .. }) | Failure::Samples(SampleFailure { span, .. }) => {
                (Check::Input, None, Cause::Error(failure.to_string()), *span)
            }
        }
    }

    /// A malformed expression or label set, under a caret; or what came up when it was evaluated.
    fn expression_cause(&self, text: &str, span: Span, group: &TestGroup) -> Cause {
        let options = &self.suite.options;
        let expressions = group.expr_tests.iter().filter_map(|test| test.expr.as_ref());
        let parse_error = expressions.filter(|expr| expr.span == span).find_map(|expr| {
            let error = parse(&expr.value, &options.dialect, &options.engine_features).err()?;
            Some(expression_problem(&error, expr, self.path, self.text))
        });
        match parse_error {
            Some(problem) => Cause::Invalid(problem),
            None if text.contains(PARSE_ERROR) => self.invalid("metric", text, span),
            None => Cause::Error(text.to_owned()),
        }
    }

    /// Malformed series notation, under a caret; or samples that cannot be stored.
    fn input_cause(&self, text: &str, span: Span, group: &TestGroup) -> Cause {
        let inputs = group.input_series.iter().filter(|input| input.span == span);
        let parse_error = inputs
            .filter_map(|input| input.series.as_ref().zip(input.values.as_ref()))
            .find_map(|(series, values)| {
                // Prometheus reads both as one text, with a blank between them.
                let error =
                    parse_series(&format!("{} {}", series.value, values.value), &self.suite.options.dialect)
                        .err()?;
                let values_start = series.value.len() + 1;
                let at = match error.span.start.checked_sub(values_start) {
                    Some(start) => {
                        let end = error.span.end.saturating_sub(values_start).max(start);
                        values.offsets(self.text).file_span(Span::new(start, end))
                    }
                    None => series.offsets(self.text).file_span(error.span),
                };
                Some(Problem::at("input-series", error.kind.to_string(), self.path, self.text, at))
            });
        match parse_error {
            Some(problem) => Cause::Invalid(problem),
            None => self.invalid("input-series", text, span),
        }
    }

    fn invalid(&self, code: &'static str, text: &str, span: Span) -> Cause {
        // Prometheus counts lines in a text it puts together; ours is the user's file.
        let message = text.rsplit_once(PARSE_ERROR).map_or(text, |(_, message)| message);
        Cause::Invalid(Problem::at(code, message, self.path, self.text, span))
    }

    fn alerts(&self, failure: &AlertFailure, group: &TestGroup, promtool: String) -> report::Failure {
        report::Failure {
            position: self.position(failure.span),
            check: Check::Alert(failure.alertname.clone()),
            time: Some(failure.eval_time.to_string()),
            cause: Cause::Mismatch {
                expected: failure.expected.iter().map(alert).collect(),
                got: failure.got.iter().map(alert).collect(),
            },
            nearest: nearest(failure, group.start),
            promtool,
        }
    }

    fn samples(&self, failure: &SampleFailure, promtool: String) -> report::Failure {
        report::Failure {
            position: self.position(failure.span),
            check: Check::Expression(failure.expr.clone()),
            time: Some(failure.eval_time.to_string()),
            cause: Cause::Mismatch {
                expected: failure.expected.iter().map(sample).collect(),
                got: failure.got.iter().map(sample).collect(),
            },
            nearest: Vec::new(),
            promtool,
        }
    }
}

/// What a report calls a group.
pub(super) fn group_name(group: &TestGroup, index: usize) -> String {
    if group.name.is_empty() { format!("tests[{index}]") } else { group.name.clone() }
}

/// How near the alerts of a check came to firing, where some should fire and did not.
fn nearest(failure: &AlertFailure, start: Timestamp) -> Vec<String> {
    if failure.expected.len() <= failure.got.len() {
        return Vec::new();
    }
    if failure.pending.is_empty() {
        let judged_at = since(failure.judged_at, start);
        return vec![format!("no {} is pending at {judged_at} either", failure.alertname)];
    }
    let describe = |labels: &Labels| labels.filtered(|name| name != "alertname").to_string();
    failure
        .pending
        .iter()
        .map(|pending| {
            let (labels, since_start) = (describe(&pending.labels), since(pending.since, start));
            format!("{labels} pending since {since_start}, fires at {}", since(pending.fires_at, start))
        })
        .collect()
}

fn since(time: Timestamp, start: Timestamp) -> Duration {
    Duration::from_ms(time.as_ms() - start.as_ms())
}

fn alert(instance: &AlertInstance) -> Element {
    Element { labels: pairs(&instance.labels), annotations: pairs(&instance.annotations), value: None }
}

fn sample(instance: &SampleInstance) -> Element {
    let number = || format_float(instance.value, FloatFormat::General, None);
    let value = instance.histogram.clone().unwrap_or_else(number);
    Element { labels: pairs(&instance.labels), annotations: Vec::new(), value: Some(value) }
}

fn pairs(labels: &Labels) -> Vec<(String, String)> {
    labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Stable names of warnings, for reports and searches.
fn code(kind: &TrapKind) -> &'static str {
    match kind {
        TrapKind::UnknownAlert(_) => "unknown-alert",
        TrapKind::UnmatchedRuleFile(_) => "unmatched-rule-file",
        TrapKind::SeriesCut => "series-cut",
        TrapKind::SeriesComment => "series-comment",
        TrapKind::DuplicateSeries => "duplicate-series",
        TrapKind::AfterLastEvaluation { .. } => "after-last-evaluation",
        TrapKind::UnorderedGroup(_) => "unordered-group",
        TrapKind::ExpectedNan => "expected-nan",
        TrapKind::BetweenEvaluations { .. } => "between-evaluations",
        TrapKind::ExternalLabelExpected(_) => "external-label-expected",
        TrapKind::UrlFunction { .. } => "url-function",
        TrapKind::TemplateFailed(_) => "template-failed",
        TrapKind::AlertnameOverwritten(_) => "alertname-overwritten",
    }
}
