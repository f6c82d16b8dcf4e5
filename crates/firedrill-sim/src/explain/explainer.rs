//! Answers to the questions that failures leave open.

use std::fmt::Write as _;

use firedrill_model::number::api_float;
use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_promql::eval::QueryOptions;
use firedrill_promql::syntax::{Expr, ExprKind};
use firedrill_scenario::Scenario;
use firedrill_scenario::expectation::Selector;
use firedrill_scenario::judgement::{Explain, Explanation, Question};
use firedrill_scenario::moment::Range;
use firedrill_scenario::timeline::{AlertState, Event, RuleReference};

use super::decide::{Cause, Decider, Finding};
use super::excerpt::excerpt;
use super::vanished::{Vanished, vanished};
use crate::SimulationOptions;
use crate::driver::Played;
use crate::resources::{PlacedRule, Resources};

/// A mark this long before a series vanished is named as its cause.
const CAUSE_WITHIN: Duration = Duration::from_seconds(6 * 60);

/// Knows what was played.
#[derive(Debug)]
pub struct Explainer<'p> {
    pub(crate) played: &'p Played,
    pub(crate) scenario: &'p Scenario,
    pub(crate) options: SimulationOptions,
    pub(crate) resources: &'p Resources,
    pub(crate) query: QueryOptions<'p>,
}

impl Explain for Explainer<'_> {
    fn explain(&self, question: &Question<'_>) -> Explanation {
        match *question {
            Question::NotFiring { alerts, nearest, range } => self.not_firing(alerts, nearest, range),
            Question::Firing { labels, rule, at } => self.firing(labels, rule, at),
            Question::NotResolved { labels, rule, range } => self.firing(labels, rule, range.to),
            Question::NotPaged { receiver, alerts, range } => self.not_paged(receiver, alerts, range),
            Question::Paged { .. } | Question::Value { .. } => Explanation::default(),
        }
    }
}

impl Explainer<'_> {
    /// The rule behind an alert, with its expression.
    fn rule(&self, is_it: impl Fn(&PlacedRule) -> bool) -> Option<(&RuleReference, &str, &Expr)> {
        let placed = &self.resources.rules.rules;
        let mut rules = placed.iter().zip(self.resources.rules.rules());
        let (placed, (.., rule)) = rules.find(|(placed, _)| placed.is_alerting && is_it(placed))?;
        Some((&placed.reference, rule.expression(), rule.parsed.as_deref()?))
    }

    /// Why alerts of a selector do not fire: looked at when the nearest one was lost, or at the end of
    /// `range`.
    pub fn not_firing(&self, alerts: &Selector, nearest: Option<&Labels>, range: Range) -> Explanation {
        let name = alerts.name.as_deref();
        // Rules of one name differ in their labels: the severity that is asked for tells which is meant.
        let is_named = |rule: &PlacedRule| name.is_none_or(|name| rule.reference.name == name);
        let is_meant = |rule: &PlacedRule| {
            is_named(rule)
                && alerts.matchers.iter().all(|matcher| {
                    rule.labels.iter().all(|(label, value)| {
                        *label != matcher.name || matcher.test.accepts(value) != matcher.is_negated
                    })
                })
        };
        let Some((rule, text, expr)) = self.rule(is_meant) else { return Explanation::default() };
        let at = nearest.and_then(|labels| self.gone_at(labels, range.to)).unwrap_or(range.to);
        let decider = self.decider(at, nearest);
        let Some(finding) = decider.decide(expr) else { return Explanation::default() };
        self.told(rule, text, &finding, at, nearest)
    }

    /// When an alert stopped to be pending, last before `until`.
    fn gone_at(&self, labels: &Labels, until: Timestamp) -> Option<Timestamp> {
        let changes = self.played.timeline.observations.iter().filter_map(|it| match &it.event {
            Event::Alert(change) if change.labels == *labels => Some((it.seen.earliest, change)),
            _ => None,
        });
        let before = changes.take_while(|(at, _)| *at <= until);
        let gone = before
            .filter(|(_, change)| change.from == AlertState::Pending && change.to == AlertState::Inactive);
        gone.map(|(at, _)| at).last()
    }

    /// Why an alert fires at an instant.
    pub fn firing(&self, labels: &Labels, rule: &RuleReference, at: Timestamp) -> Explanation {
        let Some((rule, text, expr)) = self.rule(|placed| placed.reference == *rule) else {
            return Explanation::default();
        };
        let Some(measured) = measured(expr) else { return Explanation::default() };
        let Some(value) = self.decider(at, Some(labels)).value(measured) else {
            return Explanation::default();
        };
        let because = format!("{measured} is {} at {}", api_float(value), self.offset(at));
        let note = format!("is {}", api_float(value));
        Explanation {
            because: Some(because),
            rule: Some(excerpt(rule, text, measured.span, note)),
            attempt: None,
        }
    }

    fn told(
        &self,
        rule: &RuleReference,
        text: &str,
        finding: &Finding<'_>,
        at: Timestamp,
        labels: Option<&Labels>,
    ) -> Explanation {
        let (because, note) = match &finding.cause {
            Cause::NoSample { selector, is_window } => {
                let lookback = Duration::from_ms(self.query.lookback_ms);
                let dialect = &self.query.dialect;
                let gone = vanished(&self.played.store, selector, labels, at, lookback, dialect);
                let note = if *is_window { "no sample in the window" } else { "no sample" };
                let named = text.get(finding.span.start..finding.span.end).unwrap_or_default();
                let never = || format!("no series of {named} has a sample up to {}", self.offset(at));
                (gone.map_or_else(never, |gone| self.vanishing(&gone)), note.to_owned())
            }
            Cause::Failed { text, value, wanted } => {
                let value = api_float(*value);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                (
                    format!("{text} is {value} at {}, wanted is {wanted}", self.offset(at)),
                    format!("is {value}"),
                )
            }
            Cause::NoMatch => {
                ("no series of the two sides belong together".to_owned(), "no labels in common".to_owned())
            }
            Cause::Excluded => {
                ("what holds is excluded by `unless`".to_owned(), "excludes all of it".to_owned())
            }
        };
        Explanation {
            because: Some(because),
            rule: Some(excerpt(rule, text, finding.span, note)),
            attempt: None,
        }
    }

    /// `up{job="api"} vanished at 1h4m30s: target a goes down`.
    fn vanishing(&self, gone: &Vanished) -> String {
        let mut text = format!("{} vanished at {}", metric(&gone.labels), self.offset(gone.at));
        let marks = self.played.timeline.marks.iter();
        let mut causes = marks.filter(|mark| mark.at <= gone.at && gone.at - mark.at <= CAUSE_WITHIN);
        if let Some(cause) = causes.next_back() {
            let _ = write!(text, ": {} at {}", cause.name, self.offset(cause.at));
        }
        text
    }

    pub(super) fn offset(&self, at: Timestamp) -> Duration {
        at - self.played.timeline.start
    }

    fn decider<'s>(&'s self, at: Timestamp, labels: Option<&'s Labels>) -> Decider<'s> {
        Decider { store: &self.played.store, query: self.query, at, labels }
    }
}

/// What an expression compares: the left side of its first comparison.
fn measured(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Paren(inner) => measured(inner),
        ExprKind::Binary(binary) if binary.op.is_comparison() => Some(&binary.lhs),
        ExprKind::Binary(binary) => measured(&binary.lhs).or_else(|| measured(&binary.rhs)),
        _ => None,
    }
}

/// A series as people write it: the name before the braces.
fn metric(labels: &Labels) -> String {
    let name = labels.metric_name().unwrap_or_default();
    let rest = labels.filtered(|label| label != firedrill_model::METRIC_NAME);
    if rest.is_empty() { name.to_owned() } else { format!("{name}{rest}") }
}
