//! Prometheus' own test scripts, scripts of ours, and one per function; one trial per `eval`, named
//! `file.test:line`.

#[path = "../conformance/recordings.rs"]
mod recordings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use firedrill_promql::Dialect;
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::functions::{Availability, FUNCTIONS, Function};
use firedrill_promql::script::{EvalOutcome, parse_script, run_script, script_options};
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let upstream = recordings::folder("promqltest").map_or_else(Vec::new, |folder| scripts(&folder));
    let mut trials: Vec<Trial> =
        upstream.iter().flat_map(|path| script_trials(path, &script_options())).collect();
    let older = QueryOptions { dialect: Dialect::V2_42, ..script_options() };
    for (folder, options) in [("scripts", script_options()), ("scripts-2.42", older)] {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
        trials.extend(scripts(&own).iter().flat_map(|path| script_trials(path, &options)));
    }
    for function in FUNCTIONS {
        let script =
            format!("{}/tests/fixtures/functions/{}.test", env!("CARGO_MANIFEST_DIR"), function.name);
        trials.extend(script_trials(Path::new(&script), &options_of(function)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A function that Prometheus 3 has no more is run as 2.42 does.
fn options_of(function: &Function) -> QueryOptions<'static> {
    let options = script_options();
    match function.availability {
        Availability::Until3 => QueryOptions { dialect: Dialect::V2_42, ..options },
        Availability::Always | Availability::Since3 => options,
    }
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

fn script_trials(path: &Path, options: &QueryOptions<'_>) -> Vec<Trial> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = fs::read_to_string(path).expect("the script can be read");
    match parse_script(&text) {
        Ok(script) => {
            let outcomes = run_script(&script, options);
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
