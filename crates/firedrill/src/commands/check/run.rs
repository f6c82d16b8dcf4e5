//! Checks files and prints what is wrong with them.

use std::io::{self, Write};
use std::time::Instant;

use firedrill_rules::file::LoadOptions;

use super::Arguments;
use super::recognition::is_rule_file;
use crate::Exit;
use crate::commands::discovery::{Found, discover};
use crate::commands::features::features;
use crate::commands::workers::Workers;
use crate::diagnosis::{RuleFileProblems, rule_file_problems};
use crate::report::{Palette, Problem, Severity, elapsed, write_problem};
use crate::suite::{Content, RuleSource, read_error};

/// Checks the rule files that `arguments` name and prints every problem on standard output.
pub fn run(arguments: &Arguments) -> Exit {
    let started = Instant::now();
    let (found, unreadable) = discover(&arguments.paths, &["yml", "yaml"]);
    let options = LoadOptions {
        dialect: arguments.prometheus.dialect(),
        features: features(&arguments.enable_feature),
        ignore_unknown_fields: false,
    };
    let mut files: Vec<_> = unreadable
        .iter()
        .map(|error| {
            let path = error.path.display().to_string();
            let message = read_error(&path, &error.source);
            let errors = vec![Problem::of_file("unreadable", message, &path)];
            (path, RuleFileProblems { errors, ..RuleFileProblems::default() })
        })
        .collect();
    let checked = Workers::new(None).map(&found, |found| check(found, &options));
    files.extend(checked.into_iter().flatten());

    let mut text = Vec::new();
    let palette = arguments.color.palette();
    // Nothing can fail in memory; a closed standard output has nobody to be told.
    let written = write_report(&mut text, &files, arguments, &palette, started)
        .and_then(|()| io::stdout().lock().write_all(&text));
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::EnvironmentFailed,
        _ => exit(&files, arguments),
    }
}

/// `None` for a file of a directory that holds no rules.
fn check(found: &Found, options: &LoadOptions) -> Option<(String, RuleFileProblems)> {
    let source = RuleSource::read(found.path.display().to_string());
    let is_other = matches!(&source.content, Content::Text(text) if !is_rule_file(text));
    if is_other && !found.is_named {
        return None;
    }
    let problems = rule_file_problems(&source.content, &source.path, options);
    Some((source.path, problems))
}

fn exit(files: &[(String, RuleFileProblems)], arguments: &Arguments) -> Exit {
    if files.is_empty() || files.iter().any(|(_, problems)| !problems.errors.is_empty()) {
        Exit::BadInput
    } else if arguments.strict && files.iter().any(|(_, problems)| !problems.warnings.is_empty()) {
        Exit::ExpectationFailed
    } else {
        Exit::Held
    }
}

fn write_report(
    out: &mut dyn Write,
    files: &[(String, RuleFileProblems)],
    arguments: &Arguments,
    palette: &Palette,
    started: Instant,
) -> io::Result<()> {
    for (path, problems) in files {
        for problem in &problems.errors {
            write_problem(out, Severity::Error, problem, palette)?;
            writeln!(out)?;
        }
        for problem in &problems.warnings {
            write_problem(out, Severity::Warning, problem, palette)?;
            writeln!(out)?;
        }
        if !arguments.quiet && problems.errors.is_empty() && problems.warnings.is_empty() {
            writeln!(out, "{}  {path}  {}", palette.good.style("good"), count(problems.rules, "rule"))?;
        }
    }
    let total =
        |number: fn(&RuleFileProblems) -> usize| files.iter().map(|(_, problems)| number(problems)).sum();
    let errors: usize = total(|problems| problems.errors.len());
    let warnings: usize = total(|problems| problems.warnings.len());
    let (of_errors, of_warnings) = (
        if errors > 0 { palette.bad } else { owo_colors::Style::new() },
        if warnings > 0 { palette.warning } else { owo_colors::Style::new() },
    );
    writeln!(
        out,
        "{} in {}: {}, {} in {}",
        count(total(|problems| problems.rules), "rule"),
        count(files.len(), "file"),
        of_errors.style(count(errors, "error")),
        of_warnings.style(count(warnings, "warning")),
        elapsed(started.elapsed().as_secs_f64())
    )
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
