//! Whether what must be seen was seen, one line per expectation.

use std::fmt::Write as _;

use firedrill_scenario::judgement::{Failure, Judgement};
use firedrill_scenario::{Scenario, Timeline};

use crate::report::Palette;

/// The expectations with what fulfils them, then what no expectation names.
pub(super) fn text(
    scenario: &Scenario,
    timeline: &Timeline,
    judgement: &Judgement,
    palette: &Palette,
) -> String {
    let mut text = String::from("\n");
    for verdict in &judgement.verdicts {
        if let Some(failure) = &verdict.failure {
            failed(&mut text, scenario, failure, palette);
            continue;
        }
        let seen: Vec<_> = verdict.seen.iter().map(|it| (it.earliest - timeline.start).to_string()).collect();
        let at = if seen.is_empty() { String::new() } else { format!("  at {}", seen.join(", ")) };
        let _ = writeln!(text, "{}  {}{at}", palette.good.style("held"), verdict.about);
    }
    for failure in &judgement.unnamed {
        failed(&mut text, scenario, failure, palette);
    }
    text
}

fn failed(text: &mut String, scenario: &Scenario, failure: &Failure, palette: &Palette) {
    let (file, position) = scenario.locate(failure.place);
    let place = palette.position.style(format!("{file}:{position}"));
    let _ = writeln!(text, "{}  {place}  {}", palette.bad.style("FAIL"), failure.title);
    let _ = writeln!(text, "      expected {}, got {}", failure.expected, failure.got);
    if let Some(because) = &failure.explanation.because {
        let _ = writeln!(text, "      because {because}");
    }
}
