//! Checks of firing alerts.

use firedrill_model::{Labels, Span, Timestamp};

use super::input::Input;
use super::result::{AlertFailure, AlertInstance, PendingAlert};
use super::run::Context;
use super::{AlertTest, ExpectedAlert, Failure, TestGroupResult, Trap, TrapKind};
use crate::Entry;
use crate::evaluation::{AlertState, Evaluation, ObservedAlert, ObservedAlerts};

const ALERTNAME: &str = "alertname";

/// Judges all checks of alerts at steps before `until`, in the order of their steps, and reports input
/// that was refused on the way.
pub(super) fn check_alerts(
    context: &Context<'_>,
    input: &Input,
    evaluation: &Evaluation,
    until: usize,
    result: &mut TestGroupResult,
) {
    let mut tests: Vec<&AlertTest> = context.group.alert_tests.iter().collect();
    tests.sort_by_key(|test| test.eval_time);
    let mut tests = tests.into_iter().peekable();
    // Refused input is reported at every step, checks come after it.
    let refusals = input.refused.iter().map(|refused| refused.since).min();
    let first_refusal = refusals.map_or(until, |since| super::run::first_step_from(&context.steps, since));
    let mut step = 0;
    while step < until && (tests.peek().is_some() || first_refusal < until) {
        let next = tests.peek().map_or(until, |test| context.step_of(test.eval_time));
        if step < first_refusal {
            step = next.min(first_refusal);
        }
        if step >= until {
            break;
        }
        result.failures.extend(refused_at(input, context.steps.time(step)));
        while let Some(test) = tests.next_if(|test| context.step_of(test.eval_time) == step) {
            let observed: Vec<_> = evaluation
                .observed
                .iter()
                .filter(|observed| observed.step == step && observed.alertname == test.alertname)
                .collect();
            check(context, test, step, &observed, result);
        }
        step += 1;
    }
}

fn refused_at(input: &Input, time: i64) -> Option<Failure> {
    let refused = input.refused.iter().find(|refused| refused.since <= time)?;
    Some(Failure::Input { text: refused.text.clone(), span: refused.span })
}

fn check(
    context: &Context<'_>,
    test: &AlertTest,
    step: usize,
    observed: &[&ObservedAlerts],
    result: &mut TestGroupResult,
) {
    let mut expected: Vec<(AlertInstance, Span)> =
        test.expected.iter().map(|alert| (instance(alert, &test.alertname), alert.span)).collect();
    expected.sort_by(|lhs, rhs| lhs.0.cmp(&rhs.0));
    let alerts = || observed.iter().flat_map(|observed| &observed.alerts);
    let mut got: Vec<AlertInstance> = alerts()
        .filter(|alert| alert.state.is_firing())
        .map(|alert| AlertInstance { labels: alert.labels.clone(), annotations: alert.annotations.clone() })
        .collect();
    got.sort();
    // Pending alerts too: nobody sees their texts before they fire.
    if alerts().any(has_failed_template) {
        let kind = TrapKind::TemplateFailed(test.alertname.clone());
        result.traps.push(Trap { kind, span: test.span });
    }
    if expected.iter().map(|(alert, _)| alert).eq(&got) {
        return;
    }
    let (expected, expected_spans) = expected.into_iter().unzip();
    result.failures.push(Failure::Alerts(AlertFailure {
        group: context.group.name.clone(),
        alertname: test.alertname.clone(),
        eval_time: test.eval_time,
        judged_at: Timestamp(context.steps.time(step)),
        expected,
        expected_spans,
        got,
        pending: pending(observed),
        span: test.span,
    }));
}

fn pending(observed: &[&ObservedAlerts]) -> Vec<PendingAlert> {
    let mut pending = Vec::new();
    for alerts in observed {
        for alert in &alerts.alerts {
            if let AlertState::Pending { since } = alert.state {
                let fires_at = since + alerts.timing.hold_duration;
                pending.push(PendingAlert { labels: alert.labels.clone(), since, fires_at });
            }
        }
    }
    pending.sort_by(|lhs, rhs| lhs.labels.cmp(&rhs.labels));
    pending
}

/// An expectation: labels and annotations verbatim, the alert's name set.
fn instance(alert: &ExpectedAlert, alertname: &str) -> AlertInstance {
    let sorted = |entries: &[Entry], name: Option<&str>| {
        let kept = entries.iter().filter(|entry| name.is_none() || entry.name != ALERTNAME);
        let mut pairs: Vec<_> = kept.map(|entry| (entry.name.as_str(), entry.value.value.as_str())).collect();
        pairs.extend(name.map(|name| (ALERTNAME, name)));
        pairs.sort_unstable();
        Labels::from_sorted_verbatim(pairs)
    };
    AlertInstance {
        labels: sorted(&alert.labels, Some(alertname)),
        annotations: sorted(&alert.annotations, None),
    }
}

/// Whether a template of the alert failed; upstream puts the error into its value.
fn has_failed_template(alert: &ObservedAlert) -> bool {
    let mut values = alert.labels.iter().chain(alert.annotations.iter()).map(|(_, value)| value);
    values.any(|value| value.contains("<error expanding template: "))
}
