//! Random queries with the answers of real servers, asked through `firedrill query --batch`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::shared::{assert_agreement, corpus};

/// The recording servers ran with this evaluation interval, which is the step of `[10m:]`.
const RECORDED_INTERVAL: &str = "1h";

/// Of 2.42 these were not recorded, or are no syntax there.
const NOT_IN_2_42: [&str; 3] = ["nh_seconds", "histogram_", "1_000"];

/// Files that vanish with the value.
struct Data(PathBuf);

impl Data {
    /// The recorded data as the recorder sent it: exponential buckets one index above `offset:`.
    fn as_sent(folder: &Path, name: &str) -> Self {
        let text = std::fs::read_to_string(folder.join("load.txt")).expect("the recorded data");
        let file = format!("firedrill-queries-{}-{name}.txt", std::process::id());
        let path = std::env::temp_dir().join(file);
        std::fs::write(&path, with_shifted_buckets(&text)).expect("a temporary file");
        Self(path)
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        // A leftover in the temporary directory harms nobody.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn with_shifted_buckets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("{{") {
        let (histogram, after) = inside.split_once("}}").expect("a closed histogram");
        out.push_str(before);
        out.push_str("{{");
        out.push_str(&shifted(histogram));
        out.push_str("}}");
        rest = after;
    }
    out + rest
}

/// One histogram with both offsets raised by one, unless its bounds are custom.
fn shifted(histogram: &str) -> String {
    if histogram.contains("schema:-53") {
        return histogram.to_owned();
    }
    let mut keys = histogram.to_owned();
    for (offset, buckets) in [("offset:", "buckets:["), ("n_offset:", "n_buckets:[")] {
        let at = |key: &str| {
            let found = keys.match_indices(key).map(|(at, _)| at);
            found.into_iter().find(|at| *at == 0 || keys.as_bytes()[at - 1] == b' ')
        };
        match (at(offset), at(buckets)) {
            (Some(at), _) => {
                let start = at + offset.len();
                let end = keys[start..].find(' ').map_or(keys.len(), |length| start + length);
                let raised = keys[start..end].parse::<i32>().expect("an offset") + 1;
                keys.replace_range(start..end, &raised.to_string());
            }
            (None, Some(at)) => keys.insert_str(at, &format!("{offset}1 ")),
            (None, None) => {}
        }
    }
    keys
}

fn compare(file: &str, prometheus: &str, features: Option<&str>) {
    let Some(folder) = corpus("queries") else { return };
    let rows = std::fs::read_to_string(folder.join(file)).expect("the recorded answers");
    let data = Data::as_sent(&folder, &format!("{prometheus}-{file}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_firedrill"));
    command.args(["query", "--prometheus", prometheus, "--evaluation-interval", RECORDED_INTERVAL]);
    command.args(features.iter().flat_map(|names| ["--enable-feature", names]));
    command.arg("--data").arg(&data.0).arg("--batch").arg(folder.join(file));
    let output = command.output().expect("firedrill starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = String::from_utf8(output.stdout).expect("JSON is text");
    assert_eq!(answers.lines().count(), rows.lines().count(), "one answer a line");

    let is_old = prometheus != "3";
    let mut total = 0;
    let mut differences = Vec::new();
    for (row, answer) in rows.lines().zip(answers.lines()) {
        let row: Value = serde_json::from_str(row).expect("a recorded row");
        let answer: Value = serde_json::from_str(answer).expect("an answer");
        let query = row["q"].as_str().unwrap_or_default();
        if is_old && NOT_IN_2_42.iter().any(|text| query.contains(text)) {
            continue;
        }
        total += 1;
        let recorded = row.get("old").filter(|_| is_old).unwrap_or(&row);
        let (want, got) = (comparable(recorded, query, is_old), comparable(&answer, query, is_old));
        if want != got {
            differences.push(format!("{query}\n  want {want}\n  got  {got}"));
        }
    }
    assert_agreement(&format!("queries/{file}, {prometheus}"), total, &differences);
}

/// What is compared of an answer. The recording has `limit_ratio` in the order of its storage.
fn comparable(answer: &Value, query: &str, is_old: bool) -> Value {
    let mut kept = serde_json::Map::new();
    for field in ["status", "type", "result", "errorType", "error", "warnings", "infos"] {
        // Not recorded of 2.42.
        let is_new = matches!(field, "errorType" | "warnings" | "infos");
        if let Some(value) = answer.get(field).filter(|_| !(is_old && is_new)) {
            kept.insert(field.to_owned(), value.clone());
        }
    }
    if query.starts_with("limit_ratio")
        && let Some(Value::Array(series)) = kept.get_mut("result")
    {
        series.sort_by_cached_key(|series| series["metric"].to_string());
    }
    Value::Object(kept)
}

#[test]
fn prometheus_3_gives_the_same_answers() {
    compare("queries.jsonl", "3", None);
}

#[test]
fn prometheus_3_with_experimental_features_gives_the_same_answers() {
    let features = "promql-experimental-functions,promql-duration-expr,promql-extended-range-selectors,\
                    promql-binop-fill-modifiers";
    compare("experimental.jsonl", "3", Some(features));
}

#[test]
fn prometheus_2_42_gives_the_same_answers() {
    compare("queries.jsonl", "2.42", None);
}

#[test]
fn shifts_offsets_of_exponential_buckets_only() {
    for (text, want) in [
        ("{{schema:0 offset:-1 buckets:[1]}}", "{{schema:0 offset:0 buckets:[1]}}"),
        ("{{buckets:[1] n_offset:2 n_buckets:[1]}}", "{{offset:1 buckets:[1] n_offset:3 n_buckets:[1]}}"),
        ("{{schema:-53 buckets:[1]}} 1", "{{schema:-53 buckets:[1]}} 1"),
    ] {
        assert_eq!(with_shifted_buckets(text), want);
    }
}
