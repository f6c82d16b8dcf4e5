//! All lanes of a timeline.

use std::collections::BTreeMap;

use firedrill_model::{Labels, Timestamp};
use firedrill_scenario::Scenario;
use firedrill_scenario::timeline::{AlertState, Event, NotificationStatus, Outcome, RuleReference, Timeline};

use super::axis::Axis;
use super::lane::{Cell, Lane};
use super::marks;
use super::name::{alert_name, alert_names};
use crate::report::Palette;

/// Fewest columns of a lane, and most lanes of a kind: more alerts than that are counted.
const NARROWEST: usize = 20;
const MOST_LANES: usize = 40;

/// The timeline, at most `columns` wide where that is possible.
pub(in super::super) fn text(
    scenario: &Scenario,
    timeline: &Timeline,
    columns: usize,
    palette: &Palette,
) -> String {
    // Names may take half of the width.
    let names = names(timeline).map(|name| name.chars().count()).max().unwrap_or(0).min(columns / 2).max(6);
    let width = columns.saturating_sub(names + 2).max(NARROWEST);
    let axis = Axis { start: timeline.start, end: timeline.end, columns: width };
    let (letters, legend) = marks::drawn(&timeline.marks, &axis);
    let [labels, ticks] = axis.drawn();
    let mut out = format!("{}  seed {}\n\n", palette.strong.style(&scenario.name.value), timeline.seed);
    let mut line = |name: &str, text: &str| {
        let text = format!("{:names$}  {text}", shortened(name, names));
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line("", &labels);
    line("", &ticks);
    if !legend.is_empty() {
        line("marks", &letters);
    }
    for lanes in [alert_lanes(timeline, &axis), group_lanes(timeline, &axis)] {
        for lane in lanes.iter().take(MOST_LANES) {
            line(&lane.name, &coloured(&lane.cells, palette));
        }
        if lanes.len() > MOST_LANES {
            line(&format!("and {} more", lanes.len() - MOST_LANES), "");
        }
    }
    out.push('\n');
    for mark in legend {
        out.push_str(&mark);
        out.push('\n');
    }
    let key = "░ pending  █ firing  ▁ resolved  ▲ notified  ▽ notified as resolved  m muted  ✗ not delivered";
    out.push_str(&format!("\n{}\n", palette.faint.style(key)));
    out
}

fn names(timeline: &Timeline) -> impl Iterator<Item = String> {
    timeline.observations.iter().filter_map(|observation| match &observation.event {
        Event::Alert(change) => Some(alert_name(&change.labels)),
        Event::Notification(notification) => {
            Some(group_name(&notification.receiver, &notification.group_labels))
        }
        Event::Muted(_) | Event::RuleFailure(_) | Event::Note(_) => None,
    })
}

fn group_name(receiver: &str, labels: &Labels) -> String {
    format!("→ {receiver} {labels}")
}

fn shortened(name: &str, width: usize) -> String {
    if name.chars().count() <= width {
        return name.to_owned();
    }
    name.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

fn alert_lanes(timeline: &Timeline, axis: &Axis) -> Vec<Lane> {
    let mut changes: BTreeMap<(&RuleReference, &Labels), Vec<(Timestamp, AlertState)>> = BTreeMap::new();
    for observation in &timeline.observations {
        if let Event::Alert(change) = &observation.event {
            let of = changes.entry((&change.rule, &change.labels)).or_default();
            of.push((observation.seen.earliest, change.to));
        }
    }
    let labels: Vec<&Labels> = changes.keys().map(|(_, labels)| *labels).collect();
    let names = alert_names(&labels);
    names
        .into_iter()
        .zip(changes.values())
        .map(|(name, changes)| Lane::of_alert(name, changes, axis))
        .collect()
}

fn group_lanes(timeline: &Timeline, axis: &Axis) -> Vec<Lane> {
    let mut lanes: BTreeMap<(&str, &str), Lane> = BTreeMap::new();
    for observation in &timeline.observations {
        let column = axis.column(observation.seen.earliest);
        match &observation.event {
            Event::Notification(it) => {
                let new = || Lane::new(String::new(), axis.columns, Cell::Open);
                let lane = lanes.entry((&it.receiver, &it.group_key)).or_insert_with(new);
                lane.name = group_name(&it.receiver, &it.group_labels);
                lane.put(
                    column,
                    match (&it.outcome, it.status) {
                        (Outcome::Failed(_), _) => Cell::Failed,
                        (Outcome::Delivered, NotificationStatus::Firing) => Cell::SentFiring,
                        (Outcome::Delivered, NotificationStatus::Resolved) => Cell::SentResolved,
                    },
                );
            }
            Event::Muted(it) => {
                let name = format!("→ {} {}", it.receiver, it.group_key);
                let new = || Lane::new(name, axis.columns, Cell::Open);
                let lane = lanes.entry((&it.receiver, &it.group_key)).or_insert_with(new);
                lane.put(column, Cell::Muted);
            }
            Event::Alert(_) | Event::RuleFailure(_) | Event::Note(_) => {}
        }
    }
    lanes.into_values().collect()
}

fn coloured(cells: &[Cell], palette: &Palette) -> String {
    let style = |cell: Cell| match cell {
        Cell::Firing | Cell::Failed => palette.bad,
        Cell::Pending | Cell::Muted => palette.warning,
        Cell::Resolved | Cell::SentResolved => palette.good,
        Cell::SentFiring => palette.strong,
        Cell::Quiet | Cell::Open => palette.faint,
    };
    let runs = cells.chunk_by(|lhs, rhs| lhs == rhs);
    runs.map(|run| {
        let text: String = run.iter().map(|cell| cell.character()).collect();
        style(run[0]).style(text).to_string()
    })
    .collect()
}
