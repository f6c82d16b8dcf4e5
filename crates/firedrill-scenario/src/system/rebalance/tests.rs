//! Laws of the model, and what single plans do.

use std::collections::{BTreeMap, BTreeSet};

use firedrill_model::{Duration, METRIC_NAME, Timestamp};
use mesh_rebalance_metrics::{FailureReason, Flavor, State};
use proptest::prelude::*;

use super::configuration::{
    Approval, Background, Incident, IncidentKind, MoveErrors, PlanSpec, RebalanceSystem, Repeat, Stall,
    StallPhase,
};
use super::run::ClusterRun;
use crate::action::SystemAction;
use crate::scrape::{Column, GeneratedSeries, Schedule, ScrapeModel, scrape};
use crate::system::SystemModel;

fn minutes(minutes: i64) -> Duration {
    Duration::from_seconds(60 * minutes)
}

fn system(plans: Vec<PlanSpec>) -> RebalanceSystem {
    RebalanceSystem { plans, ..RebalanceSystem::default() }
}

fn drain(at: i64, node: &str, moves: usize) -> PlanSpec {
    PlanSpec { drain: Some(node.to_owned()), ..PlanSpec::new("p-1", minutes(at), Some(moves)) }
}

/// The marks of a run, without their times.
fn story(system: &RebalanceSystem) -> Vec<String> {
    let exposure = system.play(Timestamp::EPOCH, minutes(120), 1);
    exposure.marks.into_iter().map(|mark| mark.name).collect()
}

fn samples(system: &RebalanceSystem, length: Duration, seed: u64) -> Vec<GeneratedSeries> {
    let model = ScrapeModel { interval: Duration::from_seconds(15), ..ScrapeModel::default() };
    let schedule = Schedule::new(&model, length, seed, "all");
    let exposure = system.play(Timestamp::EPOCH, length, seed);
    exposure.targets.iter().flat_map(|target| scrape(target, &schedule, Timestamp::EPOCH, seed)).collect()
}

fn values<'s>(series: &'s [GeneratedSeries], name: &str, labels: &[(&str, &str)]) -> Vec<&'s [f64]> {
    let is_meant = |series: &&GeneratedSeries| {
        series.labels.metric_name() == Some(name)
            && labels.iter().all(|(label, value)| series.labels.get(label) == Some(value))
    };
    let floats = |series: &'s GeneratedSeries| match &series.column {
        Column::Floats(values) => values.as_slice(),
        Column::Histograms(_) => &[],
    };
    series.iter().filter(is_meant).map(floats).collect()
}

#[test]
fn a_healthy_plan_goes_through_its_states() {
    let waiting = PlanSpec { approval: Some(Approval::After(minutes(4))), ..drain(5, "node-3", 20) };
    let want = [
        "p-1 is proposed",
        "p-1 drains",
        "p-1 waits for approval",
        "p-1 is approved",
        "p-1 executes",
        "p-1 completes",
        "p-1 ends",
    ];
    assert_eq!(story(&system(vec![waiting])), want);
}

#[test]
fn every_way_to_fail_ends_in_its_reason() {
    let errors = |count| Some(MoveErrors { count, reason: FailureReason::StoreConflict });
    let stall = Some(Stall { phase: StallPhase::Draining, at: 0.4, until: None });
    let lost =
        |at| Incident { at: minutes(at), cluster: None, kind: IncidentKind::NodeLost("node-3".into()) };
    let slow = PlanSpec { drain_takes: Some(minutes(8)), ..drain(5, "node-3", 20) };
    for (plan, incidents, want) in [
        (PlanSpec { move_errors: errors(4), ..drain(5, "node-3", 20) }, vec![], "store_conflict"),
        (PlanSpec { stall, ..drain(5, "node-3", 20) }, vec![], "drain_timeout"),
        (PlanSpec { approval: Some(Approval::Never), ..drain(5, "node-3", 20) }, vec![], "approval_expired"),
        (slow, vec![lost(8)], "node_lost"),
        (PlanSpec::new("p-1", minutes(5), Some(30)), vec![], "policy_denied"),
    ] {
        let mut system = system(vec![plan]);
        system.incidents = incidents;
        let series = samples(&system, minutes(60), 1);
        for reason in FailureReason::ALL {
            let counted = values(&series, "mesh_rebalance_failures_total", &[("reason", reason.as_str())]);
            let last = counted[0].last().copied();
            assert_eq!(last, Some(f64::from(u8::from(reason.as_str() == want))), "{want} {reason:?}");
        }
    }
}

#[test]
fn a_stall_that_ends_outlasts_the_time_out_of_its_drain() {
    let stall = Some(Stall { phase: StallPhase::Draining, at: 0.4, until: Some(minutes(70)) });
    let marks = story(&system(vec![PlanSpec { stall, ..drain(5, "node-3", 20) }]));
    assert!(marks.iter().any(|mark| mark == "p-1 resumes"), "{marks:?}");
    assert!(marks.iter().any(|mark| mark == "p-1 completes"), "{marks:?}");
}

#[test]
fn three_failed_moves_are_survived() {
    let errors = Some(MoveErrors { count: 3, reason: FailureReason::StoreConflict });
    let story = story(&system(vec![PlanSpec { move_errors: errors, ..drain(5, "node-3", 20) }]));
    assert!(story.iter().any(|mark| mark == "p-1 completes"), "{story:?}");
}

#[test]
fn a_second_lost_node_is_drained_by_the_same_plan() {
    let mut system = system(vec![PlanSpec { move_takes: Some(minutes(2)), ..drain(5, "node-3", 20) }]);
    system.replicas = 3;
    system.incidents =
        vec![Incident { at: minutes(10), cluster: None, kind: IncidentKind::NodeLost("node-5".into()) }];
    let marks = story(&system);
    let drains = marks.iter().filter(|mark| *mark == "p-1 drains").count();
    assert_eq!((drains, marks.last().map(String::as_str)), (2, Some("p-1 ends")), "{marks:?}");
    let series = samples(&system, minutes(60), 1);
    assert_eq!(values(&series, "mesh_rebalance_drain_progress_ratio", &[("node", "node-5")]).len(), 1);
}

#[test]
fn guardrails_stop_and_count() {
    let incident =
        Incident { at: minutes(4), cluster: None, kind: IncidentKind::Throttled(Some(minutes(6))) };
    let lost = Incident { at: minutes(4), cluster: None, kind: IncidentKind::NodeLost("node-1".into()) };
    let twice = Some(Repeat { every: minutes(8), times: 2 });
    for (plan, incidents, guardrail, want) in [
        (PlanSpec { wants: Some(10), ..drain(5, "node-3", 20) }, vec![], "max_moves", 6.0),
        (PlanSpec { repeat: twice, insists: 2, ..drain(5, "node-3", 20) }, vec![], "cooldown", 2.0),
        (PlanSpec { insists: 3, ..drain(5, "node-3", 20) }, vec![lost], "healthy_replica", 4.0),
        (PlanSpec::new("p-1", minutes(5), Some(20)), vec![incident], "incident_throttle", 10.0),
    ] {
        let mut system = system(vec![plan]);
        system.incidents = incidents;
        let series = samples(&system, minutes(60), 1);
        let name = "mesh_rebalance_guardrail_violations_total";
        let counted = values(&series, name, &[("guardrail", guardrail)])[0].last().copied();
        assert_eq!(counted, Some(want), "{guardrail}");
    }
}

#[test]
fn a_failover_starts_new_series_and_knows_the_live_plans() {
    let mut system =
        system(vec![PlanSpec { approval: Some(Approval::After(minutes(20))), ..drain(5, "node-3", 20) }]);
    system.incidents =
        vec![Incident { at: minutes(12), cluster: None, kind: IncidentKind::ControllerFailsOver }];
    let series = samples(&system, minutes(60), 1);
    let pending = values(&series, "mesh_rebalance_state", &[("state", "plan_pending")]);
    assert_eq!(pending.len(), 2);
    assert!(pending[0].last().is_some_and(|last| last.is_nan()));
    assert_eq!(pending[1][0], 1.0);
    let created = values(&series, "mesh_rebalance_plan_created_timestamp_seconds", &[]);
    assert_eq!((created[0][0], created[1][0]), (300.0, 300.0));
}

#[test]
fn lines_of_the_timeline_reach_their_part() {
    let mut system = system(vec![PlanSpec { approval: Some(Approval::Never), ..drain(5, "node-3", 20) }]);
    let action = |subject: &str, predicate: &str| SystemAction {
        subject: subject.to_owned(),
        predicate: predicate.to_owned(),
    };
    system.plan(minutes(20), &action("p-1", "is approved")).expect("a plan can be approved");
    assert!(story(&system).iter().any(|mark| mark == "p-1 completes"));
    for (subject, predicate, want) in [
        ("p-2", "is approved", "the system has no \"p-2\", did you mean \"p-1\"?"),
        ("node-3", "explodes", "node-3 cannot \"explodes\"; it can: is lost, is back"),
    ] {
        let error = system.plan(minutes(1), &action(subject, predicate)).expect_err("refused");
        assert_eq!(error.to_string(), want);
    }
}

#[test]
fn meshkit_says_the_same_under_its_own_names() {
    let mesh = system(vec![drain(5, "node-3", 20)]);
    let meshkit = RebalanceSystem { flavor: Flavor::MeshKit, ..mesh.clone() };
    let names = |system: &RebalanceSystem| -> Vec<String> {
        let series = samples(system, minutes(30), 1);
        series.iter().filter_map(|series| series.labels.metric_name().map(str::to_owned)).collect()
    };
    let translated: Vec<String> = names(&mesh)
        .iter()
        .map(|name| {
            name.replace("mesh_rebalance_", "meshkit_rebalance_").replace("shards_moving", "shards_in_flight")
        })
        .collect();
    assert_eq!(translated, names(&meshkit));
}

#[test]
fn no_name_reaches_a_series_that_the_library_does_not_have() {
    let series = samples(&system(vec![drain(5, "node-3", 20)]), minutes(30), 1);
    let names: BTreeSet<&str> = series.iter().filter_map(|series| series.labels.metric_name()).collect();
    assert_eq!(names.len(), 15, "{names:?}");
    assert!(
        series.iter().all(|series| series.labels.get(METRIC_NAME) == Some("up")
            || series.labels.get("cluster") == Some("eu-1"))
    );
}

/// Any plan, healthy or not.
fn any_plan() -> impl Strategy<Value = PlanSpec> {
    let stall = prop_oneof![
        2 => Just(None),
        1 => (0.0..1.0_f64, 5..60_i64).prop_map(|(at, until)| Some(Stall {
            phase: StallPhase::Draining, at, until: Some(minutes(until)) })),
        1 => (0.0..1.0_f64).prop_map(|at| Some(Stall { phase: StallPhase::Executing, at, until: None })),
    ];
    (0..40_i64, 1..40_usize, 1..7_usize, stall, 0..6_usize, prop::option::of(1..8_usize)).prop_map(
        |(at, moves, node, stall, errors, wants)| PlanSpec {
            stall,
            wants,
            move_errors: Some(MoveErrors { count: errors, reason: FailureReason::Internal }),
            ..drain(at, &format!("node-{node}"), moves)
        },
    )
}

fn any_incident() -> impl Strategy<Value = Incident> {
    let lasting = (1..20_i64).prop_map(|length| Some(minutes(length)));
    let kind = prop_oneof![
        (1..7_usize).prop_map(|node| IncidentKind::NodeLost(format!("node-{node}"))),
        (1..7_usize).prop_map(|node| IncidentKind::NodeBack(format!("node-{node}"))),
        lasting.clone().prop_map(IncidentKind::ControllerCrashes),
        lasting.clone().prop_map(IncidentKind::ControllerFreezes),
        Just(IncidentKind::ControllerFailsOver),
        (1..9_usize).prop_map(IncidentKind::MaxConcurrentMoves),
        lasting.prop_map(IncidentKind::Throttled),
    ];
    (0..60_i64, kind).prop_map(|(at, kind)| Incident { at: minutes(at), cluster: None, kind })
}

fn any_system() -> impl Strategy<Value = RebalanceSystem> {
    (prop::collection::vec(any_plan(), 0..4), prop::collection::vec(any_incident(), 0..4), any::<bool>())
        .prop_map(|(mut plans, incidents, background)| {
            for (idx, plan) in plans.iter_mut().enumerate() {
                plan.id = format!("p-{idx}");
            }
            let background = background.then_some(Background {
                every: minutes(10),
                moves_least: 2,
                moves_most: 10,
                drains: 0.5,
            });
            let namespaces = vec!["orders".to_owned(), "payments".to_owned()];
            RebalanceSystem { namespaces, plans, background, incidents, ..RebalanceSystem::default() }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn shards_are_conserved(system in any_system(), seed in any::<u64>()) {
        let mut run = ClusterRun::new(&system, "eu-1", Timestamp::EPOCH, minutes(90), seed);
        let mut wrong = Vec::new();
        run.play(minutes(90), |run, at| {
            let owned: usize = run.topology.owned().iter().sum();
            if owned != system.shards {
                wrong.push((at, owned));
            }
        });
        prop_assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn exactly_one_state_of_a_plan_is_1(system in any_system(), seed in any::<u64>()) {
        let mut sums: BTreeMap<(String, i64), f64> = BTreeMap::new();
        let series = samples(&system, minutes(90), seed);
        for series in &series {
            let Column::Floats(values) = &series.column else { continue };
            if series.labels.metric_name() != Some("mesh_rebalance_state") {
                continue;
            }
            let plan = series.labels.filtered(|label| label != "state").to_string();
            for (idx, value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
                *sums.entry((plan.clone(), series.times.at(idx))).or_default() += value;
            }
        }
        prop_assert!(sums.values().all(|sum| *sum == 1.0), "{sums:?}");
    }

    #[test]
    fn healthy_drains_only_move_forward(seed in any::<u64>(), node in 1..7_usize) {
        let system = system(vec![drain(3, &format!("node-{node}"), 20)]);
        let series = samples(&system, minutes(30), seed);
        for values in values(&series, "mesh_rebalance_drain_progress_ratio", &[]) {
            let shown: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
            prop_assert!(shown.windows(2).all(|pair| pair[0] <= pair[1]), "{shown:?}");
            prop_assert_eq!(shown.last().copied(), Some(1.0));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_samples(system in any_system(), seed in any::<u64>()) {
        let text = |series: Vec<GeneratedSeries>| format!("{series:?}");
        prop_assert_eq!(text(samples(&system, minutes(60), seed)), text(samples(&system, minutes(60), seed)));
    }

    #[test]
    fn no_more_shards_move_than_policy_allows(seed in any::<u64>(), at in 0..20_i64) {
        let mut plans = vec![drain(at, "node-1", 30), drain(3, "node-2", 30), drain(5, "node-4", 30)];
        for (idx, plan) in plans.iter_mut().enumerate() {
            plan.id = format!("p-{idx}");
        }
        let system = system(plans);
        let mut run = ClusterRun::new(&system, "eu-1", Timestamp::EPOCH, minutes(90), seed);
        let mut most = 0;
        run.play(minutes(90), |run, _| most = most.max(run.moving_in(0)));
        prop_assert_eq!(most, 4);
        prop_assert!(run.plans.iter().all(|plan| plan.state == State::Steady && plan.moved == 30));
    }
}
