//! What happens to Alertmanager, its silences and its receivers.

use firedrill_alertmanager::notify::{Behaviour, Failure, Response};
use firedrill_alertmanager::silence::PostedSilence;
use firedrill_alertmanager::{Alertmanager, MatchOperator};
use firedrill_model::{Duration, Timestamp};
use firedrill_scenario::DriveError;
use firedrill_scenario::action::{Action, AlertmanagerAction, ReceiverAction, SilenceAction};
use firedrill_scenario::expectation::{Pattern, Selector, TextTest};

use super::rehearsal::Rehearsal;

/// Who posts the silences of a scenario.
const AUTHOR: &str = "scenario";

/// One change at an instant.
#[derive(Debug, Clone)]
pub(super) enum Change<'a> {
    /// A replica, counted from 0, or all.
    Stops(Option<usize>),
    Starts(Option<usize>),
    Reloads(Option<usize>, Option<&'a str>),
    Connected(bool),
    Silence(&'a SilenceAction),
    Behaves(&'a str, Behaviour),
}

/// The changes, ascending; what ends by itself is a change of its own.
pub(super) fn changes<'a>(actions: &[(Timestamp, &'a Action)]) -> Vec<(Timestamp, Change<'a>)> {
    let mut changes = Vec::new();
    for (at, action) in actions {
        let mut then = |lasting: &Option<Duration>, change| {
            changes.extend(lasting.map(|lasting| (*at + lasting, change)));
        };
        let now = match action {
            Action::Target { .. } | Action::Prometheus { .. } | Action::System(_) => continue,
            Action::Silence(action) => Change::Silence(action),
            Action::Receiver { receiver, action } => {
                let well = Change::Behaves(receiver, Behaviour::default());
                match action {
                    ReceiverAction::ComesBack => well,
                    ReceiverAction::GoesDown { lasting } => {
                        then(lasting, well);
                        Change::Behaves(receiver, failing(Response::Status(503)))
                    }
                    ReceiverAction::Refuses { lasting } => {
                        then(lasting, well);
                        Change::Behaves(receiver, failing(Response::Status(400)))
                    }
                    ReceiverAction::IsSlow { latency, lasting } => {
                        then(lasting, well);
                        Change::Behaves(receiver, Behaviour { latency: *latency, failure: None })
                    }
                }
            }
            Action::Alertmanager { replica, action } => {
                let replica = replica.map(|replica| (replica as usize).saturating_sub(1));
                match action {
                    AlertmanagerAction::Restarts { lasting } => {
                        then(&Some(*lasting), Change::Starts(replica));
                        Change::Stops(replica)
                    }
                    AlertmanagerAction::Reloads { configuration } => {
                        Change::Reloads(replica, configuration.as_deref())
                    }
                    AlertmanagerAction::IsPartitioned { lasting } => {
                        then(lasting, Change::Connected(true));
                        Change::Connected(false)
                    }
                }
            }
        };
        changes.push((*at, now));
    }
    changes.sort_by_key(|(at, _)| *at);
    changes
}

fn failing(response: Response) -> Behaviour {
    Behaviour { latency: Duration::ZERO, failure: Some(Failure { response, requests: None }) }
}

/// Makes a change.
///
/// # Errors
/// What the server refuses.
pub(super) fn apply<'a>(
    rehearsal: &mut Rehearsal<'a>,
    at: Timestamp,
    change: &Change<'a>,
) -> Result<(), DriveError> {
    match change {
        Change::Stops(replica) => each(rehearsal, *replica, |server, _| server.stop(at)),
        Change::Starts(replica) => {
            each(rehearsal, *replica, |server, setup| server.start(&setup.config, at));
        }
        Change::Reloads(replica, named) => {
            let resources = rehearsal.resources;
            let setup = match named {
                Some(name) => resources.other_alertmanagers.get(*name),
                None => resources.alertmanager.as_ref(),
            };
            let Some(setup) = setup else { return Ok(()) };
            for position in chosen(rehearsal, *replica) {
                rehearsal.setups[position] = setup;
            }
            each(rehearsal, *replica, |server, setup| server.reload(&setup.config, at));
        }
        Change::Connected(connected) => rehearsal.cluster.set_connected(*connected),
        Change::Behaves(receiver, behaviour) => {
            each(rehearsal, None, |server, _| server.set_behaviour(receiver, None, *behaviour, at));
        }
        Change::Silence(action) => return silence(rehearsal, at, action),
    }
    Ok(())
}

fn chosen(rehearsal: &Rehearsal<'_>, replica: Option<usize>) -> std::ops::Range<usize> {
    replica.map_or(0..rehearsal.replicas, |replica| replica..replica + 1)
}

fn each<'a>(
    rehearsal: &mut Rehearsal<'a>,
    replica: Option<usize>,
    act: impl Fn(&mut Alertmanager, &'a crate::AlertmanagerSetup),
) {
    for position in chosen(rehearsal, replica) {
        let setup = rehearsal.setups[position];
        if let Some(server) = rehearsal.cluster.replica(position) {
            act(server, setup);
        }
    }
}

fn silence(rehearsal: &mut Rehearsal<'_>, at: Timestamp, action: &SilenceAction) -> Result<(), DriveError> {
    let refused = |reason: String| DriveError::Environment(format!("alertmanager refuses: {reason}"));
    let posted = match action {
        SilenceAction::Created { matchers, lasting, comment } => PostedSilence {
            id: None,
            matchers: posted_matchers(matchers),
            starts_at: at,
            ends_at: at + *lasting,
            created_by: AUTHOR.to_owned(),
            comment: comment.clone(),
        },
        SilenceAction::Extended { lasting, .. } => {
            let known = known(rehearsal, action, at)?;
            PostedSilence { ends_at: known.starts_at + *lasting, ..known }
        }
        SilenceAction::Changed { matchers, .. } => {
            PostedSilence { matchers: posted_matchers(matchers), ..known(rehearsal, action, at)? }
        }
        SilenceAction::Expired { .. } => {
            let known = known(rehearsal, action, at)?;
            let id = known.id.unwrap_or_default();
            return rehearsal.cluster.expire_silence(&id, at).map_err(|error| refused(error.to_string()));
        }
    };
    let id = rehearsal.cluster.post_silence(&posted, at).map_err(|error| refused(error.to_string()))?;
    rehearsal.comments.insert(id, posted.comment);
    Ok(())
}

/// The latest silence that an action is about, as it would be posted again.
fn known(
    rehearsal: &mut Rehearsal<'_>,
    action: &SilenceAction,
    at: Timestamp,
) -> Result<PostedSilence, DriveError> {
    let server = rehearsal.cluster.replica(0);
    let silences = server.map(|server| server.silences().list(at)).unwrap_or_default();
    let meant = silences.into_iter().filter(|silence| action.is_about(&silence.comment));
    let Some(silence) = meant.max_by_key(|silence| silence.updated_at) else {
        let words = action.reference().unwrap_or_default();
        return Err(DriveError::Environment(format!("there is no silence {words:?} at this time")));
    };
    let matcher =
        |it: &firedrill_alertmanager::Matcher| (it.name().to_owned(), it.operator(), it.value().to_owned());
    Ok(PostedSilence {
        id: Some(silence.id.clone()),
        matchers: silence.matchers.as_slice().iter().map(matcher).collect(),
        starts_at: silence.starts_at,
        ends_at: silence.ends_at,
        created_by: silence.created_by.clone(),
        comment: silence.comment.clone(),
    })
}

/// A selector as the matchers of a silence.
fn posted_matchers(selector: &Selector) -> Vec<(String, MatchOperator, String)> {
    let name = selector.name.iter().map(|name| ("alertname".to_owned(), MatchOperator::Equal, name.clone()));
    let labels = selector.matchers.iter().map(|matcher| {
        let (operator, text) = match (&matcher.test, matcher.is_negated) {
            (TextTest::Equals(text), false) => (MatchOperator::Equal, text.clone()),
            (TextTest::Equals(text), true) => (MatchOperator::NotEqual, text.clone()),
            (TextTest::Matches(pattern), false) => (MatchOperator::Matches, anchored(pattern)),
            (TextTest::Matches(pattern), true) => (MatchOperator::NotMatches, anchored(pattern)),
        };
        (matcher.name.clone(), operator, text)
    });
    name.chain(labels).collect()
}

/// The pattern as a silence, whose patterns match whole values, has to have it.
fn anchored(pattern: &Pattern) -> String {
    let text = pattern.text();
    if pattern.is_whole() { text.to_owned() } else { format!(".*(?:{text}).*") }
}
