//! Expectations that nothing could ever fulfil, said before anything runs.

use std::collections::{BTreeMap, BTreeSet};

use firedrill_model::suggestion::suggestion;

use crate::action::Action;
use crate::expectation::{ALERT_NAME, Expectation, Selector};
use crate::file::ScenarioError;
use crate::scenario::{Place, Placed, Scenario};

/// What the rule files and the Alertmanager configuration of a scenario hold.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// By alert: the label names it may carry besides `alertname`, of all rules of that name; `None` where the
    /// labels of its expression are not known.
    pub alerts: BTreeMap<String, Option<BTreeSet<String>>>,
    /// Names of recorded metrics.
    pub recorded: BTreeSet<String>,
    /// Receivers that some route reaches; `None` where there is no Alertmanager configuration.
    pub receivers: Option<BTreeSet<String>>,
    /// Receivers that the configuration names and no route reaches.
    pub unreached: BTreeSet<String>,
}

/// The alerts that no rule has, the labels they never carry and the receivers that nothing reaches.
pub fn check_known(scenario: &Scenario, known: &Known) -> Vec<ScenarioError> {
    let mut errors = Vec::new();
    for expectation in &scenario.expectations {
        match &expectation.value {
            Expectation::Alert(alert) => check_selector(&alert.selector, known, &mut errors),
            Expectation::Page(page) => {
                check_receiver(&page.receiver, known, &mut errors);
                page.alerts.iter().for_each(|alerts| check_selector(alerts, known, &mut errors));
            }
            Expectation::NoPage(no_page) => {
                check_receiver(&no_page.receiver, known, &mut errors);
                no_page.alerts.iter().for_each(|alerts| check_selector(alerts, known, &mut errors));
            }
            Expectation::Cap(cap) => {
                check_receiver(&cap.receiver, known, &mut errors);
                cap.alerts.iter().for_each(|alerts| check_selector(alerts, known, &mut errors));
            }
            Expectation::RuleFailure(failure) => check_rule(&failure.rule, known, &mut errors),
            Expectation::Value(_) | Expectation::Warning(_) => {}
        }
    }
    for line in &scenario.timeline {
        if let Action::Receiver { receiver, .. } = &line.line.value.action {
            check_receiver(&Placed::new(receiver.clone(), line.line.place), known, &mut errors);
        }
    }
    errors
}

fn check_selector(selector: &Placed<Selector>, known: &Known, errors: &mut Vec<ScenarioError>) {
    let Some(name) = selector.value.name.as_deref() else { return };
    let Some(labels) = known.alerts.get(name) else {
        let names = known.alerts.keys().map(String::as_str);
        errors.push(unknown(&format!("no rule has the alert {name:?}"), name, names, selector.place));
        return;
    };
    let Some(labels) = labels else { return };
    for matcher in &selector.value.matchers {
        let is_carried = matcher.name == ALERT_NAME || labels.contains(&matcher.name);
        // A matcher that the empty value passes holds for alerts without the label too.
        if !is_carried && matcher.test.accepts("") == matcher.is_negated {
            let message = format!("{name} never carries the label {:?}", matcher.name);
            let names = labels.iter().map(String::as_str);
            errors.push(unknown(&message, &matcher.name, names, selector.place));
        }
    }
}

fn check_receiver(receiver: &Placed<String>, known: &Known, errors: &mut Vec<ScenarioError>) {
    let name = receiver.value.as_str();
    let Some(receivers) = &known.receivers else {
        let message = "there is no `alertmanager:`, so nobody is notified".to_owned();
        errors.push(ScenarioError { message, place: receiver.place });
        return;
    };
    if receivers.contains(name) {
        return;
    }
    if known.unreached.contains(name) {
        let message = format!("no route reaches the receiver {name:?}");
        errors.push(ScenarioError { message, place: receiver.place });
        return;
    }
    let names: Vec<&str> = receivers.iter().map(String::as_str).collect();
    let message = if let Some(near) = suggestion(name, names.iter().copied()) {
        format!("there is no receiver {name:?}, did you mean {near:?}?")
    } else {
        format!("there is no receiver {name:?}; routes reach {}", names.join(", "))
    };
    errors.push(ScenarioError { message, place: receiver.place });
}

fn check_rule(rule: &Placed<String>, known: &Known, errors: &mut Vec<ScenarioError>) {
    let name = rule.value.as_str();
    if !known.alerts.contains_key(name) && !known.recorded.contains(name) {
        let names = known.alerts.keys().chain(&known.recorded).map(String::as_str);
        errors.push(unknown(&format!("there is no rule {name:?}"), name, names, rule.place));
    }
}

fn unknown<'n>(
    message: &str,
    name: &str,
    names: impl Iterator<Item = &'n str>,
    place: Place,
) -> ScenarioError {
    let message = match suggestion(name, names) {
        Some(near) => format!("{message}, did you mean {near:?}?"),
        None => message.to_owned(),
    };
    ScenarioError { message, place }
}
