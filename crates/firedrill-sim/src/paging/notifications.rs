//! Attempts to notify and flushes, as observations.

use std::collections::BTreeMap;

use firedrill_alertmanager::alert::AlertStatus;
use firedrill_alertmanager::notify::{IntegrationKind, Notification, Reason, Response};
use firedrill_alertmanager::payload::Renderer;
use firedrill_alertmanager::server::{FlushReport, Muting};
use firedrill_alertmanager::{Config, Fingerprint};
use firedrill_model::{Labels, Timestamp};
use firedrill_scenario::DriveError;
use firedrill_scenario::timeline::{
    self, Event, Muted, NotificationStatus, NotifiedAlert, Observation, Outcome,
};

use crate::SimulationOptions;
use crate::resources::AlertmanagerSetup;

/// Where notifications say Alertmanager is.
const EXTERNAL_URL: &str = "http://localhost:9093";

/// One request, with the configuration under which it was sent.
pub(super) struct Attempt<'a> {
    pub(super) replica: usize,
    pub(super) notification: Notification,
    pub(super) setup: &'a AlertmanagerSetup,
}

/// All attempts that come from one flush of one integration.
type Origin<'a> = (usize, &'a str, IntegrationKind, usize, &'a str, Timestamp);

/// Notifications and what was muted.
///
/// # Errors
/// A template file that cannot be read.
pub(super) fn observed(
    attempts: &[Attempt<'_>],
    flushes: &[(usize, FlushReport)],
    comments: &BTreeMap<String, String>,
    labels: &BTreeMap<Fingerprint, Labels>,
    config: &Config,
    options: &SimulationOptions,
) -> Result<Vec<Observation>, DriveError> {
    let mut renderers: BTreeMap<&str, Renderer> = BTreeMap::new();
    for Attempt { setup, .. } in attempts {
        if !renderers.contains_key(setup.path.as_str()) {
            let renderer = Renderer::new(&setup.config, &setup.templates, EXTERNAL_URL, options.alertmanager);
            let renderer = renderer.map_err(|error| DriveError::Environment(error.to_string()))?;
            renderers.insert(&setup.path, renderer);
        }
    }
    let mut last: BTreeMap<Origin<'_>, &Attempt<'_>> = BTreeMap::new();
    for attempt in attempts {
        let it = &attempt.notification;
        let origin = (attempt.replica, &*it.receiver, it.kind, it.index, &*it.group_key, it.tick);
        last.insert(origin, attempt);
    }
    let mut observations: Vec<_> = last
        .into_values()
        .map(|attempt| notification(attempt, &renderers[attempt.setup.path.as_str()]))
        .collect();
    for (_, flush) in flushes {
        for alert in &flush.alerts {
            let Some(by) = &alert.muting else { continue };
            let muted = |by| Muted {
                receiver: flush.receiver.to_string(),
                group_key: flush.group_key.to_string(),
                labels: alert.alert.labels.clone(),
                by,
            };
            let of = causes(by, comments, labels, config);
            let at = |by| Observation::at(flush.tick, Event::Muted(muted(by)));
            observations.extend(of.into_iter().map(at));
        }
    }
    Ok(observations)
}

fn notification(attempt: &Attempt<'_>, renderer: &Renderer) -> Observation {
    let it = &attempt.notification;
    let (fields, outcome) = match (renderer.render(it), it.response) {
        (Err(error), _) => (BTreeMap::new(), Outcome::Failed(error.to_string())),
        (Ok(message), response) => {
            let fields = message.fields.iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
            (fields.collect(), outcome(response))
        }
    };
    let alerts = it.alerts.iter().map(|notified| NotifiedAlert {
        status: status(notified.status),
        labels: notified.alert.labels.clone(),
        annotations: notified.alert.annotations.clone(),
        starts_at: notified.alert.starts_at,
        ends_at: (notified.status == AlertStatus::Resolved).then_some(notified.alert.ends_at),
    });
    let notification = timeline::Notification {
        receiver: it.receiver.to_string(),
        integration: it.kind.name().to_owned(),
        index: it.index,
        replica: attempt.replica as u32 + 1,
        status: status(it.status),
        group_key: it.group_key.to_string(),
        group_labels: it.group_labels.clone(),
        alerts: alerts.collect(),
        fields,
        is_repeat: it.reason == Reason::Repeat,
        reason: it.reason.as_str().to_owned(),
        outcome,
        depends_on_latency: it.depends_on_latency,
    };
    Observation::at(it.at, Event::Notification(notification))
}

fn outcome(response: Response) -> Outcome {
    match response {
        response if response.is_success() => Outcome::Delivered,
        Response::Status(code) => Outcome::Failed(format!("the receiver answered with status {code}")),
        Response::Unreachable => Outcome::Failed("the receiver could not be reached".to_owned()),
        Response::Silent | Response::Accepted => {
            Outcome::Failed("the receiver did not answer in time".to_owned())
        }
    }
}

const fn status(status: AlertStatus) -> NotificationStatus {
    match status {
        AlertStatus::Firing => NotificationStatus::Firing,
        AlertStatus::Resolved => NotificationStatus::Resolved,
    }
}

fn causes(
    by: &Muting,
    comments: &BTreeMap<String, String>,
    labels: &BTreeMap<Fingerprint, Labels>,
    config: &Config,
) -> Vec<timeline::Muting> {
    match by {
        Muting::Inhibited { rule, source } => {
            let name = config.inhibit_rules.get(*rule).map(|rule| rule.name.as_str());
            let name = name.filter(|name| !name.is_empty());
            vec![timeline::Muting::Inhibition {
                rule: name.map_or_else(|| (rule + 1).to_string(), str::to_owned),
                source: labels.get(source).cloned().unwrap_or_else(Labels::empty),
            }]
        }
        Muting::OutsideActiveIntervals(names) => {
            vec![timeline::Muting::OutsideActiveIntervals { names: names.clone() }]
        }
        Muting::MuteIntervals(names) => {
            names.iter().map(|name| timeline::Muting::MuteInterval { name: name.clone() }).collect()
        }
        Muting::Silenced(ids) => {
            let comment = |id: &String| comments.get(id).cloned().unwrap_or_else(|| id.clone());
            ids.iter().map(|id| timeline::Muting::Silence { comment: comment(id) }).collect()
        }
    }
}
