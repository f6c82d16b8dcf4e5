//! Command lines of promtool with exit code, streams and written files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use serde_json::Value;

use crate::run::{Answer, answer, in_parallel, promtool, text};
use crate::shared::{assert_agreement, corpus};

/// Sub-commands that `firedrill promtool` does not have.
const ABSENT: &[&str] = &["format", "label-matchers", "promql"];

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
}

/// The cases of `file` that concern commands that exist here.
fn cases(folder: &Path, file: &str) -> Vec<Value> {
    let cases: Vec<Value> = text(&folder.join(file))
        .lines()
        .map(|line| serde_json::from_str(line).expect("a case per line"))
        .collect();
    let total = cases.len();
    let present: Vec<_> = cases
        .into_iter()
        .filter(|case| !strings(&case["args"]).iter().any(|argument| ABSENT.contains(&argument.as_str())))
        .collect();
    println!("{file}: {} cases of absent sub-commands left out", total - present.len());
    present
}

/// Cases that docs/differences.md lists as left different on purpose.
fn deliberate(version: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/differences.md");
    text(&path)
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .filter(|(_, rest)| {
            rest.split(" | ").next().is_some_and(|versions| versions.split(", ").any(|it| it == version))
        })
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// What was recorded, with the times of day left out that differ from run to run.
struct Recorded {
    answer: Answer,
    files: BTreeMap<String, String>,
}

impl Recorded {
    fn of(value: &Value) -> Self {
        let string = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let files = value["files"].as_object().into_iter().flatten();
        Self {
            answer: Answer {
                code: i32::try_from(value["rc"].as_i64().unwrap_or(-1)).unwrap_or(-1),
                stdout: string("stdout"),
                stderr: string("stderr"),
            },
            files: files
                .map(|(name, text)| (name.clone(), text.as_str().unwrap_or_default().to_owned()))
                .collect(),
        }
    }

    /// Whether the text is that of Go's YAML library, of its flag parser's usage or of a panic, which
    /// nobody reproduces.
    fn is_foreign_text(&self) -> bool {
        if self.answer.stdout.starts_with("usage: ") || self.answer.stderr.starts_with("usage: ") {
            return true;
        }
        let mut lines = self.answer.stderr.lines();
        lines.any(|line| {
            line.contains("panic: ") || (line.contains("yaml: ") && !line.contains("yaml: unmarshal errors:"))
        })
    }
}

fn agrees(want: &Recorded, got: &Recorded) -> bool {
    if want.is_foreign_text() {
        let streams = |answer: &Answer| (answer.stdout.is_empty(), answer.stderr.is_empty());
        return want.answer.code == got.answer.code && streams(&want.answer) == streams(&got.answer);
    }
    want.answer == got.answer && want.files == got.files
}

/// Replaces what stands between `before` and `after` on a line by `placeholder`.
fn replace_between(text: &str, before: &str, after: &str, placeholder: &str) -> String {
    let mut parts = text.split(before);
    let mut replaced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(after).unwrap_or(0);
        replaced += before;
        replaced += if part[..end].is_empty() { "" } else { placeholder };
        replaced += &part[end..];
    }
    replaced
}

fn run(folder: &Path, case: &Value, version: &str) -> Recorded {
    let scratch = std::env::temp_dir().join(format!(
        "firedrill-cli-{}-{version}-{}",
        std::process::id(),
        case["id"].as_str().unwrap_or_default()
    ));
    drop(std::fs::remove_dir_all(&scratch));
    for name in strings(&case["cwd_files"]) {
        let target = scratch.join(&name);
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("a writable folder");
        std::fs::copy(folder.join(&name), &target).expect("a copy");
    }
    std::fs::create_dir_all(scratch.join("sub")).expect("a writable folder");
    let mut command = promtool(version, &scratch);
    command.args(strings(&case["args"]));
    if let Some(stdin) = case["stdin"].as_str() {
        command.stdin(File::open(folder.join(stdin)).expect("an input"));
    }
    let mut answer = answer(&mut command);
    answer.stderr = replace_between(&answer.stderr, "finished, took ", "\n", "<DURATION>");
    answer.stderr = replace_between(&answer.stderr, "time=", " level=", "<TIME>");
    let written = case["files"].as_object().into_iter().flatten().map(|(name, _)| name);
    let files = written
        .map(|name| {
            (name.clone(), replace_between(&text(&scratch.join(name)), "timestamp=\"", "\"", "<TIMESTAMP>"))
        })
        .collect();
    drop(std::fs::remove_dir_all(&scratch));
    Recorded { answer, files }
}

fn difference(id: &str, want: &Recorded, got: &Recorded) -> String {
    let mut text = format!("{id}:");
    for (what, want, got) in [
        ("code", &want.answer.code.to_string(), &got.answer.code.to_string()),
        ("stdout", &want.answer.stdout, &got.answer.stdout),
        ("stderr", &want.answer.stderr, &got.answer.stderr),
        ("files", &format!("{:?}", want.files), &format!("{:?}", got.files)),
    ] {
        if want != got {
            text += &format!("\n  {what} want: {want:?}\n  {what} got:  {got:?}");
        }
    }
    text
}

fn compare(version: &str, file: &str) {
    let Some(folder) = corpus("promtool-cli") else { return };
    let cases = cases(&folder, file);
    let deliberate = deliberate(version);
    let differing: BTreeMap<String, String> = in_parallel(&cases, |case| {
        let id = case["id"].as_str().unwrap_or_default().to_owned();
        let want = Recorded::of(case);
        let variants: Vec<_> = case["variants"].as_array().into_iter().flatten().map(Recorded::of).collect();
        let got = run(&folder, case, version);
        let holds = agrees(&want, &got) || variants.iter().any(|variant| agrees(variant, &got));
        (!holds).then(|| (id.clone(), difference(&id, &want, &got)))
    })
    .into_iter()
    .flatten()
    .collect();
    let unexpected: Vec<_> =
        differing.iter().filter(|(id, _)| !deliberate.contains(*id)).map(|(_, text)| text.clone()).collect();
    assert_agreement(&format!("promtool-cli, {version}"), cases.len(), &unexpected);
    let stale: Vec<_> = deliberate.iter().filter(|id| !differing.contains_key(*id)).collect();
    assert!(stale.is_empty(), "docs/differences.md lists cases that do not differ: {stale:?}");
    assert!(deliberate.len() < 15, "too many deliberate differences: {}", deliberate.len());
}

#[test]
fn command_lines_are_answered_as_promtool_3_does() {
    compare("3", "cases.jsonl");
}

#[test]
fn command_lines_are_answered_as_promtool_2_42_does() {
    compare("2.42", "cases-2.42.jsonl");
}
