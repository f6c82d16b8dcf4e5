//! From the command line to a command.

use std::ffi::OsString;
use std::process::ExitCode;

use firedrill_promql::Dialect;

use super::features::Features;
use super::grammar::{BRANCHES, Leaf};
use super::parse::{Parsed, parse};
use super::usage::usage;
use super::{check_rules, test_rules};
use crate::command_line::Prometheus;

/// Everything behind `firedrill promtool`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Which promtool to be: `--prometheus 2.42 | 3`, in front of promtool's own arguments.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "PROMTOOL ARGUMENT")]
    arguments: Vec<OsString>,
}

/// Where a command writes; standard output and error outside of tests.
pub(super) struct Streams<'a> {
    pub(super) out: &'a mut dyn std::io::Write,
    pub(super) err: &'a mut dyn std::io::Write,
}

/// What a command needs beside its own flags.
pub(super) struct Context<'a> {
    pub(super) dialect: Dialect,
    pub(super) features: Features,
    pub(super) line: &'a Parsed,
}

/// Runs promtool's command line. promtool's codes: 0 success, 1 anything else, 3 lint errors only with
/// `--lint-fatal`, 2 where promtool panics.
pub fn run(arguments: &Arguments) -> ExitCode {
    let mut words = arguments.arguments.iter().map(|word| word.to_string_lossy().into_owned()).peekable();
    let mut dialect = Dialect::V3;
    if let Some(version) = prometheus_option(&mut words) {
        let Ok(known) = <Prometheus as clap::ValueEnum>::from_str(&version, false) else {
            eprintln!("firedrill: error: --prometheus takes 2.42 or 3");
            return ExitCode::from(2);
        };
        dialect = known.dialect();
    }
    let line = parse(words, &dialect);
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    let streams = &mut Streams { out: &mut out, err: &mut err };
    // An unwritable stream has nobody left to tell.
    ExitCode::from(dispatch(&line, dialect, streams).unwrap_or(1))
}

/// The value of `--prometheus V` or `--prometheus=V` in front of everything else.
fn prometheus_option(words: &mut std::iter::Peekable<impl Iterator<Item = String>>) -> Option<String> {
    let first = words.next_if(|word| word == "--prometheus" || word.starts_with("--prometheus="))?;
    match first.split_once('=') {
        Some((_, version)) => Some(version.to_owned()),
        None => Some(words.next().unwrap_or_default()),
    }
}

/// In kingpin's order: version, malformed lines, help, files and features, commands.
fn dispatch(line: &Parsed, dialect: Dialect, streams: &mut Streams<'_>) -> std::io::Result<u8> {
    if line.is_on("version") {
        writeln!(streams.out, "{}", version(&dialect))?;
        return Ok(0);
    }
    let missing = line.files.iter().find_map(|path| existing_file(path).err());
    if let Some(message) = usage_error(line, &dialect, missing) {
        writeln!(streams.err, "promtool: error: {message}, try --help")?;
        return Ok(1);
    }
    let Some(leaf) = line.leaf.filter(|_| !line.is_on("help")) else {
        write!(streams.out, "{}", usage(line.leaf, &dialect))?;
        return Ok(0);
    };
    let context = Context { dialect, features: Features::new(line.values("enable-feature")), line };
    context.features.write_warnings(&dialect, streams)?;
    if is_leaf(leaf, "check") {
        check_rules::run(&context, streams)
    } else {
        test_rules::run(&context, streams)
    }
}

fn is_leaf(leaf: &Leaf, branch: &str) -> bool {
    BRANCHES
        .iter()
        .any(|it| it.name == branch && it.leaves.iter().any(|other| other.argument == leaf.argument))
}

/// The first complaint about the command line.
fn usage_error(line: &Parsed, dialect: &Dialect, missing: Option<String>) -> Option<String> {
    if let Some(error) = &line.error {
        return Some(error.to_string());
    }
    if line.is_on("help") {
        return None;
    }
    match (line.branch, line.leaf) {
        (Some(branch), None) => return Some(format!("must select a subcommand of '{}'", branch.name)),
        (None, _) => return None,
        (Some(_), Some(_)) => {}
    }
    if let Some(flag) = line.repeated() {
        return Some(format!("flag '{flag}' cannot be repeated"));
    }
    if missing.is_some() {
        return missing;
    }
    let leaf = line.leaf.filter(|leaf| line.files.is_empty() && !(leaf.is_optional)(dialect))?;
    Some(format!("required argument '{}' not provided", leaf.argument))
}

/// What kingpin requires of a file argument.
fn existing_file(path: &str) -> Result<(), String> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(format!("'{path}' is a directory")),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(format!("path '{path}' does not exist"))
        }
        Err(error) => Err(format!("stat {path}: {error}")),
    }
}

fn version(dialect: &Dialect) -> String {
    let like = if *dialect == Dialect::V3 { "3.14.0" } else { "2.42.0" };
    format!("promtool, version {like} (firedrill {})", env!("CARGO_PKG_VERSION"))
}
