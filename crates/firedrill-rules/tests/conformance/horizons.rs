//! The law behind evaluation over whole horizons: it gives what evaluation step by step gives.

use std::collections::BTreeMap;

use firedrill_model::is_stale_nan;
use firedrill_promql::Dialect;
use firedrill_promql::store::{Series, Store};
use firedrill_rules::evaluation::Mode;
use firedrill_rules::unittest::{Suite, TestGroupRun, TestOptions, load};
use proptest::prelude::*;

pub(crate) const STEPS: usize = 12;

/// Expressions over inputs `a` and `b`, recorded `r0` to `r5` and the series of alerts.
fn expression() -> impl Strategy<Value = String> {
    let metric = prop::sample::select(vec![
        "a",
        "b",
        "r0",
        "r1",
        "r2",
        "r3",
        "r4",
        "r5",
        "ALERTS",
        "ALERTS_FOR_STATE",
        "{__name__=~\"r.\"}",
        "{job=\"x\"}",
        "ALERTS{alertname=\"A1\"}",
    ]);
    let shape = prop::sample::select(vec![
        "M",
        "M > 2",
        "sum(M)",
        "sum by (job) (M)",
        "sum_over_time(M[3m])",
        "M offset 1m",
        "M offset -1m",
        "count(M) or vector(7)",
        "max_over_time(sum(M)[4m:1m])",
        "last_over_time(M[2m])",
        "absent(M)",
        "topk(1, M)",
        "M unless on (job) b",
        "changes(M[5m]) > 0",
        "rate(M[4m])",
        "M @ 240",
        "M @ start()",
        "timestamp(M)",
        "label_replace(M, \"job\", \"z\", \"job\", \"x\")",
        "M + 1",
    ]);
    (shape, metric).prop_map(|(shape, metric)| shape.replace('M', metric))
}

/// A rule; `NUMBER` stands for its place among all rules.
fn rule() -> impl Strategy<Value = String> {
    // Some rules share a metric, most do not.
    let name = prop::sample::select(vec!["rNUMBER", "rNUMBER", "rNUMBER", "rNUMBER", "rNUMBER", "r0"]);
    let record =
        (name, expression()).prop_map(|(name, expr)| format!("  - {{record: {name}, expr: '{expr}'}}\n"));
    let timing = prop::sample::select(vec![
        "",
        ", for: 2m",
        ", keep_firing_for: 2m",
        ", for: 1m, keep_firing_for: 3m",
    ]);
    let labels = prop::sample::select(vec![
        "",
        ", labels: {severity: page}",
        ", labels: {v: \"{{ $value }}\"}",
        ", labels: {job: \"{{ $labels.job }}-x\"}",
    ]);
    let name = prop::sample::select(vec!["ANUMBER", "ANUMBER", "ANUMBER", "A1"]);
    let alert = (name, expression(), timing, labels).prop_map(|(name, expr, timing, labels)| {
        let annotations = "annotations: {s: \"{{ $labels.job }} {{ $value }}\"}";
        format!("  - {{alert: {name}, expr: '{expr}'{timing}{labels}, {annotations}}}\n")
    });
    prop_oneof![2 => record, 1 => alert]
}

pub(crate) fn rules() -> impl Strategy<Value = String> {
    let offset = prop::sample::select(vec!["", "", "  query_offset: 30s\n", "  query_offset: 1m\n"]);
    let limit = prop::sample::select(vec!["", "", "", "", "  limit: 1\n"]);
    // Counts for servers only: unit tests have one interval for all groups.
    let interval = prop::sample::select(vec!["", "", "  interval: 30s\n", "  interval: 2m\n"]);
    let group = (offset, limit, interval, prop::collection::vec(rule(), 1..4));
    prop::collection::vec(group, 1..4).prop_map(|groups| {
        let mut number = 0;
        let mut text = String::from("groups:\n");
        for (index, (offset, limit, interval, rules)) in groups.into_iter().enumerate() {
            text += &format!("- name: g{index}\n{offset}{limit}{interval}  rules:\n");
            for rule in rules {
                text += &rule.replace("NUMBER", &number.to_string());
                number += 1;
            }
        }
        text
    })
}

pub(crate) fn values() -> impl Strategy<Value = String> {
    let value = prop::sample::select(vec!["1", "2", "5", "0", "_", "stale", "NaN", "3.5"]);
    prop::collection::vec(value, STEPS).prop_map(|values| values.join(" "))
}

/// The input series, whose values [`values`] gives.
pub(crate) const INPUTS: [&str; 4] = ["a{job=\"x\"}", "a{job=\"y\"}", "b{job=\"x\"}", "b"];

fn tests(inputs: &[String]) -> String {
    let series = INPUTS.iter().zip(inputs);
    let series = series.fold(String::new(), |text, (series, values)| {
        text + &format!("  - {{series: '{series}', values: '{values}'}}\n")
    });
    let mut checks = String::new();
    for minute in 0..STEPS {
        for alert in 0..9 {
            checks += &format!("  - {{eval_time: {minute}m, alertname: A{alert}}}\n");
        }
    }
    format!(
        "evaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:\n{series}  alert_rule_test:\n{checks}"
    )
}

fn run(rules: &str, tests: &str, mode: Mode) -> TestGroupRun {
    let dialect = Dialect::V3;
    let loaded = load(tests, &dialect);
    assert!(loaded.is_valid(), "{:?}", loaded.promtool_error());
    let options = TestOptions { mode, all_alert_series: true, ..TestOptions::default() };
    let suite = Suite::new(loaded.file, [("rules.yml".to_owned(), rules)], options);
    for rules in &suite.rule_files {
        assert!(rules.loaded.is_valid(), "{:?}", rules.loaded.promtool_errors());
    }
    suite.prepared().run(0)
}

/// Samples by series; of several staleness markers in a row only the first counts.
pub(crate) fn contents(store: &Store) -> BTreeMap<String, Vec<(i64, u64)>> {
    store
        .iter()
        .map(|series| (series.labels().to_string(), samples(series)))
        .filter(|(_, samples)| !samples.is_empty())
        .collect()
}

fn samples(series: &Series) -> Vec<(i64, u64)> {
    let mut samples: Vec<(i64, u64)> = Vec::new();
    for (index, value) in series.values().iter().enumerate() {
        let follows_marker = samples.last().is_none_or(|(_, bits)| is_stale_nan(f64::from_bits(*bits)));
        if !(is_stale_nan(*value) && follows_marker) {
            samples.push((series.times().at(index), value.to_bits()));
        }
    }
    samples
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn whole_horizons_give_what_steps_give(rules in rules(), inputs in prop::collection::vec(values(), 4)) {
        let tests = tests(&inputs);
        let whole = run(&rules, &tests, Mode::WholeHorizon);
        let stepwise = run(&rules, &tests, Mode::Stepwise);
        prop_assert_eq!(&whole.result, &stepwise.result, "\n{}\n{}", rules, tests);
        // After a failure the store of a whole horizon may hold more than a server would.
        if whole.result.failures.iter().all(|failure| !matches!(failure, firedrill_rules::unittest::Failure::Rule { .. })) {
            prop_assert_eq!(contents(&whole.store), contents(&stepwise.store), "\n{}\n{}", rules, tests);
        }
    }
}
