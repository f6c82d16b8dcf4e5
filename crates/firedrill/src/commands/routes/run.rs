//! Reads the configuration, asks, prints.

use firedrill_alertmanager::config::{Config, Loaded, load};
use firedrill_alertmanager::matcher::Dialect;
use firedrill_alertmanager::routing::parse_label_arguments;
use serde::Serialize;

use super::arguments::{Arguments, Format};
use super::batch::{self, Judged};
use super::decision::Router;
use super::json::{Document, RoutedAlert, Tree};
use super::{human, tree};
use crate::Exit;
use crate::commands::finish::print;
use crate::diagnosis::alertmanager_errors;
use crate::report::{Palette, Problem, Severity, write_problem};
use crate::suite::{Content, RuleSource};

/// Answers what `arguments` ask on standard output; errors go to standard error.
pub fn run(arguments: &Arguments) -> Exit {
    let palette = arguments.color.palette();
    let (text, exit) = match answer(arguments, &palette) {
        Ok(answered) => answered,
        Err(Failed::Problems(problems)) => {
            eprint!("{}", rendered(Severity::Error, &problems, &palette));
            return Exit::BadInput;
        }
        Err(Failed::Usage(text)) => {
            eprintln!("{text}");
            return Exit::BadInput;
        }
    };
    print(&text, exit)
}

/// Why there is no answer.
enum Failed {
    /// A file is malformed.
    Problems(Vec<Problem>),
    /// An argument is.
    Usage(String),
}

fn answer(arguments: &Arguments, palette: &Palette) -> Result<(String, Exit), Failed> {
    let config = configuration(arguments)?;
    let switches = arguments.alertmanager.switches();
    let router = Router::new(&config, switches);
    if let Some(path) = &arguments.batch {
        let (source, path) = text_of(&path.display().to_string())?;
        let cases = batch::read(&source, &path).map_err(Failed::Problems)?;
        let judged: Vec<_> =
            cases.iter().map(|case| batch::judge(case, &router, arguments.at, &path, &source)).collect();
        return Ok(report(&judged, &router, arguments.format, palette));
    }
    if arguments.labels.is_empty() {
        let text = match arguments.format {
            Format::Human => tree::drawn(&router, palette),
            Format::Json => document(Tree::of(&router)),
        };
        return Ok((text, Exit::Held));
    }
    let dialect = Dialect::of(arguments.alertmanager);
    let (labels, _) = parse_label_arguments(arguments.labels.iter().map(String::as_str), dialect, switches)
        .map_err(|error| Failed::Usage(format!("error: {error}")))?;
    let decision = router.decide(&labels, arguments.at);
    let text = match arguments.format {
        Format::Json => document(RoutedAlert::of(&decision, &router)),
        Format::Human => {
            let tree = if arguments.tree {
                router.tree.draw_matching(&labels, switches) + "\n\n"
            } else {
                String::new()
            };
            tree + &human::written(&decision, &router, palette)
        }
    };
    Ok((text, Exit::Held))
}

fn configuration(arguments: &Arguments) -> Result<Config, Failed> {
    let (source, path) = text_of(&arguments.file.display().to_string())?;
    let Loaded { config, errors, .. } = load(&source, arguments.alertmanager);
    config.ok_or_else(|| Failed::Problems(alertmanager_errors(&errors, &path, &source)))
}

/// The text of a file, with its path.
fn text_of(path: &str) -> Result<(String, String), Failed> {
    let problem = match RuleSource::read(path.to_owned()).content {
        Content::Text(text) => return Ok((text, path.to_owned())),
        Content::NotUtf8(error) => Problem::at_line_column("not-utf-8", error.to_string(), path, error.at),
        Content::Unreadable(message) => Problem::of_file("unreadable", message, path),
    };
    Err(Failed::Problems(vec![problem]))
}

/// The answers of a batch.
#[derive(Serialize)]
struct BatchAnswer {
    passed: usize,
    failed: usize,
    alerts: Vec<JudgedAlert>,
}

#[derive(Serialize)]
struct JudgedAlert {
    name: String,
    held: bool,
    failures: Vec<Problem>,
    #[serde(flatten)]
    alert: RoutedAlert,
}

fn report(judged: &[Judged], router: &Router<'_>, format: Format, palette: &Palette) -> (String, Exit) {
    let failed = judged.iter().filter(|it| !it.failures.is_empty()).count();
    let passed = judged.len() - failed;
    let exit = if failed == 0 { Exit::Held } else { Exit::ExpectationFailed };
    if format == Format::Json {
        let alerts = judged.iter().map(|it| JudgedAlert {
            name: it.name.clone(),
            held: it.failures.is_empty(),
            failures: it.failures.clone(),
            alert: RoutedAlert::of(&it.decision, router),
        });
        return (document(BatchAnswer { passed, failed, alerts: alerts.collect() }), exit);
    }
    let mut text = String::new();
    for it in judged {
        let word =
            if it.failures.is_empty() { palette.good.style("pass") } else { palette.bad.style("FAIL") };
        text += &format!("{word}  {}\n", it.name);
    }
    for it in judged.iter().filter(|it| !it.failures.is_empty()) {
        text += &format!("\n{}", rendered(Severity::Error, &it.failures, palette));
    }
    text += &format!("\n{passed} passed, {failed} failed\n");
    (text, exit)
}

fn rendered(severity: Severity, problems: &[Problem], palette: &Palette) -> String {
    let mut text = Vec::new();
    for problem in problems {
        // Writing to memory cannot fail.
        let _ = write_problem(&mut text, severity, problem, palette);
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn document<T: Serialize>(content: T) -> String {
    // Maps with text keys and plain values always have a JSON form.
    let json = serde_json::to_string_pretty(&Document::new(content)).unwrap_or_default();
    json + "\n"
}
