//! Reads, plays, writes.

use std::io::{self, Write};
use std::path::Path;

use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_sim::{Played, SimulatedDriver, SimulationOptions};

use super::arguments::{Arguments, Form};
use super::promtool::exported;
use crate::Exit;
use crate::commands::finish::{Refusal, refuse};
use crate::rehearsal::{Rehearsal, drive_problem, read};
use crate::report::{Palette, Problem};

/// Writes the scenario that `arguments` name in the form they ask for.
pub fn run(arguments: &Arguments) -> Exit {
    match written(arguments) {
        Ok(()) => Exit::Held,
        Err(refusal) => refuse(&refusal, &Palette::plain()),
    }
}

/// Where unit tests of Prometheus 2.42 start.
const EPOCH: Timestamp = Timestamp(0);

/// What alerts do, wherever the run starts.
fn course(played: &Played, start: Timestamp) -> Vec<(Duration, &Labels, bool)> {
    let turns = played.changes.iter().filter(|change| change.from.is_firing() != change.to.is_firing());
    turns.map(|change| (change.at - start, &change.labels, change.to.is_firing())).collect()
}

fn written(arguments: &Arguments) -> Result<(), Refusal> {
    let path = arguments.file.display().to_string();
    let bad_input = |problems| (problems, Exit::BadInput);
    let options =
        SimulationOptions { dialect: arguments.prometheus.dialect(), ..SimulationOptions::default() };
    let mut rehearsal = read(&path, options).map_err(bad_input)?;
    // Nobody is notified in a unit test.
    rehearsal.resources.alertmanager = None;
    let play = |rehearsal: &Rehearsal| {
        let played =
            SimulatedDriver::new(&rehearsal.resources, options).play(&rehearsal.scenario, arguments.seed);
        played.map_err(|error| bad_input(vec![drive_problem(&rehearsal.scenario, &error)]))
    };
    let mut played = play(&rehearsal)?;
    if rehearsal.scenario.start != EPOCH {
        let dated = std::mem::replace(&mut rehearsal.scenario.start, EPOCH);
        let moved = play(&rehearsal)?;
        if course(&moved, EPOCH) == course(&played, dated) {
            played = moved;
        } else {
            rehearsal.scenario.start = dated;
        }
    }
    let Form::Promtool = arguments.form;
    let output = exported(&rehearsal, &played, arguments.output.as_deref().and_then(Path::parent));
    let output = output
        .map_err(|error| bad_input(vec![Problem::of_file("not-exportable", error.to_string(), &path)]))?;
    let done = match &arguments.output {
        Some(file) => std::fs::write(file, output).map_err(|error| (file.display().to_string(), error)),
        None => io::stdout()
            .lock()
            .write_all(output.as_bytes())
            .map_err(|error| ("standard output".to_owned(), error)),
    };
    match done {
        Err((file, error)) if error.kind() != io::ErrorKind::BrokenPipe => {
            let message = format!("cannot write {file}: {error}");
            Err((vec![Problem::of_file("unwritable", message, &file)], Exit::EnvironmentFailed))
        }
        _ => Ok(()),
    }
}
