//! `promtool check rules`.

use std::io::{self, Read as _};

use firedrill_model::quote::quote;
use firedrill_promql::Dialect;
use firedrill_rules::file::{LoadOptions, duplicates, duplicates_text};

use super::arguments::{Context, Streams};
use super::log::log_multiple_documents;
use crate::suite::{Content, RuleSource};

/// Exit codes.
const SUCCESS: u8 = 0;
const FAILURE: u8 = 1;
const LINT_FAILURE: u8 = 3;

/// What was wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Success,
    Lint,
    Failed,
}

/// Checks the files, or standard input where there is none.
pub(super) fn run(context: &Context<'_>, streams: &mut Streams<'_>) -> io::Result<u8> {
    let is_3 = context.dialect == Dialect::V3;
    let lints_duplicates = lint_option(context.line.values("lint"), is_3, streams)?;
    let options = LoadOptions {
        dialect: context.dialect,
        features: context.features.of_parser(&context.dialect),
        ignore_unknown_fields: context.line.is_on("ignore-unknown-fields"),
    };
    let mut worst = Outcome::Success;
    if context.line.files.is_empty() {
        writeln!(streams.out, "Checking standard input")?;
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        worst = check(&Content::of(&bytes), "", &options, lints_duplicates, streams)?;
    }
    for path in &context.line.files {
        writeln!(streams.out, "Checking {path}")?;
        let source = RuleSource::read(path.clone());
        let outcome = check(&source.content, &format!("{path}: "), &options, lints_duplicates, streams)?;
        worst = worst.max(outcome);
    }
    Ok(match worst {
        Outcome::Failed => FAILURE,
        Outcome::Lint if context.line.is_on("lint-fatal") => LINT_FAILURE,
        Outcome::Lint | Outcome::Success => SUCCESS,
    })
}

/// Whether `--lint` asks for the one lint there is.
fn lint_option(values: &[String], is_3: bool, streams: &mut Streams<'_>) -> io::Result<bool> {
    let Some(value) = values.last() else { return Ok(true) };
    if value.is_empty() && is_3 {
        return Ok(false);
    }
    let mut lints_duplicates = false;
    for option in value.split(',') {
        match option {
            "all" | "duplicate-rules" => lints_duplicates = true,
            "none" => {}
            _ if is_3 => writeln!(streams.out, "WARNING: unknown lint option: {}", quote(option))?,
            _ => writeln!(streams.out, "WARNING: unknown lint option {option}")?,
        }
    }
    Ok(lints_duplicates)
}

fn check(
    content: &Content,
    prefix: &str,
    options: &LoadOptions,
    lints_duplicates: bool,
    streams: &mut Streams<'_>,
) -> io::Result<Outcome> {
    let is_3 = options.dialect == Dialect::V3;
    let loaded = content.load(options);
    let errors = loaded.promtool_errors();
    if is_3 && loaded.multiple_documents {
        log_multiple_documents(streams.err)?;
    }
    if !errors.is_empty() {
        writeln!(streams.err, "  FAILED:")?;
        for error in errors {
            writeln!(streams.err, "{prefix}{error}")?;
        }
        if !is_3 {
            writeln!(streams.out)?;
        }
        return Ok(Outcome::Failed);
    }
    let duplicates = if lints_duplicates { duplicates(&loaded.file) } else { Vec::new() };
    if !duplicates.is_empty() {
        writeln!(streams.err, "  FAILED:\n{}", duplicates_text(&duplicates))?;
        writeln!(streams.out)?;
        return Ok(Outcome::Lint);
    }
    let count: usize = loaded.file.groups.iter().map(|group| group.rules.len()).sum();
    writeln!(streams.out, "  SUCCESS: {count} rules found\n")?;
    Ok(Outcome::Success)
}
