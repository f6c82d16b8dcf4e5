//! Why nobody was notified.

use firedrill_alertmanager::server;
use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_scenario::expectation::Selector;
use firedrill_scenario::judgement::Explanation;
use firedrill_scenario::moment::Range;
use firedrill_scenario::timeline::{AlertState, Event};

use super::Explainer;
use crate::driver::actions;
use crate::paging::{Rehearsal, Story, rehearse};

impl Explainer<'_> {
    /// What keeps Alertmanager from notifying an alert at an instant, by each route to `receiver` or by all
    /// that the alert takes; `None` where the scenario has no Alertmanager.
    pub fn notification(
        &self,
        labels: &Labels,
        receiver: Option<&str>,
        at: Timestamp,
    ) -> Option<server::Explanation> {
        self.rehearsed(at)?.explain(labels, receiver, at)
    }

    /// The labels under which Prometheus sends an alert.
    pub fn sent_labels(&self, labels: &Labels) -> Labels {
        let mut builder = labels.to_builder();
        for (name, value) in &self.scenario.external_labels {
            if labels.get(name).is_none() {
                builder.set(name, value);
            }
        }
        builder.build()
    }

    /// The Alertmanagers as they are at an instant.
    fn rehearsed(&self, at: Timestamp) -> Option<Rehearsal<'_>> {
        let actions = actions(self.scenario, &self.played.lines);
        let story = Story {
            posts: &self.played.posts,
            actions: &actions,
            replicas: self.scenario.replicas.alertmanager,
            start: self.scenario.start,
        };
        rehearse(story, self.resources, &self.options, at).ok().flatten()
    }

    pub(super) fn not_paged(&self, receiver: &str, alerts: Option<&Selector>, range: Range) -> Explanation {
        let at = self.decisive(receiver, alerts, range.to);
        let Some(mut rehearsal) = self.rehearsed(at) else { return Explanation::default() };
        let is_meant = |labels: &&Labels| alerts.is_none_or(|alerts| alerts.matches(labels));
        let meant = rehearsal.posted().find(is_meant).cloned();
        let Some(labels) = meant else {
            // Prometheus sent nothing: the alert itself is the question.
            let Some(alerts) = alerts else { return Explanation::default() };
            return self.not_firing(alerts, None, range);
        };
        let Some(found) = rehearsal.explain(&labels, Some(receiver), at) else {
            return Explanation::default();
        };
        let instant = |at: Timestamp| self.offset(at).to_string();
        let obstacle = found.routes.iter().flat_map(|route| &route.obstacles).next();
        let next = found.routes.iter().filter_map(|route| route.next).min();
        Explanation {
            because: obstacle.map(|obstacle| obstacle.sentence(&instant)),
            rule: None,
            attempt: next.map(|next| format!("the next notification is possible at {}", instant(next))),
        }
    }

    /// The last instant up to `until` at which a notification was possible: when an alert was muted, else
    /// just before the last one was resolved.
    fn decisive(&self, receiver: &str, alerts: Option<&Selector>, until: Timestamp) -> Timestamp {
        let is_meant = |labels: &Labels| alerts.is_none_or(|alerts| alerts.matches(labels));
        let observations = self.played.timeline.observations.iter();
        let before = observations.filter(|observation| observation.seen.earliest <= until);
        let (mut muted, mut resolved) = (None, None);
        for observation in before {
            let at = observation.seen.earliest;
            match &observation.event {
                // That the end of an alert is muted, too, explains nothing.
                Event::Muted(it) if resolved.is_none() && it.receiver == receiver && is_meant(&it.labels) => {
                    muted = Some(at);
                }
                Event::Alert(change) if is_meant(&change.labels) => {
                    resolved = (change.to == AlertState::Resolved).then_some(at);
                }
                _ => {}
            }
        }
        muted.or(resolved.map(|at| at - Duration::from_ms(1))).unwrap_or(until)
    }
}
