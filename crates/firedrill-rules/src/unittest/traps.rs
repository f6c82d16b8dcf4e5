//! Finding what promtool passes over in silence.

use firedrill_model::{Duration, Span};

use super::run::Context;
use super::{AlertTest, Trap, TrapKind};

/// The traps that a test group walks into, except those of its input series.
pub(super) fn of_group(context: &Context<'_>) -> Vec<Trap> {
    let mut traps = Vec::new();
    let mut add = |kind, span| traps.push(Trap { kind, span });
    for test in &context.group.alert_tests {
        of_alert_test(context, test, &mut add);
    }
    let interval = context.suite.file.evaluation_interval;
    let last = Duration::from_ms(context.steps.last() - context.steps.start);
    for test in &context.group.expr_tests {
        if test.eval_time > last {
            add(TrapKind::AfterLastEvaluation { eval_time: test.eval_time, last }, test.span);
        }
        for sample in test.expected.iter().filter(|sample| sample.value.is_nan()) {
            add(TrapKind::ExpectedNan, sample.span);
        }
    }
    for test in &context.group.alert_tests {
        if test.eval_time.as_ms() % interval.as_ms() != 0 {
            let judged_at = Duration::from_ms(context.step_of(test.eval_time) as i64 * interval.as_ms());
            let eval_time = test.eval_time;
            add(TrapKind::BetweenEvaluations { eval_time, interval, judged_at }, test.span);
        }
    }
    for group in context.suite.unordered_groups() {
        let span = context.suite.file.rule_files.first().map_or(context.group.span, |text| text.span);
        add(TrapKind::UnorderedGroup(group.to_owned()), span);
    }
    traps
}

fn of_alert_test(context: &Context<'_>, test: &AlertTest, add: &mut impl FnMut(TrapKind, Span)) {
    let rules = &context.suite.rules;
    if test.expected.is_empty() && !test.alertname.is_empty() && !rules.has_alert(&test.alertname) {
        add(TrapKind::UnknownAlert(test.alertname.clone()), test.alertname_span);
    }
    for function in rules.url_functions(&test.alertname) {
        add(TrapKind::UrlFunction { alert: test.alertname.clone(), function }, test.alertname_span);
    }
    for expected in &test.expected {
        for entry in &expected.labels {
            if entry.name == "alertname" && entry.value.value != test.alertname {
                add(TrapKind::AlertnameOverwritten(test.alertname.clone()), entry.value.span);
            }
            let is_external =
                |label: &&crate::Entry| label.name == entry.name && label.value.value == entry.value.value;
            if context.group.external_labels.iter().any(|label| is_external(&label))
                && !rules.sets_label(&test.alertname, &entry.name)
            {
                add(TrapKind::ExternalLabelExpected(entry.name.clone()), entry.name_span);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use firedrill_promql::Dialect;

    use crate::unittest::{Suite, TestOptions, load};

    const RULES: &str = r"
groups:
- name: first
  rules:
  - {record: doubled, expr: tripled * 2}
- name: second
  rules:
  - {record: tripled, expr: up * 3}
  - alert: Down
    expr: up == 0
    annotations: {link: '{{ externalURL }}', broken: '{{ first (query `nothing`) }}'}
";

    /// Traps of a test file, each with the text it points at.
    fn traps(tests: &str) -> Vec<(String, String)> {
        let loaded = load(tests, &Dialect::V3);
        assert!(loaded.is_valid(), "{:?}", loaded.promtool_error());
        let suite = Suite::new(loaded.file, [("rules.yml".to_owned(), RULES)], TestOptions::default());
        let run = suite.prepared().run(0);
        let trap = |trap: &super::Trap| (trap.kind.to_string(), trap.span.text(tests).to_owned());
        run.result.traps.iter().map(trap).collect()
    }

    #[test]
    fn every_trap_is_found_where_it_stands() {
        let order = "group_eval_order: [second, first]\n";
        for (body, want, at) in [
            ("  alert_rule_test: [{alertname: Typo}]", "no rule defines alert \"Typo\"", "Typo"),
            (
                "  input_series: [{series: a, values: \"1\\n\"}, {series: b, values: 1}]",
                "the values end in a line feed",
                "\"1\\n\"",
            ),
            (
                "  input_series: [{series: '#a', values: 1}]",
                "a series that begins with # is a comment",
                "{series: '#a', values: 1}",
            ),
            (
                "  input_series: [{series: a, values: 1}, {series: a, values: 2}]",
                "this series appears twice",
                "{series: a, values: 2}",
            ),
            (
                "  promql_expr_test: [{expr: up, eval_time: 90s}]",
                "rules are evaluated and samples loaded up to 1m only",
                "{expr: up, eval_time: 90s}",
            ),
            (
                "  promql_expr_test: [{expr: up, exp_samples: [{value: .nan}]}]",
                "NaN is equal to nothing",
                "{value: .nan}",
            ),
            (
                "  alert_rule_test: [{alertname: Down, eval_time: 90s}]",
                "rules are evaluated every 1m",
                "{alertname: Down, eval_time: 90s}",
            ),
            ("  alert_rule_test: [{alertname: Down}]", "alert \"Down\" uses {{ externalURL }}", "Down"),
            (
                "  input_series: [{series: up, values: 0}]\n  alert_rule_test: [{alertname: Down}]",
                "a template of alert \"Down\" failed",
                "{alertname: Down}",
            ),
            (
                "  alert_rule_test: [{alertname: Down, exp_alerts: [{exp_labels: {alertname: Up}}]}]",
                "the expected alertname is replaced",
                "Up",
            ),
            (
                "  external_labels: {site: x}\n  alert_rule_test: [{alertname: Down, exp_alerts: [{exp_labels: {site: x}}]}]",
                "external labels are not added to alerts",
                "site",
            ),
        ] {
            let found = traps(&format!("{order}tests:\n- interval: 1m\n{body}\n"));
            let good = found.iter().any(|(text, place)| text.starts_with(want) && place == at);
            assert!(good, "{body}\n{want} at {at:?}\n{found:?}");
        }
    }

    #[test]
    fn a_group_that_reads_another_must_be_ordered() {
        let found = traps("rule_files: [rules.yml]\ntests:\n- interval: 1m\n");
        let first = (
            "promtool evaluates group \"first\" in random order: name it in group_eval_order".to_owned(),
            "rules.yml".to_owned(),
        );
        assert!(found.contains(&first), "{found:?}");
        assert_eq!(traps("group_eval_order: [second, first]\ntests:\n- interval: 1m\n"), []);
    }
}
