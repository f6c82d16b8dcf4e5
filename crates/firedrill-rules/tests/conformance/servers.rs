//! Running servers: intervals of groups, failures, restarts and reloads; and the law that whole
//! segments give what single evaluations give.

use firedrill_model::{Labels, Timestamp, Value};
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::store::{Origin, Store};
use firedrill_promql::syntax::series::{SeriesValue, parse_series};
use firedrill_promql::{Dialect, Features};
use firedrill_rules::Languages;
use firedrill_rules::evaluation::server::{Begin, Segment, Served, ServerOptions, serve};
use firedrill_rules::evaluation::{AlertState, EvaluationOptions, InputSeries, Mode, RuleSet};
use firedrill_rules::file::{LoadOptions, load};
use proptest::prelude::*;

use crate::horizons::{INPUTS, STEPS, contents, rules, values};

const MINUTE: i64 = 60_000;

/// Samples once a minute.
struct Samples(Vec<(Labels, Vec<(i64, f64)>)>);

impl Samples {
    fn parse<'s>(lines: impl IntoIterator<Item = (&'s str, &'s str)>) -> Self {
        let read = |(series, values)| {
            let text = format!("{series} {values}");
            let described = parse_series(&text, &Dialect::V3).expect("valid notation");
            let values = described.expand().enumerate().filter_map(|(step, value)| match value {
                SeriesValue::Float(value) => Some((step as i64 * MINUTE, value)),
                _ => None,
            });
            (described.labels.clone(), values.collect())
        };
        Self(lines.into_iter().map(read).collect())
    }
}

impl InputSeries for Samples {
    fn load(&self, store: &mut Store, after: Option<i64>, until: i64) {
        for (labels, samples) in &self.0 {
            let due = |time: i64| after.is_none_or(|after| time > after) && time <= until;
            for (time, value) in samples.iter().filter(|(time, _)| due(*time)) {
                let id = store.series_id(labels, Origin::default());
                let _ = store.append(id, *time, Value::Float(*value));
            }
        }
    }
}

fn rule_set(text: &str) -> RuleSet {
    let loaded = load(text, &LoadOptions::default());
    assert!(loaded.is_valid(), "{:?}", loaded.promtool_errors());
    let features = Features::SERVER_DEFAULT;
    let languages = Languages { dialect: Dialect::V3, rules: features, engine: features };
    RuleSet::new(&loaded.file.groups, &languages)
}

fn served(input: &Samples, segments: &[Segment<'_>], mode: Mode) -> Served {
    let options = ServerOptions {
        evaluation: EvaluationOptions {
            query: QueryOptions::default(),
            external_labels: Labels::empty(),
            external_url: String::new(),
            url_of_functions: None,
            mode,
        },
        interval: ServerOptions::INTERVAL,
        outage_tolerance: ServerOptions::OUTAGE_TOLERANCE,
        grace_period: ServerOptions::GRACE_PERIOD,
    };
    serve(input, segments, &options)
}

fn segment(rules: &RuleSet, begin: Begin, minutes: std::ops::Range<i64>) -> Segment<'_> {
    Segment { begin, start: Timestamp(minutes.start * MINUTE), end: Timestamp(minutes.end * MINUTE), rules }
}

/// Minute and letter of the state after each change: `4F 10R`.
fn changes(served: &Served) -> String {
    let texts = served.changes.iter().map(|change| {
        let letter = match change.to {
            AlertState::Inactive => '.',
            AlertState::Pending { .. } => 'P',
            AlertState::Firing { .. } => 'F',
            AlertState::Resolved { .. } => 'R',
        };
        format!("{}{letter}", change.at.as_ms() as f64 / MINUTE as f64)
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// In both modes.
fn outcome(input: &[(&str, &str)], segments: &[Segment<'_>]) -> Served {
    let input = Samples::parse(input.iter().copied());
    let whole = served(&input, segments, Mode::WholeHorizon);
    let stepwise = served(&input, segments, Mode::Stepwise);
    assert_eq!(whole.changes, stepwise.changes);
    assert_eq!(whole.failures, stepwise.failures);
    whole
}

#[test]
fn groups_have_their_own_intervals() {
    let rules = rule_set(
        "groups:\n- {name: often, interval: 20s, rules: [{alert: A, expr: a > 0, for: 30s}]}\n\
         - {name: seldom, interval: 3m, rules: [{alert: B, expr: a > 0}]}\n",
    );
    let got = outcome(&[("a", "0 1x2 0x9")], &[segment(&rules, Begin::Fresh, 0..10)]);
    assert_eq!(changes(&got).replace("1.6666666666666667F", "1m40F"), "1P 1m40F 3F 4R 6R");
}

#[test]
fn a_failing_rule_keeps_its_alerts_and_does_not_end_the_run() {
    // Two series on the right side fail the join at minutes 3 and 4.
    let rules = rule_set(
        "groups:\n- {name: g, rules: [{alert: A, expr: a > 0 and on (job) (a / on (job) b), for: 4m}]}\n",
    );
    let input = [("a{job=\"x\"}", "1x9"), ("b{job=\"x\"}", "1x9"), ("b{job=\"x\",i=\"2\"}", "_x3 1x1 stale")];
    let got = outcome(&input, &[segment(&rules, Begin::Fresh, 0..10)]);
    let failed: Vec<_> = got.failures.iter().map(|failure| failure.at.as_ms() / MINUTE).collect();
    assert_eq!((failed, changes(&got)), (vec![3, 4], "0P 5F".to_owned()));
}

#[test]
fn too_many_alerts_drop_all_of_them() {
    let rules = rule_set("groups:\n- {name: g, limit: 1, rules: [{alert: A, expr: a > 0}]}\n");
    let input = [("a{i=\"1\"}", "1x9"), ("a{i=\"2\"}", "0x2 1x1 0x9")];
    let got = outcome(&input, &[segment(&rules, Begin::Fresh, 0..8)]);
    assert_eq!(changes(&got), "0F 3. 5F");
    assert_eq!(got.failures.len(), 2);
}

#[test]
fn the_time_an_alert_was_pending_survives_a_restart() {
    let rules = rule_set("groups:\n- {name: g, rules: [{alert: A, expr: a > 0, for: 30m}]}\n");
    let restart = |down: i64, up: i64, end: i64| {
        [segment(&rules, Begin::Fresh, 0..down), segment(&rules, Begin::Restart, up..end)]
    };
    // Last evaluated at 10, restored just after 16: the downtime of 6 minutes and a little is added.
    assert_eq!(changes(&outcome(&[("a", "1x99")], &restart(11, 15, 60))), "0P 11. 15P 37F");
    // 5 minutes were missing, but nothing fires within the grace period of 10.
    assert_eq!(changes(&outcome(&[("a", "1x99")], &restart(26, 30, 60))), "0P 26. 30P 42F");
    // It fired before, and does so again with the first evaluation after the restoration.
    assert_eq!(changes(&outcome(&[("a", "1x99")], &restart(40, 45, 60))), "0P 30F 40. 45P 47F");
    // An outage of more than an hour is not forgiven.
    assert_eq!(changes(&outcome(&[("a", "1x199")], &restart(11, 80, 120))), "0P 11. 80P 110F");
}

#[test]
fn a_reload_keeps_what_did_not_change() {
    let before = rule_set(
        "groups:\n- name: g\n  rules: [{alert: A, expr: a > 0, for: 5m}, {record: r, expr: a}, {alert: B, expr: a > 0}]\n",
    );
    let after = rule_set(
        "groups:\n- name: g\n  rules: [{alert: New, expr: r > 0}, {alert: A, expr: a > 0.5, for: 8m}]\n",
    );
    let segments = [segment(&before, Begin::Fresh, 0..4), segment(&after, Begin::Reload, 4..14)];
    let got = outcome(&[("a", "1x99")], &segments);
    let texts: Vec<_> =
        got.changes.iter().map(|change| change.labels.get("alertname").unwrap_or("")).collect();
    // `r` ends with the first evaluation after the reload, which still sees it.
    assert_eq!(changes(&got), "0P 0F 4. 4F 5R 8F");
    assert_eq!(texts, ["A", "B", "B", "New", "New", "A"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn whole_segments_give_what_single_evaluations_give(
        before in rules(),
        inputs in prop::collection::vec(values(), INPUTS.len()),
        stop in 3i64..STEPS as i64,
        down in 0i64..4,
    ) {
        let rules = rule_set(&before);
        let input = Samples::parse(INPUTS.iter().copied().zip(inputs.iter().map(String::as_str)));
        let end = STEPS as i64 + 6;
        let segments = [segment(&rules, Begin::Fresh, 0..stop), segment(&rules, Begin::Restart, stop + down..end)];
        let whole = served(&input, &segments, Mode::WholeHorizon);
        let stepwise = served(&input, &segments, Mode::Stepwise);
        prop_assert_eq!(&whole.failures, &stepwise.failures, "\n{}", before);
        // As text, in which NaN is NaN.
        let texts = |served: &Served| format!("{:#?}", served.changes);
        prop_assert_eq!(texts(&whole), texts(&stepwise), "\n{}\n{:?}", before, inputs);
        prop_assert_eq!(contents(&whole.store), contents(&stepwise.store), "\n{}\n{:?}", before, inputs);
        // A cut without downtime or loss changes nothing.
        let one = served(&input, &[segment(&rules, Begin::Fresh, 0..end)], Mode::WholeHorizon);
        let cut = [segment(&rules, Begin::Fresh, 0..stop), segment(&rules, Begin::Reload, stop..end)];
        let two = served(&input, &cut, Mode::WholeHorizon);
        let key = |served: &Served| {
            let of = served.changes.iter().map(|it| (it.at, it.labels.clone(), it.to, it.annotations.clone()));
            of.collect::<Vec<_>>()
        };
        prop_assert_eq!(key(&one), key(&two), "\n{}\n{:?}", before, inputs);
        prop_assert_eq!(contents(&one.store), contents(&two.store), "\n{}\n{:?}", before, inputs);
    }
}
