//! Writes the file.

use std::io::{self, Write};
use std::path::Path;

use firedrill_sim::SimulationOptions;

use super::arguments::{Arguments, Kind};
use super::scaffold::scenario;
use crate::Exit;
use crate::commands::finish::{Refusal, refuse};
use crate::rehearsal::rule_pack;
use crate::report::{Palette, Problem};

/// Writes what `arguments` ask for.
pub fn run(arguments: &Arguments) -> Exit {
    let Kind::Scenario = arguments.kind;
    match written(arguments) {
        Ok(()) => Exit::Held,
        Err(refusal) => refuse(&refusal, &Palette::plain()),
    }
}

fn written(arguments: &Arguments) -> Result<(), Refusal> {
    let path = arguments.file.display().to_string();
    let rules = rule_pack(&arguments.rules, &SimulationOptions::default());
    let rules = rules.map_err(|problems| (problems, Exit::BadInput))?;
    let named = beside(&arguments.file, &arguments.rules);
    let text = scenario(&named, &rules);
    let created = std::fs::OpenOptions::new().write(true).create_new(true).open(&arguments.file);
    let done = created.and_then(|mut file| file.write_all(text.as_bytes()));
    done.map_err(|error| {
        let message = match error.kind() {
            io::ErrorKind::AlreadyExists => format!("{path} exists already, and is left as it is"),
            _ => format!("cannot write {path}: {error}"),
        };
        (vec![Problem::of_file("unwritable", message, &path)], Exit::EnvironmentFailed)
    })
}

/// The path `rules` as it is named in `file`.
fn beside(file: &Path, rules: &str) -> String {
    let depth = file.parent().map_or(0, |folder| {
        folder.components().filter(|part| matches!(part, std::path::Component::Normal(_))).count()
    });
    let is_elsewhere = Path::new(rules).is_absolute() || file.is_absolute();
    if is_elsewhere { rules.to_owned() } else { format!("{}{rules}", "../".repeat(depth)) }
}
