//! `amtool check-config`: `alertmanager-config/CHECK.tsv`, `amtool/config-errors.jsonl`.

use firedrill_alertmanager::Version;
use firedrill_alertmanager::config::load;
use firedrill_model::source::{decode_utf8, yaml};
use serde_json::Value;

use crate::differences::Differences;
use crate::shared::{folder, rows};

/// What follows `FAILED: `, or nothing for a file that is accepted.
fn verdict(bytes: &[u8], version: Version) -> Option<String> {
    match decode_utf8(bytes) {
        Ok(text) => load(text, version).upstream_text,
        Err(error) => Some(yaml::SyntaxError::from(error).upstream_text()),
    }
}

#[test]
fn upstream_test_files() {
    let Some(folder) = folder("alertmanager-config") else { return };
    let mut differences = Differences::default();
    let table = std::fs::read_to_string(folder.join("CHECK.tsv")).expect("the table");
    for row in table.lines().skip(1) {
        let columns: Vec<_> = row.split('\t').collect();
        let bytes = std::fs::read(folder.join(columns[0])).expect("the file");
        for (version, code, error) in [(Version::OLDEST, 1, 2), (Version::NEWEST, 3, 4)] {
            let want = (columns[code] != "0").then(|| {
                let text = columns.get(error).copied().unwrap_or("");
                text.trim_start_matches("FAILED: ").to_owned()
            });
            let got = verdict(&bytes, version).map(|text| one_line(&text));
            differences.equal(&format!("{version} {}", columns[0]), &got, &want);
        }
    }
    differences.finish("CHECK.tsv");
}

/// The table puts the lines of an error beside each other.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn one_defect_each() {
    let Some(folder) = folder("amtool") else { return };
    let mut differences = Differences::default();
    for row in rows(&folder, "config-errors.jsonl") {
        let id = row["id"].as_str().expect("a name");
        let file = row["cwd_files"][0].as_str().expect("a file");
        let bytes = std::fs::read(folder.join("config-errors").join(file)).expect("the file");
        for (version, key) in [(Version::OLDEST, "v025"), (Version::NEWEST, "v034")] {
            let Some(want) = row.get(key).filter(|want| !want.is_null()) else { continue };
            let got = verdict(&bytes, version);
            let case = format!("{version} {id}");
            match wanted(want) {
                Wanted::Crash => {
                    let said = got.as_deref().is_some_and(|text| text.contains("crashes"));
                    differences.check(&case, (!said).then(|| format!("upstream crashes, here {got:?}")));
                }
                Wanted::Verdict(want) => {
                    let variants = row[key]["variants"].as_array().cloned().unwrap_or_default();
                    let other =
                        variants.iter().any(|it| matches!(wanted(it), Wanted::Verdict(it) if it == got));
                    let both_broken = is_syntax_error(got.as_deref()) && is_syntax_error(want.as_deref());
                    if !other && !both_broken {
                        differences.equal(&case, &got, &want);
                    }
                }
            }
        }
    }
    differences.finish("config-errors");
}

/// The texts of broken YAML are the library's, not Alertmanager's.
fn is_syntax_error(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.starts_with("yaml: ") && !text.starts_with("yaml: unmarshal errors"))
}

enum Wanted {
    Crash,
    Verdict(Option<String>),
}

/// The verdict on the configuration; template files are checked after it was accepted.
fn wanted(row: &Value) -> Wanted {
    let output = row["stdout"].as_str().unwrap_or("");
    if row["rc"] == 2 {
        return Wanted::Crash;
    }
    let verdict = output.split_once("  FAILED: ").filter(|(before, _)| !before.contains("SUCCESS"));
    Wanted::Verdict(verdict.map(|(_, text)| text.trim_end_matches('\n').to_owned()))
}
