//! Mutated inputs for everything that reads what a user wrote. Whatever comes, reading ends soon with
//! a result or an error, in little memory, and what is printed reads back as the same.
//!
//! One trial per target. By default each gets a few inputs, always the same ones;
//! `FIREDRILL_FUZZ_SECONDS` gives each that much time instead, `FIREDRILL_SEED` other inputs. The
//! corpus lies in `fixtures/fuzz/`, a folder per target. A finding prints the input.

mod campaign;
mod mutation;
mod targets;
mod worker;

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Trial};

use campaign::{Budget, Campaign};
use targets::TARGETS;

/// Inputs per target where no time is given.
const INPUTS: u64 = 400;

fn main() -> ExitCode {
    // Time and memory are measured, so one target runs at a time.
    let arguments = Arguments { test_threads: Some(1), ..Arguments::from_args() };
    let trials = TARGETS.iter().map(|target| {
        Trial::test(target.name, move || {
            let campaign = Campaign {
                target,
                corpus: corpus(target.name),
                seed: setting("FIREDRILL_SEED").unwrap_or(1),
            };
            let tally = campaign.run(budget())?;
            println!("{}: {tally}", target.name);
            Ok(())
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn budget() -> Budget {
    match setting("FIREDRILL_FUZZ_SECONDS") {
        Some(seconds) => Budget::Time(Duration::from_secs(seconds)),
        None => Budget::Inputs(INPUTS),
    }
}

/// A number from the environment.
fn setting(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// The texts from which inputs are made, in the order of their file names.
fn corpus(target: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/fuzz").join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).expect("a readable text"));
    // Files of one-liners hold an input per line.
    let is_list = |file: &Path| file.extension().is_some_and(|extension| extension == "lines");
    let inputs = files.iter().zip(texts).flat_map(|(file, text)| {
        if is_list(file) { text.lines().map(str::to_owned).collect() } else { vec![text] }
    });
    inputs.collect()
}
