//! The lines below an `eval`: what is expected of it.

use firedrill_model::goregexp::{Options, compile};
use firedrill_model::number::{parse_float, parse_int};

use super::command::{AnnotationExpectation, Grid, TextPattern};
use super::error::ScriptProblem;
use super::parse::grid;
use crate::dialect::{Dialect, Features};
use crate::syntax::{ExprKind, parse};

/// An `expect` line.
#[derive(Debug, Clone)]
pub(super) enum Expectation {
    Ordered,
    Fail(Option<TextPattern>),
    Warn(Option<TextPattern>),
    NoWarn,
    Info(Option<TextPattern>),
    NoInfo,
    String(String),
    RangeVector(Grid),
}

/// Reads an `expect …` line.
pub(super) fn expectation(line: &str) -> Result<Expectation, ScriptProblem> {
    let invalid = || ScriptProblem::Expect(line.to_owned());
    let rest = line.strip_prefix("expect").ok_or_else(invalid)?.trim_start();
    let (kind, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let rest = rest.trim();
    match kind {
        "ordered" if rest.is_empty() => Ok(Expectation::Ordered),
        "no_warn" if rest.is_empty() => Ok(Expectation::NoWarn),
        "no_info" if rest.is_empty() => Ok(Expectation::NoInfo),
        "fail" => Ok(Expectation::Fail(pattern(rest)?)),
        "warn" => Ok(Expectation::Warn(pattern(rest)?)),
        "info" => Ok(Expectation::Info(pattern(rest)?)),
        "string" => string(rest).map(Expectation::String).ok_or_else(invalid),
        "range" => {
            let words: Vec<&str> = rest.split_whitespace().collect();
            let ["vector", "from", start, "to", end, "step", step] = words[..] else {
                return Err(invalid());
            };
            Ok(Expectation::RangeVector(grid(start, end, step)?))
        }
        _ => Err(invalid()),
    }
}

/// The text of a string literal.
fn string(literal: &str) -> Option<String> {
    match parse(literal, &Dialect::V3, &Features::ALL).ok()?.kind {
        ExprKind::String(text) => Some(text.to_text().into_owned()),
        _ => None,
    }
}

/// Reads `msg: …` or `regex: …`; nothing where there is nothing.
fn pattern(text: &str) -> Result<Option<TextPattern>, ScriptProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    let (kind, rest) = text.split_once(':').ok_or_else(|| ScriptProblem::Expect(text.to_owned()))?;
    match kind {
        "msg" => Ok(Some(TextPattern::Exact(rest.trim().to_owned()))),
        "regex" => regexp(rest.trim()).map(Some),
        _ => Err(ScriptProblem::Expect(text.to_owned())),
    }
}

/// A pattern that matches anywhere in a text.
pub(super) fn regexp(pattern: &str) -> Result<TextPattern, ScriptProblem> {
    compile(pattern, Options::SEARCH)
        .map(|regexp| TextPattern::Regexp(Box::new(regexp)))
        .map_err(|error| ScriptProblem::Pattern(error.to_string()))
}

/// A line that is only a number: the expected scalar.
pub(super) fn scalar(line: &str) -> Option<f64> {
    parse_int(line, 0).map(|number| number as f64).or_else(|_| parse_float(line)).ok()
}

impl AnnotationExpectation {
    /// One more line of the script that wants annotations.
    pub(super) fn require(&mut self, pattern: Option<TextPattern>) {
        match self {
            Self::Present(patterns) => patterns.extend(pattern),
            _ => *self = Self::Present(pattern.into_iter().collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_all_forms() {
        for (line, want) in [
            ("expect ordered", Some("Ordered")),
            ("expect fail", Some("Fail(None)")),
            ("expect fail msg: a: b", Some("Fail(Some(Exact(\"a: b\")))")),
            ("expect\twarn  msg:a", Some("Warn(Some(Exact(\"a\")))")),
            ("expect no_info", Some("NoInfo")),
            ("expect string `a b`", Some("String(\"a b\")")),
            ("expect ordered now", None),
            ("expect info text", None),
            ("expect warn regex: (", None),
            ("expect range vector from 1m to 2m", None),
        ] {
            let found = expectation(line).ok().map(|expectation| format!("{expectation:?}"));
            assert_eq!(found.as_deref(), want, "{line}");
        }
    }

    #[test]
    fn scalars() {
        for (line, want) in
            [("0x10", Some(16.0)), ("-1.5", Some(-1.5)), ("+Inf", Some(f64::INFINITY)), ("{} 1", None)]
        {
            assert_eq!(scalar(line), want, "{line}");
        }
    }
}
