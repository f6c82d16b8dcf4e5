//! The command line as a whole: which sub-command, and the options they share.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use firedrill_promql::Dialect;

use crate::commands::{check, explain, export, new, notifications, promtool, query, routes, run, test};
use crate::report::Palette;

/// Rehearses Prometheus alerting: runs rule unit tests in virtual time and says what fired, when, and why.
#[derive(Debug, Parser)]
#[command(name = "firedrill", version, max_term_width = 100, disable_help_subcommand = true, after_help = EXIT_CODES)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 everything held, 1 an expectation failed, 2 bad input or usage, \
                          3 the environment failed.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs unit tests with promtool's verdict, PromQL test scripts, and scenarios.
    Test(test::Arguments),
    /// Reports every error of rule files, Alertmanager configurations, scenarios and metric contracts.
    Check(check::Arguments),
    /// Plays a scenario and draws what happened.
    Run(run::Arguments),
    /// Writes a file to start from.
    New(new::Arguments),
    /// Says why an alert of a scenario stands where it does at an instant, and why nobody is notified.
    Explain(explain::Arguments),
    /// Lists what a scenario would send to whom, rendered.
    Notifications(notifications::Arguments),
    /// Writes a scenario as a test file of another tool.
    Export(export::Arguments),
    /// Evaluates an expression over series from files.
    Query(Box<query::Arguments>),
    /// Says where Alertmanager sends an alert, grouped how, and whether it is muted.
    Routes(routes::Arguments),
    /// Answers as promtool does: same flags, output and exit codes.
    #[command(disable_help_flag = true)]
    Promtool(promtool::Arguments),
}

/// Which Prometheus to behave like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Prometheus {
    /// 2.42: ranges include their left edge.
    #[value(name = "2.42", aliases = ["2", "v2.42"])]
    V2_42,
    /// 3.x, as of 3.14.
    #[default]
    #[value(name = "3", alias = "v3")]
    V3,
}

impl Prometheus {
    /// Its row of the table of differences.
    pub fn dialect(self) -> Dialect {
        match self {
            Self::V2_42 => Dialect::V2_42,
            Self::V3 => Dialect::V3,
        }
    }
}

/// Which Alertmanager to behave like: 0.25 to 0.34.
pub(crate) type Alertmanager = firedrill_alertmanager::Version;

/// When to write colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// The colours for standard output.
    pub fn palette(self) -> Palette {
        let is_colored = match self {
            Self::Always => true,
            Self::Never => false,
            // no-color.org: any value but the empty one.
            Self::Auto => {
                std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && std::io::stdout().is_terminal()
            }
        };
        if is_colored { Palette::colored() } else { Palette::plain() }
    }
}

/// Runs the command that `arguments` ask for, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // clap answers a malformed command line with 2, help and version with 0, as documented.
    match CommandLine::parse_from(arguments).command {
        Command::Test(arguments) => test::run(&arguments).into(),
        Command::Check(arguments) => check::run(&arguments).into(),
        Command::Run(arguments) => run::run(&arguments).into(),
        Command::New(arguments) => new::run(&arguments).into(),
        Command::Explain(arguments) => explain::run(&arguments).into(),
        Command::Notifications(arguments) => notifications::run(&arguments).into(),
        Command::Export(arguments) => export::run(&arguments).into(),
        Command::Query(arguments) => query::run(&arguments).into(),
        Command::Routes(arguments) => routes::run(&arguments).into(),
        Command::Promtool(arguments) => promtool::run(&arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        super::CommandLine::command().debug_assert();
    }
}
