//! What keeps an alert from being notified.

use std::sync::Arc;

use firedrill_model::{Labels, Timestamp};

use crate::notify::{IntegrationKind, Response};
use crate::silence::Silence;

/// What a group waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Its first flush.
    GroupWait,
    /// The next flush.
    GroupInterval,
}

/// One reason why an alert is not notified at some instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The server does not run.
    Stopped,
    /// The server does not know the alert: it was never posted, or it was lost in a restart, or it was resolved
    /// long ago.
    Unknown,
    /// The alert takes other routes; their receivers.
    RoutedElsewhere(Vec<Arc<str>>),
    /// The receiver has no integration.
    NoIntegration,
    /// An alert that fires inhibits it.
    Inhibited {
        /// Position of the rule in the configuration.
        rule: usize,
        /// The name of the rule; empty where it has none.
        rule_name: String,
        /// The labels of the source alert.
        source: Labels,
    },
    /// The time lies outside of all active intervals of the route.
    OutsideActiveIntervals {
        /// The intervals.
        names: Vec<String>,
        /// When one of them begins and nothing else mutes the route; absent if not within 28 years.
        until: Option<Timestamp>,
    },
    /// Mute intervals of the route hold.
    MuteIntervals {
        /// The intervals that hold.
        names: Vec<String>,
        /// When the route is let through again; absent if not within 28 years.
        until: Option<Timestamp>,
    },
    /// Silences mute it.
    Silenced {
        /// The silences.
        silences: Vec<Silence>,
        /// When the last of them ends.
        until: Timestamp,
    },
    /// It was notified before, and nothing has changed since.
    AlreadyNotified {
        /// When.
        at: Timestamp,
        /// Whether another replica did, so that this one need not.
        by_peer: bool,
        /// It is notified again at the first flush after this.
        repeats_after: Timestamp,
    },
    /// The receiver does not take the notification.
    Failing {
        /// The kind of integration.
        kind: IntegrationKind,
        /// Its position among the receiver's integrations of that kind.
        index: usize,
        /// How many requests of this flush failed.
        attempts: u32,
        /// The last answer.
        response: Response,
    },
    /// A request is under way, and the receiver takes its time to answer.
    UnderWay {
        /// When it was sent.
        since: Timestamp,
    },
    /// A flush has begun, and the replica waits for those before it to notify.
    WaitingForPeers {
        /// How long.
        until: Timestamp,
    },
    /// Its group is not flushed yet.
    Waiting {
        /// For what.
        wait: Wait,
        /// When the group is flushed.
        until: Timestamp,
    },
    /// The alert is resolved, but nobody was told that it fired.
    NothingToResolve,
    /// The alert is resolved, and the integration does not send that.
    ResolvedNotSent,
    /// The alert was resolved while it was muted: its end is never notified, and if it fires again, that is
    /// held for known until the repeat interval has passed.
    ResolutionLost {
        /// When it was notified as firing.
        notified_at: Timestamp,
    },
    /// The alert is over, and its end was notified if its beginning was.
    Over {
        /// Since when.
        since: Timestamp,
    },
}

impl Obstacle {
    /// The reason in a sentence without a full stop; `instant` writes times as the reader counts them.
    pub fn sentence(&self, instant: &dyn Fn(Timestamp) -> String) -> String {
        match self {
            Self::Stopped => "Alertmanager does not run".to_owned(),
            Self::Unknown => "Alertmanager does not know the alert".to_owned(),
            Self::RoutedElsewhere(receivers) => {
                format!("the alert is routed to {} instead", receivers.join(", "))
            }
            Self::NoIntegration => "the receiver has no integration and sends nothing".to_owned(),
            Self::Inhibited { rule, rule_name, source } => {
                let name = if rule_name.is_empty() {
                    format!("inhibit_rules[{rule}]")
                } else {
                    format!("the inhibit rule `{rule_name}`")
                };
                format!("inhibited by {source} through {name}")
            }
            Self::OutsideActiveIntervals { names, until } => {
                let until = until_text(*until, instant);
                format!("the time lies outside of the active intervals {}{until}", names.join(", "))
            }
            Self::MuteIntervals { names, until } => {
                format!("muted by the time interval {}{}", names.join(", "), until_text(*until, instant))
            }
            Self::Silenced { silences, until } => {
                let silences: Vec<_> =
                    silences.iter().map(|it| format!("{} ({})", it.id, it.comment)).collect();
                format!("silenced by {} until {}", silences.join(", "), instant(*until))
            }
            Self::AlreadyNotified { at, by_peer, repeats_after } => {
                let whom = if *by_peer { " by another replica" } else { "" };
                let (at, after) = (instant(*at), instant(*repeats_after));
                format!("notified at {at}{whom} and unchanged since; repeated after {after}")
            }
            Self::Failing { kind, index, attempts, response } => {
                let kind = kind.name();
                format!("the receiver fails: {kind}[{index}] answered {response} to attempt {attempts}")
            }
            Self::UnderWay { since } => {
                format!("the notification is under way since {}", instant(*since))
            }
            Self::WaitingForPeers { until } => {
                format!("waits until {} for other replicas to notify", instant(*until))
            }
            Self::Waiting { wait, until } => {
                let name = match wait {
                    Wait::GroupWait => "group_wait",
                    Wait::GroupInterval => "group_interval",
                };
                format!("its group waits for the next flush at {} ({name})", instant(*until))
            }
            Self::NothingToResolve => "resolved, and nobody was told that it fired".to_owned(),
            Self::ResolvedNotSent => "resolved, which the receiver is not told (send_resolved)".to_owned(),
            Self::ResolutionLost { notified_at } => {
                let at = instant(*notified_at);
                format!(
                    "resolved while it was muted, so the notification of {at} is never followed by its end"
                )
            }
            Self::Over { since } => format!("resolved since {}", instant(*since)),
        }
    }
}

fn until_text(until: Option<Timestamp>, instant: &dyn Fn(Timestamp) -> String) -> String {
    until.map_or_else(|| " for ever".to_owned(), |until| format!(" until {}", instant(until)))
}
