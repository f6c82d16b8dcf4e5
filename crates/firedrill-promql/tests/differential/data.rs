//! Random series: counters with resets, gauges, gaps, staleness markers, odd numbers, classic
//! histograms, and the same label sets under several names.

use firedrill_model::{Labels, stale_nan};

use crate::dice::Dice;

/// One generated series.
#[derive(Debug, Clone)]
pub(crate) struct Series {
    /// Its labels, name included.
    pub labels: Labels,
    /// Times in milliseconds, ascending, and values; staleness markers included.
    pub samples: Vec<(i64, f64)>,
}

/// Everything a query may read.
#[derive(Debug, Clone)]
pub(crate) struct Dataset {
    /// Prefix of all metric names, so that several data sets can live in one server.
    pub prefix: String,
    /// The series in creation order, which is storage order.
    pub series: Vec<Series>,
}

/// Length of the data in milliseconds: one hour, the span a fresh server accepts in any order.
pub(crate) const HORIZON_MS: i64 = 3_600_000;

/// Names without prefix that queries may use.
pub(crate) const METRICS: [&str; 6] = ["ctr_total", "gauge", "twin", "odd", "sparse", "lat_bucket"];

impl Dataset {
    /// A data set from a seed.
    pub(crate) fn generate(seed: u64, index: usize) -> Self {
        let mut dice = Dice::new(seed ^ (index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let prefix = format!("d{index}_");
        let mut series = Vec::new();
        for metric in METRICS {
            let name = format!("{prefix}{metric}");
            for job in ["api", "db"] {
                for instance in ["1", "2", "10"] {
                    if dice.chance(0.2) {
                        continue;
                    }
                    let base = [("__name__", name.as_str()), ("job", job), ("instance", instance)];
                    if metric == "lat_bucket" {
                        series.extend(histogram(&mut dice, &base));
                    } else {
                        let labels = Labels::from_pairs(base);
                        series.push(Series { labels, samples: samples(&mut dice, metric) });
                    }
                }
            }
        }
        series.retain(|one| !one.samples.is_empty());
        // A server creates series in the order of their first samples.
        series.sort_by_key(|one| one.samples[0].0);
        Self { prefix, series }
    }
}

fn samples(dice: &mut Dice, metric: &str) -> Vec<(i64, f64)> {
    let interval = *dice.pick(&[15_000_i64, 30_000, 60_000]);
    let first = if dice.chance(0.3) { dice.below(20) as i64 * interval } else { 0 };
    let mut value = f64::from(dice.below(50) as u32);
    let mut out = Vec::new();
    let mut time = first;
    while time <= HORIZON_MS {
        let keep = if metric == "sparse" { 0.3 } else { 0.95 };
        if dice.chance(keep) {
            value = next_value(dice, metric, value);
            out.push((time, value));
        }
        if dice.chance(0.01) && out.last().is_some_and(|(last, _)| *last == time) {
            let last = out.len() - 1;
            out[last].1 = stale_nan();
            time += interval * (1 + dice.below(12) as i64);
        }
        time += interval;
    }
    out
}

fn next_value(dice: &mut Dice, metric: &str, value: f64) -> f64 {
    match metric {
        "ctr_total" if dice.chance(0.03) => f64::from(dice.below(5) as u32),
        "ctr_total" => value + f64::from(dice.below(20) as u32) * 0.25,
        "odd" => *dice.pick(&[
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -0.0,
            0.0,
            1e300,
            -1e-300,
            5e-324,
            0.1,
            1e16,
            -7.25,
            3.0,
        ]),
        "gauge" => (dice.next_u64() as i64 >> 40) as f64 / 1024.0,
        _ => f64::from(dice.below(9) as u32),
    }
}

fn histogram(dice: &mut Dice, base: &[(&str, &str)]) -> Vec<Series> {
    let bounds = ["0.1", "0.5", "1", "5", "+Inf"];
    let mut counts = [0.0_f64; 5];
    let mut columns: Vec<Vec<(i64, f64)>> = vec![Vec::new(); bounds.len()];
    for step in 0..=HORIZON_MS / 60_000 {
        let mut running = 0.0;
        for (count, column) in counts.iter_mut().zip(&mut columns) {
            running += f64::from(dice.below(4) as u32);
            *count += running;
            column.push((step * 60_000, *count));
        }
    }
    bounds
        .iter()
        .zip(columns)
        .map(|(bound, samples)| {
            let labels = base.iter().copied().chain([("le", *bound)]);
            Series { labels: Labels::from_pairs(labels), samples }
        })
        .collect()
}
