//! One line per test group, what failed in full, and the totals.

use std::io;

use super::failure::write_failure;
use crate::report::elapsed::elapsed;
use crate::report::record::{FileRecord, GroupRecord, RunRecord, count_warnings};
use crate::report::{Palette, Reporter, Severity, write_problem};

/// What people read.
#[derive(Debug, Clone, Copy)]
pub struct Human {
    /// Colours.
    pub palette: Palette,
    /// Leaves out the lines of groups that passed.
    pub quiet: bool,
}

impl Reporter for Human {
    fn write(&self, record: &RunRecord, out: &mut dyn io::Write) -> io::Result<()> {
        let columns = Columns::of(record);
        for (_, group) in record.groups() {
            if !(self.quiet && group.held(record.strict) && group.warnings.is_empty()) {
                self.write_group_line(out, group, record.strict, columns)?;
            }
        }
        for file in &record.files {
            self.write_details(out, file, record.strict)?;
        }
        self.write_summary(out, record)
    }
}

/// Widths that line up paths and times.
#[derive(Clone, Copy)]
struct Columns {
    place: usize,
    name: usize,
}

impl Columns {
    /// A few long names shall not push the times of all others out of the window.
    const MAX: usize = 72;

    fn of(record: &RunRecord) -> Self {
        let widest = |width: fn(&GroupRecord) -> usize| {
            record.groups().map(|(_, group)| width(group)).max().unwrap_or(0).min(Self::MAX)
        };
        Self {
            place: widest(|group| place(group).chars().count()),
            name: widest(|group| group.name.chars().count()),
        }
    }
}

/// What an editor opens: the path as found, and the line.
fn place(group: &GroupRecord) -> String {
    format!("{}:{}", group.position.file, group.position.line)
}

impl Human {
    fn write_group_line(
        &self,
        out: &mut dyn io::Write,
        group: &GroupRecord,
        strict: bool,
        columns: Columns,
    ) -> io::Result<()> {
        let Columns { place: place_width, name: name_width } = columns;
        let verdict = match (group.held(strict), group.warnings.is_empty()) {
            (false, _) => self.palette.bad.style("FAIL"),
            (true, true) => self.palette.good.style("pass"),
            (true, false) => self.palette.warning.style("warn"),
        };
        writeln!(
            out,
            "{verdict}  {:<place_width$}  {:<name_width$}  {}",
            place(group),
            group.name.replace('\n', " "),
            self.palette.faint.style(format!("{:>8}", elapsed(group.elapsed_seconds))),
        )
    }

    fn write_details(&self, out: &mut dyn io::Write, file: &FileRecord, strict: bool) -> io::Result<()> {
        let warned = if strict { Severity::Error } else { Severity::Warning };
        let problems = (file.errors.iter().map(|problem| (Severity::Error, problem)))
            .chain(file.warnings.iter().map(|problem| (warned, problem)));
        for (severity, problem) in problems {
            writeln!(out)?;
            write_problem(out, severity, problem, &self.palette)?;
        }
        file.groups.iter().try_for_each(|group| write_group_details(out, group, warned, &self.palette))
    }

    fn write_summary(&self, out: &mut dyn io::Write, record: &RunRecord) -> io::Result<()> {
        let (failed, warnings) = (record.failed(), record.warnings());
        let highlight = |count: usize, style| if count > 0 { style } else { owo_colors::Style::new() };
        let passed = format!("{} passed", record.passed());
        let failed_text = format!("{failed} failed");
        writeln!(
            out,
            "\n{}, {}, {} in {}",
            highlight(record.passed(), self.palette.good).style(passed),
            highlight(failed, self.palette.bad).style(failed_text),
            highlight(warnings, self.palette.warning).style(count_warnings(warnings)),
            elapsed(record.elapsed_seconds)
        )
    }
}

/// What is wrong with a group, in full.
pub(crate) fn write_group_details(
    out: &mut dyn io::Write,
    group: &GroupRecord,
    warned: Severity,
    palette: &Palette,
) -> io::Result<()> {
    for problem in &group.warnings {
        writeln!(out)?;
        write_problem(out, warned, problem, palette)?;
    }
    for failure in &group.failures {
        writeln!(out)?;
        write_failure(out, group, failure, palette)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::golden;

    #[test]
    fn golden_record() {
        insta::assert_snapshot!(golden::rendered(&Human { palette: Palette::plain(), quiet: false }));
    }

    #[test]
    fn quiet_keeps_what_needs_attention() {
        let text = golden::rendered(&Human { palette: Palette::plain(), quiet: true });
        assert!(!text.contains("pass  ") && text.contains("FAIL  ") && text.contains("warn  "), "{text}");
    }
}
