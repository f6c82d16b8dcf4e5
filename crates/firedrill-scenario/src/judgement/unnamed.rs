//! What was seen and no expectation names.

use std::collections::BTreeMap;

use super::{Evidence, Failure};
use crate::expectation::{
    ALERT_NAME, Claims, Expectation, PageKind, alert, course, fired, paged, shortened, times,
};
use crate::timeline::{Event, NotificationStatus, RuleReference};

/// Firing alerts, failing rules and pages that nothing names; alerts of one name together.
pub(super) fn unnamed(evidence: &Evidence<'_>, claims: &Claims) -> Vec<Failure> {
    let mut failures = alerts(evidence, claims);
    failures.extend(rules(evidence));
    failures.extend(pages(evidence, claims));
    failures
}

fn alerts(evidence: &Evidence<'_>, claims: &Claims) -> Vec<Failure> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for position in claims.alerts.unnamed() {
        let firing = &evidence.firings[position];
        if firing.fired.is_some() {
            by_name.entry(firing.labels.get(ALERT_NAME).unwrap_or_default()).or_default().push(position);
        }
    }
    let failure = |(name, positions): (&str, Vec<usize>)| {
        let first = &evidence.firings[positions[0]];
        let title = match positions.len() {
            1 => format!("{} fired, and nothing expects it", alert(&first.labels)),
            count => format!("{name} fired {}, and nothing expects it", times(count)),
        };
        let described = |position: &usize| {
            let firing = &evidence.firings[*position];
            format!("{} {}", alert(&firing.labels), course(evidence, firing))
        };
        let got = match positions.as_slice() {
            [_] => course(evidence, first),
            several => shortened(&several.iter().map(described).collect::<Vec<_>>()),
        };
        let place = evidence.scenario.name.place;
        let expected = "quiet: no expectation names it".to_owned();
        *evidence.failure(place, title, expected, got, fired(first).as_ref())
    };
    by_name.into_iter().map(failure).collect()
}

fn rules(evidence: &Evidence<'_>) -> Vec<Failure> {
    let expected: Vec<_> = evidence
        .scenario
        .expectations
        .iter()
        .filter_map(|expectation| match &expectation.value {
            Expectation::RuleFailure(failure) => {
                Some((failure, evidence.range(failure.when.as_ref()).unwrap_or(evidence.marks.whole())))
            }
            _ => None,
        })
        .collect();
    let mut by_rule: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for observation in &evidence.observations {
        let Event::RuleFailure(failure) = &observation.event else { continue };
        let mut named = expected.iter();
        if !named.any(|(expectation, range)| expectation.fits(failure, observation.seen, *range)) {
            let seen = format!("{} at {}", failure.text, evidence.time(observation.seen));
            by_rule.entry(&failure.rule).or_default().push(seen);
        }
    }
    let failure = |(rule, seen): (&RuleReference, Vec<String>)| {
        let title = format!("{} failed {}, and nothing expects it", rule.name, times(seen.len()));
        let expected = "evaluated every time".to_owned();
        *evidence.failure(evidence.scenario.name.place, title, expected, shortened(&seen), None)
    };
    by_rule.into_iter().map(failure).collect()
}

/// Pages to receivers of which the scenario says what pages they get.
fn pages(evidence: &Evidence<'_>, claims: &Claims) -> Vec<Failure> {
    let mut by_receiver: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for position in claims.pages.unnamed() {
        let page = &evidence.pages[position];
        let is_told = evidence.scenario.expectations.iter().any(|expectation| match &expectation.value {
            Expectation::Page(expected) => {
                expected.kind == PageKind::Page && expected.receiver.value == page.receiver()
            }
            _ => false,
        });
        if is_told && page.status() == NotificationStatus::Firing {
            by_receiver.entry(page.receiver()).or_default().push(position);
        }
    }
    let failure = |(receiver, positions): (&str, Vec<usize>)| {
        let title = format!("{receiver} was paged {} more, and nothing expects it", times(positions.len()));
        let seen: Vec<String> = positions
            .iter()
            .map(|position| &evidence.pages[*position])
            .map(|page| format!("at {} for {}", evidence.time(page.seen), page.alerts_shortened()))
            .collect();
        let question = paged(&evidence.pages[positions[0]]);
        let expected = "no other page: no expectation names it".to_owned();
        *evidence.failure(evidence.scenario.name.place, title, expected, shortened(&seen), Some(&question))
    };
    by_receiver.into_iter().map(failure).collect()
}
