//! Test Anything Protocol, version 14.

use std::io;

use super::record::{FileRecord, GroupRecord, Problem, RunRecord};
use super::reporter::Reporter;

/// One test point per group, and one per file that could not be run.
#[derive(Debug, Clone, Copy)]
pub struct Tap;

impl Reporter for Tap {
    fn write(&self, record: &RunRecord, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "TAP version 14\n1..{}", record.passed() + record.failed())?;
        let mut number = 0;
        for file in &record.files {
            for problem in &file.warnings {
                writeln!(out, "# warning: {}", one_line(problem))?;
            }
            if !file.errors.is_empty() {
                number += 1;
                writeln!(out, "not ok {number} - {}", escape(&file.path))?;
                write_diagnostics(out, file.errors.iter().map(one_line))?;
            }
            for group in &file.groups {
                number += 1;
                write_group(out, number, file, group, record.strict)?;
            }
        }
        Ok(())
    }
}

fn write_group(
    out: &mut dyn io::Write,
    number: usize,
    file: &FileRecord,
    group: &GroupRecord,
    strict: bool,
) -> io::Result<()> {
    let verdict = if group.held(strict) { "ok" } else { "not ok" };
    writeln!(out, "{verdict} {number} - {}: {}", escape(&file.path), escape(&group.name))?;
    for problem in &group.warnings {
        writeln!(out, "# warning: {}", one_line(problem))?;
    }
    if group.failures.is_empty() {
        return Ok(());
    }
    write_diagnostics(
        out,
        group.failures.iter().map(|failure| format!("{}\n{}", failure.position, failure.promtool)),
    )
}

/// A YAML block with one literal text per message.
fn write_diagnostics(out: &mut dyn io::Write, messages: impl Iterator<Item = String>) -> io::Result<()> {
    writeln!(out, "  ---\n  failures:")?;
    for message in messages {
        // The indicator keeps leading blanks of promtool's text.
        writeln!(out, "    - |2-")?;
        for line in message.lines() {
            writeln!(out, "        {line}")?;
        }
    }
    writeln!(out, "  ...")
}

fn one_line(problem: &Problem) -> String {
    let message = problem.message.replace('\n', " ");
    match &problem.position {
        Some(position) => format!("{position}: {message}"),
        None => message,
    }
}

/// `#` begins a directive in a description.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('#', "\\#").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use crate::report::golden;

    #[test]
    fn golden_record() {
        insta::assert_snapshot!(golden::rendered(&super::Tap));
    }
}
