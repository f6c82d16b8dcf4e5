//! Alerts from pending to resolved.

use std::collections::BTreeMap;

use firedrill_model::{Duration, Labels, Timestamp};

use crate::moment::Range;
use crate::timeline::{AlertChange, AlertState, Event, Observation, RuleReference, Window};

/// One alert from the moment its expression holds until it no longer does. If [`Self::fired`] is absent, it
/// was only pending.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Firing {
    pub(crate) rule: RuleReference,
    pub(crate) labels: Labels,
    /// The annotations when it fired, or when it was pending.
    pub(crate) annotations: Labels,
    /// What the expression gave then.
    pub(crate) value: f64,
    /// The rule's `for`.
    pub(crate) hold_duration: Duration,
    /// When it began to be pending; absent where it fired at once.
    pub(crate) pending: Option<Window>,
    /// When it began to fire.
    pub(crate) fired: Option<Window>,
    /// When it was resolved, or ceased to be pending; absent where it lasts to the end.
    pub(crate) ended: Option<Window>,
    /// Which one it is among those of this alert that fired, from 0.
    pub(crate) ordinal: usize,
}

impl Firing {
    /// When it was resolved, if it fired.
    pub(crate) fn resolved(&self) -> Option<Window> {
        self.fired.and(self.ended)
    }

    /// The state at an instant, as a server would have said; `None` before it began and after it ended.
    pub(crate) fn state_at(&self, at: Timestamp) -> Option<AlertState> {
        let has_ended = self.ended.is_some_and(|ended| ended.earliest <= at);
        if has_ended {
            return None;
        }
        match (self.pending, self.fired) {
            (_, Some(fired)) if fired.earliest <= at => Some(AlertState::Firing),
            (Some(pending), _) if pending.earliest <= at => Some(AlertState::Pending),
            _ => None,
        }
    }

    /// Whether it fired at any instant of `range`.
    pub(crate) fn fires_within(&self, range: Range) -> bool {
        let Some(fired) = self.fired else { return false };
        fired.earliest <= range.to && self.ended.is_none_or(|ended| ended.latest > range.from)
    }
}

impl Window {
    /// Whether it may have happened within `range`.
    pub(crate) fn overlaps(self, range: Range) -> bool {
        self.earliest <= range.to && self.latest >= range.from
    }

    /// How far outside `range` it was, in milliseconds.
    pub(crate) fn distance(self, range: Range) -> i64 {
        let early = range.from.as_ms().saturating_sub(self.latest.as_ms());
        let late = self.earliest.as_ms().saturating_sub(range.to.as_ms());
        early.max(late).max(0)
    }
}

/// All firings, by time of their first change, rule and labels.
pub(crate) fn firings(observations: &[&Observation]) -> Vec<Firing> {
    let mut finished: Vec<Firing> = Vec::new();
    let mut open: BTreeMap<(&RuleReference, &Labels), Firing> = BTreeMap::new();
    let mut fired_before: BTreeMap<(&RuleReference, &Labels), usize> = BTreeMap::new();
    for observation in observations {
        let Event::Alert(change) = &observation.event else { continue };
        let alert = (&change.rule, &change.labels);
        match change.to {
            AlertState::Pending => {
                // What resolved and is pending again begins anew.
                finished.extend(open.remove(&alert));
                open.insert(alert, begun(change, Some(observation.seen), None));
            }
            AlertState::Firing => {
                let ordinal = fired_before.entry(alert).or_default();
                let firing = open.entry(alert).or_insert_with(|| begun(change, None, None));
                firing.fired = firing.fired.or(Some(observation.seen));
                firing.annotations = change.annotations.clone();
                firing.value = change.value;
                firing.ordinal = *ordinal;
                *ordinal += 1;
            }
            AlertState::Inactive | AlertState::Resolved => {
                if let Some(mut firing) = open.remove(&alert) {
                    firing.ended = Some(observation.seen);
                    finished.push(firing);
                }
            }
        }
    }
    finished.extend(open.into_values());
    finished.sort_by(|lhs, rhs| lhs.order().cmp(&rhs.order()));
    finished
}

fn begun(change: &AlertChange, pending: Option<Window>, fired: Option<Window>) -> Firing {
    Firing {
        rule: change.rule.clone(),
        labels: change.labels.clone(),
        annotations: change.annotations.clone(),
        value: change.value,
        hold_duration: change.hold_duration,
        pending,
        fired,
        ended: None,
        ordinal: 0,
    }
}

impl Firing {
    fn order(&self) -> impl Ord + '_ {
        (self.pending.or(self.fired), self.fired, &self.rule, &self.labels)
    }
}
