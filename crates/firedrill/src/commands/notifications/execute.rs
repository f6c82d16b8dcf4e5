//! Plays and lists.

use firedrill_scenario::timeline::{Event, Observation};
use firedrill_sim::{SimulatedDriver, SimulationOptions};

use super::arguments::Arguments;
use super::listing::{self, Detail};
use crate::Exit;
use crate::commands::finish::finish;
use crate::rehearsal::{drive_problem, read};
use crate::report::{Palette, Problem};

/// Prints the notifications of the scenario that `arguments` name on standard output.
pub fn run(arguments: &Arguments) -> Exit {
    let palette = arguments.color.palette();
    finish(answer(arguments, &palette).map_err(|problems| (problems, Exit::BadInput)), &palette)
}

fn answer(arguments: &Arguments, palette: &Palette) -> Result<String, Vec<Problem>> {
    let options = SimulationOptions {
        dialect: arguments.prometheus.dialect(),
        alertmanager: arguments.alertmanager,
        ..SimulationOptions::default()
    };
    let rehearsal = read(&arguments.file.display().to_string(), options)?;
    let driver = SimulatedDriver::new(&rehearsal.resources, options);
    let played = driver.play(&rehearsal.scenario, arguments.seed);
    let timeline = played.map_err(|error| vec![drive_problem(&rehearsal.scenario, &error)])?.timeline;
    let is_asked = |observation: &&Observation| match &observation.event {
        Event::Notification(it) => arguments.receiver.as_ref().is_none_or(|name| *name == it.receiver),
        _ => false,
    };
    let asked: Vec<_> = timeline.observations.iter().filter(is_asked).collect();
    if arguments.json {
        let text = serde_json::to_string_pretty(&asked);
        return text
            .map(|text| text + "\n")
            .map_err(|error| vec![Problem::of_file("unwritable", error.to_string(), "standard output")]);
    }
    let detail = if arguments.full { Detail::Full } else { Detail::Summary };
    Ok(listing::text(&asked, timeline.start, detail, palette))
}
