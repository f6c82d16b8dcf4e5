//! Plays, looks, tells.

use firedrill_sim::{SimulatedDriver, SimulationOptions};

use super::answer;
use super::arguments::Arguments;
use crate::Exit;
use crate::commands::finish::finish;
use crate::rehearsal::{drive_problem, read};
use crate::report::{Palette, Problem};

/// Explains the alert that `arguments` name on standard output.
pub fn run(arguments: &Arguments) -> Exit {
    let palette = arguments.color.palette();
    finish(explained(arguments, &palette).map_err(|problems| (problems, Exit::BadInput)), &palette)
}

fn explained(arguments: &Arguments, palette: &Palette) -> Result<String, Vec<Problem>> {
    let options =
        SimulationOptions { dialect: arguments.prometheus.dialect(), ..SimulationOptions::default() };
    let rehearsal = read(&arguments.scenario.display().to_string(), options)?;
    let scenario = &rehearsal.scenario;
    let played = SimulatedDriver::new(&rehearsal.resources, options).play(scenario, arguments.seed);
    let played = played.map_err(|error| vec![drive_problem(scenario, &error)])?;
    let explainer = played.explainer(scenario, &rehearsal.resources, options);
    Ok(answer::text(&played.timeline, &explainer, &arguments.alert, arguments.at, palette))
}
