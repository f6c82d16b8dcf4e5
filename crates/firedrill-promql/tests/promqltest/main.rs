//! Prometheus' own test scripts, one trial per `eval`, named `file.test:line`.

#[path = "../conformance/recordings.rs"]
mod recordings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use firedrill_promql::script::{EvalOutcome, parse_script, run_script, script_options};
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let scripts = recordings::folder("promqltest").map_or_else(Vec::new, |folder| scripts(&folder));
    let trials = scripts.iter().flat_map(|path| script_trials(path)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn scripts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut scripts: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "test"))
        .collect();
    scripts.sort();
    scripts
}

fn script_trials(path: &Path) -> Vec<Trial> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = fs::read_to_string(path).expect("the script can be read");
    match parse_script(&text) {
        Ok(script) => {
            let outcomes = run_script(&script, &script_options());
            outcomes.into_iter().map(|outcome| outcome_trial(&name, outcome)).collect()
        }
        Err(error) => {
            let line = error.at.line;
            let message = error.to_string();
            vec![Trial::test(format!("{name}:{line}"), move || Err(message.into()))]
        }
    }
}

fn outcome_trial(script: &str, outcome: EvalOutcome) -> Trial {
    let EvalOutcome { line, expr, result } = outcome;
    Trial::test(format!("{script}:{line}"), move || {
        result.map_err(|failure| format!("{expr}\n{failure}").into())
    })
}
