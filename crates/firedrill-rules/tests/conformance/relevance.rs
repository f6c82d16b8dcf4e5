//! Rules without influence on an answer are left out, and nobody can tell.

use firedrill_promql::Dialect;
use firedrill_rules::unittest::{Failure, Suite, TestGroupRun, TestOptions, load};
use proptest::prelude::*;

use crate::horizons::{INPUTS, rules, values};

fn run(rules: &str, tests: &str, all_rules: bool) -> TestGroupRun {
    let loaded = load(tests, &Dialect::V3);
    assert!(loaded.is_valid(), "{:?}", loaded.promtool_error());
    let options = TestOptions { all_rules, ..TestOptions::default() };
    let suite = Suite::new(loaded.file, [("rules.yml".to_owned(), rules)], options);
    for rules in &suite.rule_files {
        assert!(rules.loaded.is_valid(), "{:?}", rules.loaded.promtool_errors());
    }
    suite.prepared().run(0)
}

/// A test over `series` that asks for nothing but an alert that is not there, 5 minutes in.
fn indifferent(series: &[(&str, &str)]) -> String {
    let series = series.iter().fold(String::new(), |text, (series, values)| {
        text + &format!("  - {{series: '{series}', values: '{values}'}}\n")
    });
    format!(
        "evaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:\n{series}  alert_rule_test: \
         [{{eval_time: 5m, alertname: Asked}}]\n"
    )
}

#[test]
fn rules_that_nobody_asks_for_are_left_out() {
    let rules = "
groups:
- name: g
  rules:
  - {record: unread, expr: 'sum by (job) (rate(up[2m])) / count by (job) (up)'}
  - {record: read, expr: 'up * 2'}
  - {alert: Unasked, expr: 'unread > 1', labels: {severity: page}}
  - {alert: Asked, expr: 'read > 9'}
";
    let tests = indifferent(&[("up{job=\"x\"}", "1x9"), ("up{job=\"y\"}", "2x9")]);
    let names = |run: &TestGroupRun| -> Vec<String> {
        run.store.iter().filter_map(|series| series.labels().metric_name().map(str::to_owned)).collect()
    };
    assert_eq!(names(&run(rules, &tests, false)), ["up", "up", "read", "read"]);
    assert_eq!(
        names(&run(rules, &tests, true)),
        ["up", "up", "unread", "unread", "read", "read"],
        "with all rules"
    );
}

/// Rules that fail over the series below although nobody asks for them.
const FAILING: [&str; 14] = [
    "{record: r, expr: 'a + on (job) b'}",
    "{record: r, expr: 'a / ignoring (instance) a'}",
    "{record: r, expr: 'a * on (job) group_left (instance) a'}",
    "{record: r, expr: 'b * on (job) group_left (instance) count by (job, instance) (a)'}",
    "{record: r, expr: 'rate({__name__=~\"a|c\"}[5m])'}",
    "{record: r, expr: '-{instance=\"1\"}'}",
    "{record: r, expr: 'label_replace(a, \"instance\", \"z\", \"\", \"\")'}",
    "{record: r, expr: 'label_replace(missing, \"x\", \"\", \"y\", \"(\")'}",
    "{record: r, expr: 'count_values(\"\", a)'}",
    "{record: r, expr: 'topk(NaN, a)'}",
    "{record: r, expr: a, labels: {instance: same}}",
    "{alert: Unasked, expr: a, labels: {instance: same}}",
    "{record: a, expr: 'b + 1', labels: {job: x, instance: '1'}}",
    "{record: r, expr: 'max_over_time(a[5y:1s])'}",
];

#[test]
fn rules_that_fail_are_not_left_out() {
    let tests = indifferent(&[
        ("a{job=\"x\",instance=\"1\"}", "1x9"),
        ("a{job=\"x\",instance=\"2\"}", "1x9"),
        ("b{job=\"x\"}", "1x9"),
        ("c{job=\"x\",instance=\"1\"}", "1x9"),
    ]);
    for rule in FAILING {
        for between in ["", "  - {record: innocent, expr: 'sum(a) + sum(b)'}\n"] {
            let rules = format!("groups:\n- name: g\n  rules:\n{between}  - {rule}\n");
            let result = run(&rules, &tests, false).result;
            assert_eq!(result, run(&rules, &tests, true).result, "{rule}");
            assert!(matches!(result.failures.as_slice(), [Failure::Rule { .. }]), "{rule} does not fail");
        }
    }
}

#[test]
fn limits_count_for_all_rules() {
    let tests = indifferent(&[("a{job=\"x\"}", "1x9"), ("a{job=\"y\"}", "1x9")]);
    for (limit, fails) in [(1, true), (2, false)] {
        let rules = format!("groups:\n- name: g\n  limit: {limit}\n  rules: [{{record: r, expr: a}}]\n");
        assert_eq!(!run(&rules, &tests, false).result.failures.is_empty(), fails, "limit {limit}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn nobody_can_tell(
        rules in rules(),
        inputs in prop::collection::vec(values(), 4),
        alert in 0..9,
        metric in prop::sample::select(vec!["r0", "r2", "r4", "a", "ALERTS", "{job=\"x\"}"]),
    ) {
        let series = INPUTS.iter().zip(&inputs);
        let series = series.fold(String::new(), |text, (series, values)| {
            text + &format!("  - {{series: '{series}', values: '{values}'}}\n")
        });
        let tests = format!(
            "evaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:\n{series}  alert_rule_test: \
             [{{eval_time: 9m, alertname: A{alert}}}]\n  promql_expr_test: [{{eval_time: 7m, expr: '{metric}'}}]\n"
        );
        let lean = run(&rules, &tests, false);
        let whole = run(&rules, &tests, true);
        // As text, since NaN equals nothing.
        let (lean, whole) = (format!("{:?}", lean.result), format!("{:?}", whole.result));
        prop_assert_eq!(lean, whole, "\n{}\n{}", rules, tests);
    }
}
