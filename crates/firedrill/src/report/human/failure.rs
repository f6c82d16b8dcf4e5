//! One failed check: where, what was expected, what came, how near it was.

use std::io;

use super::comparison::write_pair;
use super::unmet::write_unmet;
use crate::report::pairing::{Pair, pair_up};
use crate::report::record::{Cause, Check, Failure, GroupRecord};
use crate::report::{Palette, Severity, write_problem};

/// More differences than this in one check are counted, not shown.
const MAX_PAIRS: usize = 20;

pub(super) fn write_failure(
    out: &mut dyn io::Write,
    group: &GroupRecord,
    failure: &Failure,
    palette: &Palette,
) -> io::Result<()> {
    let pairs = match &failure.cause {
        Cause::Mismatch { expected, got } => pair_up(expected, got),
        Cause::Error(_) => Vec::new(),
        Cause::Invalid(problem) => return write_problem(out, Severity::Error, problem, palette),
        Cause::Unmet(unmet) => return write_unmet(out, failure, unmet, palette),
    };
    writeln!(
        out,
        "{}  {} {}",
        palette.position.style(&failure.position),
        palette.bad.style(subject(&failure.check)),
        palette.strong.style(verdict(failure, &pairs)),
    )?;
    writeln!(out, "{}", palette.faint.style(format!("  in {}", group.name.replace('\n', " "))))?;
    if let Cause::Error(message) = &failure.cause {
        writeln!(out)?;
        for line in message.lines() {
            writeln!(out, "    {line}")?;
        }
    }
    for pair in pairs.iter().take(MAX_PAIRS) {
        writeln!(out)?;
        write_pair(out, pair, palette)?;
    }
    if pairs.len() > MAX_PAIRS {
        writeln!(out, "\n    and {} more", pairs.len() - MAX_PAIRS)?;
    }
    if !failure.nearest.is_empty() {
        writeln!(out)?;
        for state in &failure.nearest {
            writeln!(out, "    {} {state}", palette.warning.style("nearest"))?;
        }
    }
    Ok(())
}

fn subject(check: &Check) -> String {
    match check {
        Check::Alert(name) => name.clone(),
        Check::Expression(text) => format!("`{}`", text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Check::Rule(name) => format!("rule {name}"),
        Check::RuleFile(path) => path.clone(),
        Check::Input => "input series".to_owned(),
        Check::Expectation(about) => about.clone(),
    }
}

/// `at 10m: 1 differs, 2 missing`, or what a reader would say where that is shorter.
fn verdict(failure: &Failure, pairs: &[Pair<'_>]) -> String {
    let noun = if matches!(failure.check, Check::Alert(_)) { "alert" } else { "sample" };
    let time = failure.time.as_ref().map(|time| format!("at {time}: ")).unwrap_or_default();
    let Cause::Mismatch { expected, got } = &failure.cause else {
        return match (&failure.check, &failure.time) {
            (Check::RuleFile(_) | Check::Input, _) => format!("{time}cannot be loaded"),
            // An evaluation of a script, which says itself what is wrong.
            (Check::Expression(_), None) => "does not hold".to_owned(),
            _ => format!("{time}cannot be evaluated"),
        };
    };
    let text = match (noun, expected.len(), got.len()) {
        ("alert", 1.., 0) => "is not firing".to_owned(),
        ("alert", 0, 1..) => "is firing, and nothing was expected".to_owned(),
        (_, 1.., 0) => "has no result".to_owned(),
        (_, 0, 1..) => "has a result, and none was expected".to_owned(),
        _ => counts(noun, pairs),
    };
    format!("{time}{text}")
}

fn counts(noun: &str, pairs: &[Pair<'_>]) -> String {
    let count = |matches: fn(&Pair<'_>) -> bool| pairs.iter().filter(|pair| matches(pair)).count();
    let parts = [
        (count(|pair| matches!(pair, Pair::Differs { .. })), "differs", "differ"),
        (count(|pair| matches!(pair, Pair::Missing(_))), "is missing", "are missing"),
        (count(|pair| matches!(pair, Pair::Unexpected(_))), "is unexpected", "are unexpected"),
    ];
    let mut texts: Vec<String> = Vec::new();
    for (count, one, many) in parts.into_iter().filter(|(count, ..)| *count > 0) {
        let noun = if texts.is_empty() {
            format!(" {noun}{}", if count == 1 { "" } else { "s" })
        } else {
            String::new()
        };
        texts.push(format!("{count}{noun} {}", if count == 1 { one } else { many }));
    }
    texts.join(", ")
}
