//! `--debug`: what a test group had in its store.

use std::fmt;
use std::io;
use std::time;

use firedrill_model::Duration;
use firedrill_model::number::{FloatFormat, format_float};
use firedrill_model::sample::{Value, is_stale_nan};
use firedrill_promql::store::Series;
use firedrill_rules::unittest::{Failure, TestGroup, TestGroupRun};

/// Samples that one query may load.
const MAX_SAMPLES: usize = 10_000;

/// Writes the lines about one test group.
pub(super) fn write(
    err: &mut dyn io::Write,
    name: &str,
    group: &TestGroup,
    run: &TestGroupRun,
    took: time::Duration,
) -> io::Result<()> {
    writeln!(err, "DEBUG: Starting test {name}")?;
    if !run.result.failures.iter().any(ends_early) {
        write_dump(err, group, run)?;
    }
    writeln!(err, "DEBUG: Test {name} finished, took {}", GoDuration(took))
}

/// Whether promtool returns before it comes to the dump.
fn ends_early(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Input { .. }
            | Failure::RuleFile { .. }
            | Failure::AlertnameMissing { .. }
            | Failure::Rule { .. }
    )
}

fn write_dump(err: &mut dyn io::Write, group: &TestGroup, run: &TestGroupRun) -> io::Result<()> {
    let range = dump_range(group.max_eval_time());
    let from = group.start.as_ms();
    let until = from + range.as_ms();
    let mut series: Vec<_> = run
        .store
        .iter()
        .map(|series| (series.labels().to_string(), samples(series, from, until)))
        .filter(|(_, samples)| !samples.is_empty())
        .collect();
    let loaded: usize = series.iter().map(|(_, samples)| samples.len()).sum();
    if loaded > MAX_SAMPLES {
        let text = "query processing would load too many samples into memory in query execution";
        return writeln!(err, "DEBUG: Failed query exec, expr: {{__name__=~\".+\"}}[{range}], err: {text}");
    }
    series.sort();
    writeln!(err, "DEBUG: Dump of all data (input_series and rules) at {range}:")?;
    let blocks: Vec<_> =
        series.iter().map(|(labels, samples)| format!("{labels} =>\n{}", samples.join("\n"))).collect();
    writeln!(err, "{}", blocks.join("\n"))
}

/// One second more than the last check, counted in whole seconds.
fn dump_range(last_check: Duration) -> Duration {
    let seconds = (last_check.as_ms() + 999) / 1000;
    let is_fraction = last_check.as_ms() % 1000 != 0;
    Duration::from_seconds(if is_fraction { seconds } else { seconds + 1 })
}

/// Samples behind `from`, up to `until`, as a range query prints them.
fn samples(series: &Series, from: i64, until: i64) -> Vec<String> {
    let times = series.times();
    (0..times.len())
        .filter(|&idx| times.at(idx) > from && times.at(idx) <= until)
        .filter_map(|idx| {
            let time = times.at(idx);
            match series.value(idx)? {
                Value::Float(value) if is_stale_nan(value) => None,
                Value::Float(value) => {
                    Some(format!("{} @[{time}]", format_float(value, FloatFormat::Plain, None)))
                }
                Value::Histogram(histogram) => Some(format!("{histogram} @[{time}]")),
            }
        })
        .collect()
}

/// A wall time as Go prints it below a minute: `1.234567ms`.
struct GoDuration(time::Duration);

impl fmt::Display for GoDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0)
    }
}
