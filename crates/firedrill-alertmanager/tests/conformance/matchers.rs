//! `amtool/matchers.jsonl` and `amtool/matchers-cli.jsonl`.

use firedrill_alertmanager::config::load;
use firedrill_alertmanager::matcher::{Dialect, MatcherWarning, Mode};
use firedrill_alertmanager::routing::{RoutingTree, parse_label_arguments};
use firedrill_alertmanager::{Matchers, Version};
use serde_json::Value;

use crate::differences::Differences;
use crate::shared::{folder, rows};

fn runs() -> [(&'static str, Dialect); 4] {
    let newest = |mode| Dialect::with_mode(Version::NEWEST, mode);
    [
        ("v034", newest(Mode::Fallback)),
        ("v034_classic", newest(Mode::Classic)),
        ("v034_utf8_strict", newest(Mode::Utf8Strict)),
        ("v025", Dialect::of(Version::OLDEST)),
    ]
}

#[test]
fn lists_of_matchers() {
    let Some(folder) = folder("amtool") else { return };
    let mut differences = Differences::default();
    for row in rows(&folder, "matchers.jsonl") {
        let texts: Vec<_> = match row["matchers"].as_array() {
            Some(list) => list.iter().filter_map(Value::as_str).collect(),
            None => row["matcher"].as_str().into_iter().collect(),
        };
        for (run, dialect) in runs() {
            let want = &row[run];
            if want.is_null() || is_refused_by_yaml(want) {
                continue;
            }
            let case = format!("{run} {texts:?}");
            let (got, warning) = shown(dialect, &texts);
            let wanted = match want["error"].as_str() {
                Some(error) => Err(error.to_owned()),
                None => Ok(want["show"].as_str().expect("a line").to_owned()),
            };
            differences.equal(&case, &got, &wanted);
            differences.equal(&format!("{case} warning"), &warning.map(logged), &warning_of(want));
        }
    }
    differences.finish("matchers");
}

/// How `amtool config routes show` prints a child route, with the first warning.
fn shown(dialect: Dialect, texts: &[&str]) -> (Result<String, String>, Option<MatcherWarning>) {
    let mut matchers = Vec::new();
    let mut warning = None;
    for text in texts {
        match dialect.matchers(text) {
            Ok(parsed) => {
                matchers.extend(parsed.value.into_vec());
                warning = warning.or(parsed.warning);
            }
            Err(error) => return (Err(error.to_string()), None),
        }
    }
    let matchers = Matchers::new(matchers).sorted();
    let name = if matchers.is_empty() { "default-route".to_owned() } else { matchers.to_string() };
    (Ok(format!("    \u{2514}\u{2500}\u{2500} {name}  receiver: r")), warning)
}

/// What stands after the input in the log line.
fn logged(warning: MatcherWarning) -> String {
    match warning {
        MatcherWarning::Fallback { error, suggestion } => format!("fallback {error} | {suggestion}"),
        MatcherWarning::Disagreement => "disagreement".to_owned(),
    }
}

fn warning_of(want: &Value) -> Option<String> {
    let line = want["warnings"].as_array()?.first()?.as_str()?;
    if line.starts_with("disagreement") {
        return Some("disagreement".to_owned());
    }
    let (_, rest) = line.split_once(" err=")?;
    let (error, suggestion) = rest.split_once(" suggestion=")?;
    Some(format!("fallback {} | {}", log_value(error), log_value(suggestion)))
}

/// A value of a log line, which is quoted as in Go if it needs to be.
fn log_value(text: &str) -> String {
    serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
}

fn is_refused_by_yaml(want: &Value) -> bool {
    want["error"].as_str().is_some_and(|error| error.starts_with("yaml: "))
}

#[test]
fn label_arguments() {
    let Some(folder) = folder("amtool") else { return };
    let source = std::fs::read_to_string(folder.join("matchers-cli.yml")).expect("the tree");
    let mut differences = Differences::default();
    for row in rows(&folder, "matchers-cli.jsonl") {
        let arguments: Vec<_> =
            row["labels"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        for (run, dialect) in runs() {
            let want = &row[run];
            if want.is_null() {
                continue;
            }
            let case = format!("{run} {arguments:?}");
            let version = if run == "v025" { Version::OLDEST } else { Version::NEWEST };
            let switches = version.switches();
            let config = load(&source, version).config.expect("a valid configuration");
            let tree = RoutingTree::new(&config.route, switches);
            let got =
                parse_label_arguments(arguments.iter().copied(), dialect, switches).map(|(labels, _)| {
                    let receivers = tree.matching(&labels).into_iter();
                    receivers.map(|it| tree.route(it).receiver.to_string()).collect::<Vec<_>>().join(",")
                });
            let error = want["stderr"].as_str().and_then(|text| text.split_once("amtool: error: "));
            let wanted = match error {
                Some((_, text)) => Err(text.trim_end_matches('\n').to_owned()),
                None => Ok(want["receivers"].as_str().unwrap_or("").to_owned()),
            };
            differences.equal(&case, &got.map_err(|error| error.to_string()), &wanted);
        }
    }
    differences.finish("label arguments");
}
