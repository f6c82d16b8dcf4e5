//! The unit-test file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use firedrill_model::{Duration, Labels};
use firedrill_scenario::scrape::Column;
use firedrill_sim::Played;

use super::ExportError;
use super::alerts::{Firing, checks};
use super::grid::Grid;
use super::values::notation;
use crate::rehearsal::Rehearsal;

/// The run as a file for `promtool test rules` that stands in `folder`.
///
/// # Errors
/// What unit tests cannot say.
pub(in super::super) fn exported(
    rehearsal: &Rehearsal,
    played: &Played,
    folder: Option<&Path>,
) -> Result<String, ExportError> {
    let Rehearsal { scenario, resources, .. } = rehearsal;
    if !played.is_uninterrupted {
        return Err(ExportError::Interrupted);
    }
    if scenario.start.as_ms() != 0 {
        return Err(ExportError::Started);
    }
    let evaluation = evaluation_interval(rehearsal)?;
    let (start, end) = (played.timeline.start, played.timeline.end);
    let grid = Grid::of(&played.series, start.as_ms(), end.as_ms())?;
    let mut text = String::from("rule_files:\n");
    for file in &resources.rules.files {
        let _ = writeln!(text, "- {}", quoted(&placed(&file.path, folder)));
    }
    let _ = writeln!(text, "evaluation_interval: {evaluation}");
    let groups: Vec<_> = groups(rehearsal).into_iter().map(quoted).collect();
    if !groups.is_empty() {
        let _ = writeln!(text, "group_eval_order: [{}]", groups.join(", "));
    }
    text.push_str("\ntests:\n");
    let _ = writeln!(text, "- name: {}", quoted(&scenario.name.value));
    let _ = writeln!(text, "  interval: {}", Duration::from_ms(grid.interval));
    external_labels(&mut text, &scenario.external_labels);
    text.push_str("  input_series:\n");
    for series in &played.series {
        let Column::Floats(values) = &series.column else {
            return Err(ExportError::Histograms(series.labels.to_string()));
        };
        let values = notation(&series.times, values, grid, end.as_ms());
        let _ = writeln!(text, "  - series: {}", quoted(&metric(&series.labels)));
        let _ = writeln!(text, "    values: {}", quoted(&values));
    }
    text.push_str("  alert_rule_test:\n");
    let names: BTreeSet<&str> = resources
        .rules
        .rules()
        .filter(|(.., rule)| rule.is_alerting())
        .map(|(.., rule)| rule.name())
        .collect();
    for (name, instants) in checks(names, &played.changes, start, end, evaluation.as_ms()) {
        for (at, firing) in instants {
            check(&mut text, name, at - start, &firing);
        }
    }
    Ok(text)
}

/// The groups in the order of their evaluation, which promtool leaves to chance otherwise.
fn groups(rehearsal: &Rehearsal) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (_, group, _) in rehearsal.resources.rules.rules() {
        if !names.contains(&group.name.as_str()) {
            names.push(&group.name);
        }
    }
    names
}

/// The interval that all groups have.
fn evaluation_interval(rehearsal: &Rehearsal) -> Result<Duration, ExportError> {
    let default = rehearsal.scenario.evaluation_interval;
    let intervals: BTreeSet<Duration> =
        rehearsal.resources.rules.rules().map(|(_, group, _)| group.interval.unwrap_or(default)).collect();
    let mut intervals = intervals.into_iter();
    match (intervals.next(), intervals.next()) {
        (Some(one), Some(other)) => Err(ExportError::Intervals(one, other)),
        (Some(one), None) => Ok(one),
        _ => Ok(default),
    }
}

fn external_labels(text: &mut String, labels: &Labels) {
    if labels.is_empty() {
        return;
    }
    text.push_str("  external_labels:\n");
    for (name, value) in labels {
        let _ = writeln!(text, "    {name}: {}", quoted(value));
    }
}

fn check(text: &mut String, name: &str, at: Duration, firing: &Firing) {
    let _ = writeln!(text, "  - eval_time: {at}\n    alertname: {}", quoted(name));
    if firing.is_empty() {
        text.push_str("    exp_alerts: []\n");
        return;
    }
    text.push_str("    exp_alerts:\n");
    for (labels, annotations) in firing {
        text.push_str("    - exp_labels:\n");
        for (label, value) in labels.iter().filter(|(label, _)| *label != "alertname") {
            let _ = writeln!(text, "        {}: {}", quoted(label), quoted(value));
        }
        if labels.len() <= 1 {
            text.truncate(text.trim_end().len());
            text.push_str(" {}\n");
        }
        if annotations.is_empty() {
            continue;
        }
        text.push_str("      exp_annotations:\n");
        for (label, value) in annotations {
            let _ = writeln!(text, "        {}: {}", quoted(label), quoted(value));
        }
    }
}

/// A series as unit tests write it: the name before the braces, as all versions read it.
fn metric(labels: &Labels) -> String {
    let name = labels.metric_name().unwrap_or_default();
    let rest = labels.filtered(|label| label != firedrill_model::METRIC_NAME);
    if rest.is_empty() && !name.is_empty() { name.to_owned() } else { format!("{name}{rest}") }
}

/// A path as seen from `folder`.
fn placed(path: &str, folder: Option<&Path>) -> String {
    let is_here = folder.is_none_or(|folder| folder.as_os_str().is_empty() || folder == Path::new("."));
    let absolute = if is_here { None } else { std::path::absolute(path).ok() };
    absolute.map_or_else(|| path.to_owned(), |absolute| absolute.display().to_string())
}

/// A text in quotes that YAML and JSON read alike.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
