//! Reads, plays, writes.

use std::io::{self, Write};
use std::path::Path;

use firedrill_sim::{SimulatedDriver, SimulationOptions};

use super::arguments::{Arguments, Form};
use super::promtool::exported;
use crate::Exit;
use crate::rehearsal::{drive_problem, read};
use crate::report::{Palette, Problem, Severity, write_problem};

/// Writes the scenario that `arguments` name in the form they ask for.
pub fn run(arguments: &Arguments) -> Exit {
    match written(arguments) {
        Ok(()) => Exit::Held,
        Err((problems, exit)) => {
            let mut out = io::stderr().lock();
            for problem in &problems {
                drop(write_problem(&mut out, Severity::Error, problem, &Palette::plain()));
            }
            exit
        }
    }
}

fn written(arguments: &Arguments) -> Result<(), (Vec<Problem>, Exit)> {
    let path = arguments.file.display().to_string();
    let bad_input = |problems| (problems, Exit::BadInput);
    let options =
        SimulationOptions { dialect: arguments.prometheus.dialect(), ..SimulationOptions::default() };
    let rehearsal = read(&path, options).map_err(bad_input)?;
    let driver = SimulatedDriver::new(&rehearsal.resources, options);
    let played = driver.play(&rehearsal.scenario, arguments.seed);
    let played = played.map_err(|error| bad_input(vec![drive_problem(&rehearsal.scenario, &error)]))?;
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
