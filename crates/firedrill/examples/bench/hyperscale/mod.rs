//! One run over up to a million series: an hour at 15 s, ten alerts, five recording rules.

mod input;
mod plot;
mod rules;

use std::io;
use std::process::Command;
use std::time::Instant;

use firedrill_model::Labels;
use firedrill_promql::column::Steps;
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::{Dialect, Features};
use firedrill_rules::Languages;
use firedrill_rules::evaluation::{EvaluationOptions, Mode, PreparedRules, RuleSet, Wanted, evaluate};
use firedrill_rules::file::{LoadOptions, load};

use crate::{process, root};

/// Distance of samples and of evaluations.
const INTERVAL_MS: i64 = 15_000;
/// An hour, both ends included.
const STEPS: usize = 241;
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// What one size took.
#[derive(Debug, Clone, Copy)]
struct Measurement {
    series: usize,
    /// From the start to the last evaluation, input included.
    seconds: f64,
    /// Largest memory, in bytes.
    bytes: f64,
}

/// Runs every size as a process of its own, draws the plot and gives the text of the section.
pub(crate) fn section() -> io::Result<String> {
    let mut measurements = Vec::new();
    for series in SIZES {
        let runs = if series < 1_000_000 { 3 } else { 1 };
        let runs = (0..runs).map(|_| measure(series));
        let mut runs = runs.collect::<io::Result<Vec<_>>>()?;
        runs.sort_by(|lhs, rhs| lhs.seconds.total_cmp(&rhs.seconds));
        measurements.push(runs[runs.len() / 2]);
    }
    std::fs::write(root().join("docs/hyperscale.svg"), plot::draw(&measurements))?;
    let mut text = "| series | samples | time | peak memory |\n|---:|---:|---:|---:|\n".to_owned();
    for it in &measurements {
        let samples = it.series * STEPS;
        text += &format!("| {} | {samples} | {:.2} s | {:.2} GB |\n", it.series, it.seconds, it.bytes / 1e9);
    }
    let slope = |value: fn(&Measurement) -> f64| plot::slope(&measurements, value);
    let (time, memory) = (slope(|it| it.seconds), slope(|it| it.bytes));
    text += &format!(
        "\nSlope on the log-log plot: {time:.2} for time, {memory:.2} for memory (wanted: at most 1.05).\n\n\
         ![Time and memory over the number of series](hyperscale.svg)\n"
    );
    Ok(text)
}

fn measure(series: usize) -> io::Result<Measurement> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.args(["hyperscale", &series.to_string()]).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        &[seconds, bytes] => Ok(Measurement { series, seconds, bytes }),
        _ => Err(io::Error::other(format!("{command:?} says {text:?}"))),
    }
}

/// Makes the run in this process and prints seconds and bytes.
pub(crate) fn measure_here(series: usize) -> io::Result<()> {
    let started = Instant::now();
    let languages =
        Languages { dialect: Dialect::V3, rules: Features::SERVER_DEFAULT, engine: Features::SERVER_DEFAULT };
    let file = load(rules::RULES, &LoadOptions::default()).file;
    let set = RuleSet::new(&file.groups, &languages);
    let query = QueryOptions::default();
    let prepared = PreparedRules::new(&set, &query);
    let alerts = rules::ALERTS.iter().map(|name| ((*name).to_owned(), vec![STEPS - 1])).collect();
    let wanted = Wanted { alerts, all_rules: true, ..Wanted::default() };
    let options = EvaluationOptions {
        query,
        external_labels: Labels::empty(),
        external_url: String::new(),
        url_of_functions: None,
        mode: Mode::WholeHorizon,
    };
    let steps = Steps { start: 0, interval: INTERVAL_MS, count: STEPS };
    let outcome = evaluate(&prepared, &input::Fleet { series }, steps, &wanted, &options);
    if let Some(failure) = outcome.failures.first() {
        return Err(io::Error::other(format!("{}: {}", failure.rule, failure.text)));
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{seconds} {}", process::memory_of("self").unwrap_or(0));
    Ok(())
}
