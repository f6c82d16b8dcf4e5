//! JUnit XML, with times, class names and one failure element per group.

use std::io;

use super::record::{FileRecord, GroupRecord, Problem, RunRecord};
use super::reporter::Reporter;
use super::xml::escape_xml;

/// One `testsuite` per file, one `testcase` per group.
#[derive(Debug, Clone, Copy)]
pub struct JUnit;

impl Reporter for JUnit {
    fn write(&self, record: &RunRecord, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(
            out,
            r#"<testsuites name="firedrill" tests="{}" failures="{}" errors="{}" time="{:.6}">"#,
            record.passed() + record.failed(),
            record.failed() - errors(&record.files),
            errors(&record.files),
            record.elapsed_seconds
        )?;
        for file in &record.files {
            write_suite(out, file, record.strict)?;
        }
        writeln!(out, "</testsuites>")
    }
}

fn errors(files: &[FileRecord]) -> usize {
    files.iter().filter(|file| !file.errors.is_empty()).count()
}

fn write_suite(out: &mut dyn io::Write, file: &FileRecord, strict: bool) -> io::Result<()> {
    let broken = usize::from(!file.errors.is_empty());
    writeln!(
        out,
        r#"  <testsuite name="{}" tests="{}" failures="{}" errors="{broken}" skipped="0" time="{:.6}">"#,
        escape_xml(&file.path),
        file.groups.len() + broken,
        file.groups.iter().filter(|group| !group.held(strict)).count(),
        file.groups.iter().fold(0.0, |sum, group| sum + group.elapsed_seconds),
    )?;
    if broken == 1 {
        writeln!(out, r#"    <testcase name="file" classname="{}" time="0">"#, class_name(&file.path))?;
        let text: Vec<_> = file.errors.iter().map(problem_text).collect();
        write_element(out, "error", &file.errors[0].message, &text.join("\n"))?;
        writeln!(out, "    </testcase>")?;
    }
    for group in &file.groups {
        write_case(out, file, group, strict)?;
    }
    writeln!(out, "  </testsuite>")
}

fn write_case(
    out: &mut dyn io::Write,
    file: &FileRecord,
    group: &GroupRecord,
    strict: bool,
) -> io::Result<()> {
    writeln!(
        out,
        r#"    <testcase name="{}" classname="{}" file="{}" line="{}" time="{:.6}">"#,
        escape_xml(&group.name),
        class_name(&file.path),
        escape_xml(&file.path),
        group.position.line,
        group.elapsed_seconds
    )?;
    let warnings: Vec<_> = group.warnings.iter().map(problem_text).collect();
    let mut failures: Vec<_> =
        group.failures.iter().map(|failure| format!("{}\n{}", failure.position, failure.promtool)).collect();
    if strict {
        failures.extend(warnings.iter().cloned());
    }
    if let Some(first) = failures.first() {
        let summary = format!("{} failed, first at {}", failures.len(), first.lines().next().unwrap_or(""));
        write_element(out, "failure", &summary, &failures.join("\n\n"))?;
    }
    if !warnings.is_empty() && !strict {
        writeln!(out, "      <system-err>{}</system-err>", escape_xml(&warnings.join("\n")))?;
    }
    writeln!(out, "    </testcase>")
}

fn write_element(out: &mut dyn io::Write, element: &str, message: &str, text: &str) -> io::Result<()> {
    writeln!(out, r#"      <{element} message="{}">{}</{element}>"#, escape_xml(message), escape_xml(text))
}

fn problem_text(problem: &Problem) -> String {
    match &problem.position {
        Some(position) => format!("{position}: {}", problem.message),
        None => problem.message.clone(),
    }
}

/// The path without extension, with dots: what CI servers group by.
fn class_name(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    escape_xml(stem.trim_start_matches("./").replace('/', ".").as_str())
}

#[cfg(test)]
mod tests {
    use crate::report::golden;

    #[test]
    fn golden_record() {
        insta::assert_snapshot!(golden::rendered(&super::JUnit));
    }
}
