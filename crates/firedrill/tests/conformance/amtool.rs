//! `amtool check-config` as recorded, held against `firedrill check --format amtool`.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::run::{Answer, in_parallel};
use crate::shared::{assert_agreement, corpus};

const VERSIONS: [(&str, &str); 2] = [("v025", "0.25"), ("v034", "0.34")];

/// Runs the command with arguments of `amtool`, the sub-command first, and a file as its standard input.
fn check(folder: &Path, version: &str, arguments: &[&str], input: Option<&str>) -> Answer {
    let input =
        input.filter(|name| !name.is_empty()).map(|name| std::fs::read(folder.join(name)).expect("a file"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_firedrill"));
    command.current_dir(folder).args(["check", "--format", "amtool", "--alertmanager", version]);
    command.args(&arguments[1..]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary under test starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that does not read its input closes the pipe.
    let _ = stdin.write_all(&input.unwrap_or_default());
    drop(stdin);
    let output = child.wait_with_output().expect("the child ends");
    Answer {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn rows(folder: &Path, file: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(file)).expect("recorded rows");
    text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}

/// A recorded output without the log lines that stand in it.
fn without_log(output: &str) -> String {
    let is_log = |line: &str| line.starts_with("ts=") || line.starts_with("time=<TIME>");
    let mut text = String::new();
    for line in output.split_inclusive('\n') {
        match line.find("time=<TIME>") {
            _ if is_log(line) => {}
            // The first one follows the file's name.
            Some(start) => text.push_str(&line[..start]),
            None => text.push_str(line),
        }
    }
    text
}

/// What of an answer is not as recorded.
fn difference(id: &str, version: &str, want: &Value, got: &Answer) -> Option<String> {
    let recorded = |it: &Value| Answer {
        code: it["rc"].as_i64().unwrap_or(-1) as i32,
        stdout: without_log(it["stdout"].as_str().unwrap_or("")),
        stderr: it["stderr"].as_str().unwrap_or("").to_owned(),
    };
    let main = recorded(want);
    let variants = want["variants"].as_array().into_iter().flatten();
    let agrees = variants.map(recorded).chain([recorded(want)]).any(|want| {
        // Where amtool crashes, this says so and refuses; the text of broken YAML is the library's.
        let crashes = want.code == 2 && got.code == 1 && got.stdout.contains("crashes");
        let is_syntax = |text: &str| text.contains("FAILED: yaml: ") && !text.contains("unmarshal errors");
        let both_broken = want.code == got.code && is_syntax(&want.stdout) && is_syntax(&got.stdout);
        crashes || both_broken || want == *got
    });
    (!agrees).then(|| format!("{version} {id}\n got {got:?}\nwant {main:?}"))
}

#[test]
fn command_lines() {
    let Some(folder) = corpus("amtool") else { return };
    for file in ["config-errors-args.jsonl", "config-errors.jsonl"] {
        let rows = rows(&folder, file);
        let inputs = folder.join("config-errors");
        let answers = in_parallel(&rows, |row| {
            let arguments: Vec<_> =
                row["args"].as_array().expect("arguments").iter().filter_map(Value::as_str).collect();
            let recorded = VERSIONS.into_iter().filter(|(key, _)| !row[key].is_null());
            let id = row["id"].as_str().expect("a name");
            let compared = recorded.map(|(key, version)| {
                let got = check(&inputs, version, &arguments, row["stdin"].as_str());
                difference(id, version, &row[key], &got)
            });
            compared.collect::<Vec<_>>()
        });
        let answers: Vec<_> = answers.into_iter().flatten().collect();
        let total = answers.len();
        assert_agreement(file, total, &answers.into_iter().flatten().collect::<Vec<_>>());
    }
}

#[test]
fn upstream_test_files() {
    let Some(folder) = corpus("alertmanager-config") else { return };
    let table = std::fs::read_to_string(folder.join("CHECK.tsv")).expect("the table");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split('\t').collect()).collect();
    let differences = in_parallel(&rows, |row| {
        let compared = [("0.25", 1, 2), ("0.34", 3, 4)].map(|(version, code, text)| {
            let got = check(&folder, version, &["check-config", row[0]], None);
            let verdict = got.stdout.split_once("  FAILED: ").map(|(_, text)| text.trim_end().to_owned());
            let verdict = verdict.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
            let want = row.get(text).map(|text| text.trim_start_matches("FAILED: ").to_owned());
            let want = want.filter(|_| row[code] != "0");
            let agrees = got.code.to_string() == row[code] && verdict == want;
            (!agrees).then(|| format!("{version} {}\n got {got:?}\nwant {row:?}", row[0]))
        });
        compared.into_iter().flatten().collect::<Vec<_>>()
    });
    assert_agreement("CHECK.tsv", 2 * rows.len(), &differences.into_iter().flatten().collect::<Vec<_>>());
}
