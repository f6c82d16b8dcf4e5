//! Reads, plays, draws.

use firedrill_scenario::judgement::judge;
use firedrill_sim::{SimulatedDriver, SimulationOptions};

use super::arguments::Arguments;
use super::{defaults, drawing, snapshot, verdicts};
use crate::Exit;
use crate::commands::finish::{Refusal, finish};
use crate::rehearsal::{Rehearsal, drive_problem, read};
use crate::report::{Palette, Problem};

/// Width where standard output is no terminal.
const COLUMNS: u16 = 100;

/// Plays the scenario that `arguments` name and prints what happened on standard output.
pub fn run(arguments: &Arguments) -> Exit {
    let palette = arguments.color.palette();
    finish(answer(arguments, &palette), &palette)
}

fn answer(arguments: &Arguments, palette: &Palette) -> Result<String, Refusal> {
    let Some(file) = arguments.file.as_ref().filter(|_| !arguments.explain_defaults) else {
        return Ok(defaults::text());
    };
    let options =
        SimulationOptions { dialect: arguments.prometheus.dialect(), ..SimulationOptions::default() };
    let rehearsal =
        read(&file.display().to_string(), options).map_err(|problems| (problems, Exit::BadInput))?;
    let Rehearsal { scenario, resources, .. } = &rehearsal;
    let driver = SimulatedDriver::new(resources, options);
    let played = driver
        .play(scenario, arguments.seed)
        .map_err(|error| (vec![drive_problem(scenario, &error)], Exit::BadInput))?;
    let timeline = &played.timeline;
    if arguments.json {
        let text = serde_json::to_string_pretty(timeline);
        return text.map(|text| text + "\n").map_err(|error| {
            let message = format!("cannot write the timeline: {error}");
            (vec![Problem::of_file("unwritable", message, "standard output")], Exit::EnvironmentFailed)
        });
    }
    if let Some(at) = arguments.at {
        return Ok(snapshot::text(scenario, timeline, at, palette));
    }
    let columns = terminal_size::terminal_size().map_or(COLUMNS, |(width, _)| width.0);
    let judgement = judge(scenario, timeline, &played.explainer(scenario, resources, options));
    let drawn = drawing::text(scenario, timeline, usize::from(columns), palette);
    Ok(drawn + &verdicts::text(scenario, timeline, &judgement, palette))
}
