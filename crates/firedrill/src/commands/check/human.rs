//! The report for people.

use std::io::{self, Write};

use super::file::{CheckedFile, count};
use crate::report::{Palette, Severity, write_problem};

/// Writes every problem, a line for each file without any unless `quiet`, and the totals.
pub(super) fn write_report(
    out: &mut dyn Write,
    files: &[CheckedFile],
    quiet: bool,
    elapsed: &str,
    palette: &Palette,
) -> io::Result<()> {
    for file in files {
        for problem in &file.errors {
            write_problem(out, Severity::Error, problem, palette)?;
            writeln!(out)?;
        }
        for problem in &file.warnings {
            write_problem(out, Severity::Warning, problem, palette)?;
            writeln!(out)?;
        }
        if !quiet && file.errors.is_empty() && file.warnings.is_empty() {
            writeln!(out, "{}  {}  {}", palette.good.style("good"), file.path, file.contents.summary())?;
        }
    }
    let total = |number: fn(&CheckedFile) -> usize| files.iter().map(number).sum::<usize>();
    let errors = total(|file| file.errors.len());
    let warnings = total(|file| file.warnings.len());
    let (of_errors, of_warnings) = (
        if errors > 0 { palette.bad } else { owo_colors::Style::new() },
        if warnings > 0 { palette.warning } else { owo_colors::Style::new() },
    );
    writeln!(
        out,
        "{} in {}: {}, {} in {elapsed}",
        count(total(|file| file.contents.rules()), "rule"),
        count(files.len(), "file"),
        of_errors.style(count(errors, "error")),
        of_warnings.style(count(warnings, "warning")),
    )
}
