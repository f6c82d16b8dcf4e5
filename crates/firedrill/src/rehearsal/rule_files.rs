//! The rule files that a scenario names.

use std::path::Path;

use firedrill_rules::file::LoadOptions;
use firedrill_sim::{RuleFile, RulePack, SimulationOptions};

use crate::commands::check::is_rule_file;
use crate::diagnosis::rule_file_errors;
use crate::report::Problem;
use crate::suite::{Content, RuleSource, glob};

/// Why rule files cannot be used.
pub(super) enum RuleFilesError {
    /// No file is there, or the pattern is malformed.
    Pattern(String),
    /// Files are malformed.
    Files(Vec<Problem>),
}

/// Reads files, folders and globs, each relative to the working directory. Of a folder, the files directly
/// in it that hold rules.
pub(super) fn read<'p>(
    patterns: impl IntoIterator<Item = &'p str>,
    options: &SimulationOptions,
) -> Result<RulePack, RuleFilesError> {
    let load_options =
        LoadOptions { dialect: options.dialect, features: options.features, ignore_unknown_fields: false };
    let mut files: Vec<RuleFile> = Vec::new();
    let mut problems = Vec::new();
    for pattern in patterns {
        let sources = sources(pattern).map_err(RuleFilesError::Pattern)?;
        for source in sources {
            if files.iter().any(|known| known.path == source.path) {
                continue;
            }
            let loaded = source.content.load_any(&load_options);
            problems.extend(rule_file_errors(&loaded, &source.content, &source.path));
            if let Content::Text(text) = source.content {
                files.push(RuleFile { path: source.path, text, loaded });
            }
        }
    }
    if problems.is_empty() { Ok(RulePack::new(files, options)) } else { Err(RuleFilesError::Files(problems)) }
}

fn sources(pattern: &str) -> Result<Vec<RuleSource>, String> {
    if Path::new(pattern).is_dir() {
        let found: Vec<_> = of_folder(pattern)?.into_iter().filter(holds_rules).collect();
        return if found.is_empty() { Err(format!("no file in {pattern} holds rules")) } else { Ok(found) };
    }
    let paths = glob(pattern).map_err(|error| format!("{pattern}: {error}"))?;
    if paths.is_empty() {
        return Err(format!("no file matches {pattern}"));
    }
    Ok(paths.into_iter().map(RuleSource::read).collect())
}

fn of_folder(folder: &str) -> Result<Vec<RuleSource>, String> {
    let mut found = Vec::new();
    for extension in ["yml", "yaml"] {
        let pattern = format!("{folder}/*.{extension}");
        found.extend(glob(&pattern).map_err(|error| format!("{pattern}: {error}"))?);
    }
    found.sort();
    Ok(found.into_iter().map(RuleSource::read).collect())
}

fn holds_rules(source: &RuleSource) -> bool {
    matches!(&source.content, Content::Text(text) if is_rule_file(text))
}
