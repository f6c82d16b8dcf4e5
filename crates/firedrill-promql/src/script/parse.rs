//! Reading a script.

use firedrill_model::{Duration, Labels, LineColumn, Span, Timestamp};

use super::command::{
    Action, AnnotationExpectation, Command, Evaluation, ExpectedResult, ExpectedSeries, Grid, Load,
    LoadedSeries, Script, TextPattern, When,
};
use super::error::{ScriptError, ScriptProblem};
use super::expect::{Expectation, expectation, regexp, scalar};
use super::start_times;
use crate::dialect::Dialect;
use crate::syntax::series::{SeriesValue, parse_series};

/// Reads a script.
///
/// Queries are not parsed here: one that cannot be parsed fails its evaluation, as a query that fails
/// otherwise does.
///
/// # Errors
/// The first line that cannot be read.
pub fn parse_script(text: &str) -> Result<Script, ScriptError> {
    let mut lines = Lines::new(text);
    let mut commands = Vec::new();
    while let Some(line) = lines.next() {
        if line.text.is_empty() {
            continue;
        }
        let action = action(&line, &mut lines).map_err(|(line, problem)| {
            let span = Span::new(line.offset, line.offset + line.text.len());
            ScriptError { span, at: LineColumn::of(text, line.offset), problem }
        })?;
        commands.push(Command { line: line.number, action });
    }
    Ok(Script { commands })
}

/// A line without surrounding white space; empty where it is a comment.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    /// From 1.
    number: usize,
    /// Byte of the script at which the text starts.
    offset: usize,
    text: &'a str,
}

/// The lines of a script.
struct Lines<'a> {
    script: &'a str,
    offset: usize,
    number: usize,
}

impl<'a> Lines<'a> {
    fn new(script: &'a str) -> Self {
        Self { script, offset: 0, number: 0 }
    }

    /// The lines up to the next empty one, which ends a command.
    fn block(&mut self) -> impl Iterator<Item = Line<'a>> {
        std::iter::from_fn(|| self.next().filter(|line| !line.text.is_empty()))
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.script.get(self.offset..).filter(|rest| !rest.is_empty())?;
        let whole = rest.split_inclusive('\n').next()?;
        let text = whole.trim();
        let offset = self.offset + (whole.len() - whole.trim_start().len());
        self.offset += whole.len();
        self.number += 1;
        let text = if text.starts_with('#') { "" } else { text };
        Some(Line { number: self.number, offset, text })
    }
}

/// A problem and the line it is in.
type Problem<'a> = (Line<'a>, ScriptProblem);

fn action<'a>(line: &Line<'a>, lines: &mut Lines<'a>) -> Result<Action, Problem<'a>> {
    let (command, rest) = line.text.split_once(char::is_whitespace).unwrap_or((line.text, ""));
    let (command, rest) = (command.to_lowercase(), rest.trim_start());
    match command.as_str() {
        "clear" if rest.is_empty() => Ok(Action::Clear),
        "load" | "load_with_nhcb" => load(*line, rest, command != "load", lines).map(Action::Load),
        "eval" => evaluation(*line, None, rest, lines),
        _ => match command.strip_prefix("eval_") {
            Some(wanted @ ("fail" | "warn" | "info" | "ordered")) => {
                evaluation(*line, Some(wanted), rest, lines)
            }
            _ => Err((*line, ScriptProblem::UnknownCommand(line.text.to_owned()))),
        },
    }
}

fn duration(text: &str) -> Result<Duration, ScriptProblem> {
    Duration::parse(text)
        .map_err(|error| ScriptProblem::Duration { text: text.to_owned(), reason: error.to_string() })
}

/// A grid of steps from its three texts.
pub(super) fn grid(start: &str, end: &str, step: &str) -> Result<Grid, ScriptProblem> {
    let (start, end, step) = (duration(start)?, duration(end)?, duration(step)?);
    if end < start {
        return Err(ScriptProblem::Grid("end time is before start time"));
    }
    if step == Duration::ZERO {
        return Err(ScriptProblem::Grid("the step is zero"));
    }
    Ok(Grid { start: Timestamp::EPOCH + start, end: Timestamp::EPOCH + end, step })
}

fn load<'a>(
    line: Line<'a>,
    interval: &str,
    with_nhcb: bool,
    lines: &mut Lines<'a>,
) -> Result<Load, Problem<'a>> {
    if interval.is_empty() {
        return Err((line, ScriptProblem::Load));
    }
    let interval = duration(interval).map_err(|problem| (line, problem))?;
    let mut series: Vec<LoadedSeries> = Vec::new();
    let mut starts: Vec<LoadedSeries> = Vec::new();
    for line in lines.block() {
        let at_line = |problem| (line, problem);
        if let Some((name, values)) = split_start_times(line.text) {
            let (labels, _) = read_series(name).map_err(at_line)?;
            let start_times = start_times::parse(values).map_err(at_line)?;
            starts.push(LoadedSeries { line: line.number, labels, values: Vec::new(), start_times });
            continue;
        }
        let (labels, values) = read_series(line.text).map_err(at_line)?;
        let loaded = LoadedSeries { line: line.number, labels, values, start_times: Vec::new() };
        match series.iter_mut().find(|known| known.labels == loaded.labels) {
            // A repeated series replaces the one before.
            Some(known) => *known = loaded,
            None => series.push(loaded),
        }
    }
    for times in starts {
        match series.iter_mut().find(|known| known.labels == times.labels) {
            Some(known) => known.start_times = times.start_times,
            None => series.push(times),
        }
    }
    Ok(Load { interval, with_nhcb, series })
}

/// The series and the values of a line `series@st values`.
fn split_start_times(line: &str) -> Option<(&str, &str)> {
    let (series, values) = line.split_once("@st")?;
    values.starts_with([' ', '\t']).then(|| (series, values.trim()))
}

/// A series may have this many values; more than any script needs, fewer than exhaust the memory.
pub(super) const MAX_VALUES: usize = 1_000_000;

fn read_series(text: &str) -> Result<(Labels, Vec<SeriesValue>), ScriptProblem> {
    let series =
        parse_series(text, &Dialect::V3).map_err(|error| ScriptProblem::Series(error.to_string()))?;
    let values: Vec<SeriesValue> = series.expand().take(MAX_VALUES + 1).collect();
    if values.len() > MAX_VALUES {
        return Err(ScriptProblem::TooManyValues);
    }
    Ok((Labels::from_pairs(series.labels.iter()), values))
}

fn evaluation<'a>(
    line: Line<'a>,
    wanted: Option<&str>,
    rest: &'a str,
    lines: &mut Lines<'a>,
) -> Result<Action, Problem<'a>> {
    let (when, expr) = query(rest).map_err(|problem| (line, problem))?;
    let start = line.offset + line.text.len() - expr.len();
    let mut evaluation = Evaluation {
        expr: expr.to_owned(),
        span: Span::new(start, start + expr.len()),
        when,
        ordered: wanted == Some("ordered"),
        fail: (wanted == Some("fail")).then(Vec::new),
        warnings: AnnotationExpectation::Unspecified,
        infos: AnnotationExpectation::Unspecified,
        result: ExpectedResult::Series(Vec::new()),
    };
    match wanted {
        Some("warn") => evaluation.warnings.require(None),
        Some("info") => evaluation.infos.require(None),
        _ => {}
    }
    for line in lines.block() {
        expected_line(line, &mut evaluation).map_err(|problem| (line, problem))?;
    }
    Ok(Action::Evaluate(Box::new(evaluation)))
}

/// The time and the query of an `eval` line.
fn query(text: &str) -> Result<(When, &str), ScriptProblem> {
    let mut rest = text;
    let mut word = || {
        let (word, tail) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        rest = tail.trim_start();
        word
    };
    let when = match word() {
        "instant" => {
            let before = rest;
            let mut time = "0";
            if rest.starts_with("at ") || rest.starts_with("at\t") {
                let (_, tail) = before.split_once(char::is_whitespace).unwrap_or(("", ""));
                let (text, tail) =
                    tail.trim_start().split_once(char::is_whitespace).ok_or(ScriptProblem::Eval)?;
                (time, rest) = (text, tail.trim_start());
            }
            When::Instant(Timestamp::EPOCH + duration(time)?)
        }
        "range" => {
            let parts = [(); 6].map(|()| word());
            let ["from", start, "to", end, "step", step] = parts else { return Err(ScriptProblem::Eval) };
            When::Range(grid(start, end, step)?)
        }
        _ => return Err(ScriptProblem::Eval),
    };
    if rest.is_empty() { Err(ScriptProblem::Eval) } else { Ok((when, rest)) }
}

fn expected_line(line: Line<'_>, evaluation: &mut Evaluation) -> Result<(), ScriptProblem> {
    let text = line.text;
    if let Some(message) = text.strip_prefix("expected_fail_message") {
        evaluation.fail.get_or_insert_default().push(TextPattern::Exact(message.trim().to_owned()));
        return Ok(());
    }
    if let Some(pattern) = text.strip_prefix("expected_fail_regexp") {
        evaluation.fail.get_or_insert_default().push(regexp(pattern.trim())?);
        return Ok(());
    }
    if text.starts_with("expect ") || text.starts_with("expect\t") {
        match expectation(text)? {
            Expectation::Ordered => evaluation.ordered = true,
            Expectation::Fail(pattern) => evaluation.fail.get_or_insert_default().extend(pattern),
            Expectation::Warn(pattern) => evaluation.warnings.require(pattern),
            Expectation::Info(pattern) => evaluation.infos.require(pattern),
            Expectation::NoWarn => evaluation.warnings = AnnotationExpectation::Absent,
            Expectation::NoInfo => evaluation.infos = AnnotationExpectation::Absent,
            Expectation::String(text) => evaluation.result = ExpectedResult::String(text),
            Expectation::RangeVector(grid) => {
                evaluation.result = ExpectedResult::RangeVector(grid, Vec::new());
            }
        }
        return Ok(());
    }
    if let Some(number) = scalar(text) {
        evaluation.result = ExpectedResult::Scalar(number);
        return Ok(());
    }
    let (labels, values) = read_series(text)?;
    let is_instant = matches!(evaluation.when, When::Instant(_));
    let expected = ExpectedSeries { line: line.number, labels, values };
    match &mut evaluation.result {
        ExpectedResult::Series(_) if is_instant && expected.values.len() > 1 => {
            return Err(ScriptProblem::ManyValues);
        }
        ExpectedResult::Series(series) | ExpectedResult::RangeVector(_, series) => series.push(expected),
        ExpectedResult::Scalar(_) | ExpectedResult::String(_) => {
            return Err(ScriptProblem::Expect(text.to_owned()));
        }
    }
    Ok(())
}
