//! Exported scenarios pass under promtool.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use crate::{catalogue, firedrill, root};

/// What promtool's notation cannot say; every other scenario must be exported.
const NOT_EXPORTABLE: &[&str] =
    &["unit tests cannot say", "unit tests of Prometheus 2.42", "one interval for all"];

/// Scenarios for which promtool alone takes a minute and gigabytes.
const TOO_LARGE: &[&str] = &["overlap"];

/// Scenarios of a day or a week, over which promtool takes longer than over all others together; run where
/// the variable is set.
const LONG: &[&str] = &["maintenance-window", "steady-day"];
const RUN_LONG: &str = "FIREDRILL_ALL_EXPORTS";

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("firedrill-export-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    folder
}

/// What is wrong with the export of one scenario; an empty text where it cannot be said.
fn difference(path: &Path, folder: &Path) -> Result<(), String> {
    let scenario = path.display().to_string();
    let output = folder.join(scenario.replace('/', "-"));
    let file = output.display().to_string();
    let arguments = ["export", "promtool", &scenario, "--prometheus", "2.42", "--output", &file];
    let (done, text) = firedrill(&arguments);
    if !done {
        let is_known = NOT_EXPORTABLE.iter().any(|reason| text.contains(reason));
        return Err(if is_known { String::new() } else { format!("{scenario}: {text}") });
    }
    let promtool = Command::new("promtool").args(["test", "rules", &file]).current_dir(root()).output();
    let promtool = promtool.expect("promtool starts");
    if promtool.status.success() {
        return Ok(());
    }
    let text = [&promtool.stdout, &promtool.stderr].map(|text| String::from_utf8_lossy(text)).concat();
    Err(format!("{scenario}: {}", text.chars().take(2000).collect::<String>()))
}

#[test]
fn promtool_sees_the_same_alerts_at_the_same_times() {
    let version = Command::new("promtool").arg("--version").output();
    let is_2_42 = version.is_ok_and(|it| String::from_utf8_lossy(&it.stdout).contains("version 2.42"));
    if !is_2_42 {
        eprintln!("skipped: promtool 2.42 is not installed, so exported scenarios are not held against it");
        return;
    }
    let folder = folder();
    let is_one_of =
        |names: &[&str], path: &Path| names.iter().any(|name| path.to_string_lossy().contains(name));
    let runs_long = std::env::var_os(RUN_LONG).is_some();
    let waiting: Vec<_> = catalogue()
        .into_iter()
        .filter(|path| !is_one_of(TOO_LARGE, path) && (runs_long || !is_one_of(LONG, path)))
        .collect();
    let total = waiting.len();
    let waiting = Mutex::new(waiting);
    let results = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(path) = waiting.lock().expect("no thread panics").pop() else { break };
                    let result = difference(&path, &folder);
                    results.lock().expect("no thread panics").push(result);
                }
            });
        }
    });
    drop(std::fs::remove_dir_all(&folder));
    let results = results.into_inner().expect("no thread panics");
    let agree = results.iter().filter(|result| result.is_ok()).count();
    let wrong: Vec<_> =
        results.into_iter().filter_map(Result::err).filter(|difference| !difference.is_empty()).collect();
    println!("{agree} of {total} scenarios agree with promtool");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(agree * 10 >= total * 9, "only {agree} of {total} scenarios could be exported");
}
