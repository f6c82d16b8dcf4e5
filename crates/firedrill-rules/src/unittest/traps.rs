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
