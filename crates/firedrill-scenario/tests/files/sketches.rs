//! The scenarios that show how the language reads.

use firedrill_model::{Duration, Timestamp};
use firedrill_scenario::action::schedule;
use firedrill_scenario::moment::Marks;
use firedrill_scenario::system::System;
use firedrill_scenario::{Expectation, Mark, Scenario};

use crate::disk::{folder, read};

const MINUTE: i64 = 60_000;

fn scenario(name: &str) -> Scenario {
    match read(&folder("fixtures/scenarios"), name) {
        Ok(scenario) => scenario,
        Err(refused) => panic!("{refused}"),
    }
}

/// The windows of all expectations in minutes from the start.
fn windows(scenario: &Scenario, known: &[Mark]) -> Vec<(i64, i64)> {
    let schedule = schedule(scenario, known).expect("all marks are known");
    let marks = Marks { start: scenario.start, end: scenario.start, marks: &schedule.marks };
    let minutes = |at: Timestamp| (at - scenario.start).as_ms() / MINUTE;
    let windows = scenario.expectations.iter().flat_map(|expectation| expectation.value.windows());
    windows
        .map(|when| marks.range(&when.value).expect("all marks are known"))
        .map(|range| (minutes(range.from), minutes(range.to)))
        .collect()
}

fn mark(minute: i64, name: &str) -> Mark {
    Mark { at: Timestamp(minute * MINUTE), name: name.to_owned() }
}

#[test]
fn a_drain_that_stops_moving() {
    let scenario = scenario("stuck-drain.yml");
    let known = [mark(35, "p-1042 stalls"), mark(70, "p-1042 resumes")];
    assert_eq!(windows(&scenario, &known), [(45, 47), (70, 75), (65, 67)]);
    let Some(System::Rebalance(system)) = &scenario.system else { panic!("a system") };
    assert_eq!((system.nodes, system.shards, system.plans[0].moves), (6, 240, Some(40)));
    assert!(scenario.is_closed_world);
    let Expectation::Page(page) = &scenario.expectations[2].value else { panic!("a page") };
    assert_eq!(page.receiver.value, "pagerduty");
    assert!(page.fields[0].1.accepts("Drain of plan p-1042 in eu-1"));
}

#[test]
fn planned_maintenance_is_silent() {
    let scenario = scenario("planned-maintenance.yml");
    assert_eq!(scenario.name.value, "Planned maintenance is silent, and the night after is not");
    assert_eq!(scenario.zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(windows(&scenario, &[]), [(0, 40), (0, 190), (190, 195)]);
    assert!(scenario.system.is_some(), "the system comes from the file it extends");
    assert_eq!(scenario.sources.len(), 2);
}

#[test]
fn a_two_percent_error_rate() {
    let scenario = scenario("error-rate.yml");
    assert_eq!((scenario.series.len(), scenario.seeds), (3, 50));
    assert_eq!(scenario.scrape.interval, Duration::from_seconds(15));
    assert_eq!(windows(&scenario, &[]), [(20, 26), (30, 59)]);
    let schedule = schedule(&scenario, &[]).expect("instants");
    let marks: Vec<String> =
        schedule.marks.iter().map(|mark| format!("{} {}", mark.at.as_ms() / MINUTE, mark.name)).collect();
    assert_eq!(
        marks,
        [
            "40 target a goes down",
            "43 target a comes back",
            "90 prometheus restarts",
            "94 prometheus is back"
        ]
    );
    let requests = &scenario.series[0].value;
    assert_eq!(requests.parameters.len(), 2);
    assert_eq!(requests.changes.len(), 2);
}
