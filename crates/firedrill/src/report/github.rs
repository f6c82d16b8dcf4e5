//! GitHub workflow commands, which become annotations on the lines of a pull request.

use std::io;

use super::record::{Cause, Check, Failure, Position, Problem, RunRecord};
use super::reporter::Reporter;

/// One command per failure, error and warning; a closing line with the totals.
#[derive(Debug, Clone, Copy)]
pub struct GitHub;

impl Reporter for GitHub {
    fn write(&self, record: &RunRecord, out: &mut dyn io::Write) -> io::Result<()> {
        let level = if record.strict { "error" } else { "warning" };
        for file in &record.files {
            for problem in &file.errors {
                write_problem(out, "error", &file.path, problem)?;
            }
            for problem in &file.warnings {
                write_problem(out, level, &file.path, problem)?;
            }
            for group in &file.groups {
                for problem in &group.warnings {
                    write_problem(out, level, &file.path, problem)?;
                }
                for failure in &group.failures {
                    write_command(out, "error", &failure.position, &title(failure), &failure.promtool)?;
                }
            }
        }
        writeln!(out, "{}", record.totals())
    }
}

fn title(failure: &Failure) -> String {
    let what = match &failure.check {
        Check::Alert(name) => format!("alert {name}"),
        Check::Expression(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Check::Rule(name) => format!("rule {name}"),
        Check::RuleFile(path) => path.clone(),
        Check::Input => "input series".to_owned(),
        Check::Expectation(about) => about.clone(),
    };
    let time = failure.time.as_ref().map(|time| format!(" at {time}")).unwrap_or_default();
    match &failure.cause {
        Cause::Mismatch { .. } | Cause::Error(_) | Cause::Unmet(_) => format!("{what}{time}"),
        Cause::Invalid(problem) => format!("{what}: {}", problem.message),
    }
}

fn write_problem(out: &mut dyn io::Write, level: &str, path: &str, problem: &Problem) -> io::Result<()> {
    let whole_file = Position { file: path.to_owned(), line: 1, column: 1 };
    let position = problem.position.as_ref().unwrap_or(&whole_file);
    write_command(out, level, position, problem.code, &problem.message)
}

fn write_command(
    out: &mut dyn io::Write,
    level: &str,
    position: &Position,
    title: &str,
    message: &str,
) -> io::Result<()> {
    writeln!(
        out,
        "::{level} file={},line={},col={},title={}::{}",
        escape_property(&position.file),
        position.line,
        position.column,
        escape_property(title),
        escape_data(message)
    )
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::report::golden;

    #[test]
    fn golden_record() {
        insta::assert_snapshot!(golden::rendered(&super::GitHub));
    }
}
