//! What a line of the timeline can say of the parts of a system.

use firedrill_model::Duration;

use super::configuration::{IncidentKind, PlanOrder};

/// A part of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    Controller,
    Policy,
    Incident,
    Node(String),
    Plan(String),
}

/// What can be said of a part, for messages.
pub(super) const fn predicates(subject: &Subject) -> &'static [&'static str] {
    match subject {
        Subject::Controller => &["crashes [for 5m]", "freezes [for 5m]", "fails over"],
        Subject::Policy => &["allows 2 moves"],
        Subject::Incident => &["begins [for 10m]"],
        Subject::Node(_) => &["is lost", "is back"],
        Subject::Plan(_) => &["is approved", "is rejected", "is cancelled", "stalls", "resumes"],
    }
}

/// What `predicate` means for a part; `None` if nothing.
pub(super) fn incident(subject: &Subject, predicate: &str) -> Option<IncidentKind> {
    let words: Vec<&str> = predicate.split_whitespace().collect();
    match (subject, words.as_slice()) {
        (Subject::Controller, ["crashes", rest @ ..]) => lasting(rest, IncidentKind::ControllerCrashes),
        (Subject::Controller, ["freezes", rest @ ..]) => lasting(rest, IncidentKind::ControllerFreezes),
        (Subject::Controller, ["fails", "over"]) => Some(IncidentKind::ControllerFailsOver),
        (Subject::Policy, ["allows", moves, "move" | "moves"]) => {
            moves.parse().ok().filter(|moves| *moves > 0).map(IncidentKind::MaxConcurrentMoves)
        }
        (Subject::Incident, ["begins", rest @ ..]) => lasting(rest, IncidentKind::Throttled),
        (Subject::Node(name), ["is", "lost"]) => Some(IncidentKind::NodeLost(name.clone())),
        (Subject::Node(name), ["is", "back"]) => Some(IncidentKind::NodeBack(name.clone())),
        (Subject::Plan(id), words) => {
            let order = match words {
                ["is", "approved"] => PlanOrder::Approve,
                ["is", "rejected"] => PlanOrder::Reject,
                ["is", "cancelled"] => PlanOrder::Cancel,
                ["stalls"] => PlanOrder::Stall,
                ["resumes"] => PlanOrder::Resume,
                _ => return None,
            };
            Some(IncidentKind::Plan { id: id.clone(), order })
        }
        _ => None,
    }
}

/// `for 5m`, or nothing: for ever.
fn lasting(words: &[&str], kind: fn(Option<Duration>) -> IncidentKind) -> Option<IncidentKind> {
    match words {
        [] => Some(kind(None)),
        ["for", length] => Duration::parse(length).ok().map(|length| kind(Some(length))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_predicate_that_is_offered_is_understood() {
        let subjects = [
            Subject::Controller,
            Subject::Policy,
            Subject::Incident,
            Subject::Node("node-1".to_owned()),
            Subject::Plan("p-1".to_owned()),
        ];
        for subject in subjects {
            for predicate in predicates(&subject) {
                let with_length = predicate.replace(['[', ']'], "");
                assert!(incident(&subject, &with_length).is_some(), "{subject:?} {with_length}");
                let (bare, _) = predicate.split_once(" [").unwrap_or((predicate, ""));
                assert!(incident(&subject, bare).is_some(), "{subject:?} {bare}");
            }
        }
    }

    #[test]
    fn other_predicates_are_refused() {
        for predicate in ["explodes", "crashes for", "crashes for 5x", "fails", ""] {
            assert_eq!(incident(&Subject::Controller, predicate), None, "{predicate}");
        }
        assert_eq!(incident(&Subject::Policy, "allows 0 moves"), None);
    }
}
