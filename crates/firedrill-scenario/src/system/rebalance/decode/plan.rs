//! The keys of a plan.

use firedrill_model::source::yaml::Node;
use mesh_rebalance_metrics::FailureReason;

use super::policy::approval;
use crate::file::{
    Reader, bounded, duration, flag, one_of, owned_text, parsed, positive_duration, refuse_missing, replace,
    share,
};
use crate::schema::{Key, Kind, Object};
use crate::system::rebalance::{MoveErrors, PlanSpec, Repeat, Stall, StallPhase};

const MOST_SHARDS: u32 = 100_000;
const PHASES: &[(&str, StallPhase)] =
    &[("draining", StallPhase::Draining), ("executing", StallPhase::Executing)];

pub(crate) const PLAN: Object = Object::new(
    "plan",
    "A plan that moves shards. Its marks are its id and what happens to it: `p-1042 stalls`, `p-1042 resumes`.",
    &[
        Key::new(
            "at",
            Kind::Duration,
            "When the investigation that leads to it begins; needed unless the plan changes one of the extended scenario.",
        ),
        Key::new("cluster", Kind::Text, "The cluster it runs in; every one where absent."),
        Key::new("namespace", Kind::Text, "The namespace it runs in; every one where absent."),
        Key::new(
            "repeats",
            Kind::Object(&REPEATS),
            "It is made again and again, with `-1`, `-2`, … after its id.",
        ),
        Key::new("drain", Kind::Text, "The node that is emptied."),
        Key::new("moves", Kind::Whole, "How many shards move; those of the drained node where absent."),
        Key::new(
            "approval",
            Kind::Text,
            "What becomes of it while it waits for approval, instead of the policy's.",
        ),
        Key::new("drain takes", Kind::Duration, "Instead of the policy's."),
        Key::new("move takes", Kind::Duration, "Instead of the policy's."),
        Key::new("stalls", Kind::Object(&STALLS), "Where it stands still."),
        Key::new("move errors", Kind::Object(&MOVE_ERRORS), "Moves that go wrong."),
        Key::new("wants", Kind::Whole, "How many shards it wants to move at once, whatever policy says."),
        Key::new(
            "overrides",
            Kind::Flag,
            "Whether an operator overrode the policy, so that it gets what it wants.",
        ),
        Key::new("insists", Kind::Whole, "How often it is proposed again while a guardrail stops it."),
    ],
);

pub(crate) const REPEATS: Object = Object::new(
    "repeats",
    "A plan that is made several times.",
    &[
        Key::required("every", Kind::Duration, "From one to the next."),
        Key::required("times", Kind::Whole, "How many there are."),
    ],
);

pub(crate) const STALLS: Object = Object::new(
    "stalls",
    "Where a plan stands still.",
    &[
        Key::new(
            "at",
            Kind::Number,
            "The share of the phase that is done by then, as in `40%`; nothing where absent.",
        ),
        Key::new("until", Kind::Duration, "When it goes on; never where absent."),
        Key::new(
            "while",
            Kind::OneOf(&["draining", "executing"]),
            "In which phase; draining where absent, if it drains a node.",
        ),
    ],
);

pub(crate) const MOVE_ERRORS: Object = Object::new(
    "move errors",
    "Moves that go wrong; each costs a retry.",
    &[
        Key::required("count", Kind::Whole, "How many; with more than the policy's retries the plan fails."),
        Key::new(
            "reason",
            Kind::OneOf(&[
                "node_lost",
                "drain_timeout",
                "replica_unhealthy",
                "store_conflict",
                "policy_denied",
                "approval_expired",
                "internal",
            ]),
            "Why; `store_conflict` where absent.",
        ),
    ],
);

/// Reads what is given of a plan into `plan`.
pub(super) fn plan(reader: &mut Reader<'_>, node: Node<'_>, plan: &mut PlanSpec, is_new: bool) {
    let before = reader.error_count();
    let mut has_start = !is_new;
    let mut stalls_node = None;
    let mapping = reader.fields(node, PLAN.name, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            "at" => {
                has_start = true;
                replace(&mut plan.at, duration(reader, value).map(|at| at.value));
            }
            "cluster" => plan.cluster = owned_text(reader, value).map(|it| it.value),
            "namespace" => plan.namespace = owned_text(reader, value).map(|it| it.value),
            "repeats" => plan.repeat = repeats(reader, value),
            "drain" => plan.drain = owned_text(reader, value).map(|it| it.value),
            "moves" => plan.moves = bounded(reader, value, 1, MOST_SHARDS),
            "approval" => plan.approval = parsed(reader, value, approval).map(|it| it.value),
            "drain takes" => plan.drain_takes = positive_duration(reader, value).map(|it| it.value),
            "move takes" => plan.move_takes = positive_duration(reader, value).map(|it| it.value),
            "stalls" => stalls_node = Some(value),
            "move errors" => plan.move_errors = move_errors(reader, value),
            "wants" => plan.wants = bounded(reader, value, 1, MOST_SHARDS),
            "overrides" => replace(&mut plan.overrides, flag(reader, value).map(|it| it.value)),
            "insists" => replace(&mut plan.insists, bounded(reader, value, 0, 10_000)),
            _ => return false,
        }
        true
    });
    // The phase in which it stalls depends on whether it drains a node, which may stand below.
    if let Some(node) = stalls_node {
        plan.stall = stalls(reader, node, plan.drain.is_some());
    }
    refuse_missing(reader, before, node, "at", has_start || mapping.is_none());
}

fn repeats(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Repeat> {
    let before = reader.error_count();
    let (mut every, mut times) = (None, None);
    reader.fields(node, REPEATS.name, |reader, field| {
        match field.name.as_ref() {
            "every" => every = positive_duration(reader, field.value),
            "times" => times = bounded(reader, field.value, 1, 10_000),
            _ => return false,
        }
        true
    })?;
    refuse_missing(reader, before, node, "every", every.is_some());
    refuse_missing(reader, before, node, "times", times.is_some());
    Some(Repeat { every: every?.value, times: times? })
}

fn stalls(reader: &mut Reader<'_>, node: Node<'_>, drains: bool) -> Option<Stall> {
    let phase = if drains { StallPhase::Draining } else { StallPhase::Executing };
    let mut stall = Stall { phase, at: 0.0, until: None };
    reader.fields(node, STALLS.name, |reader, field| {
        match field.name.as_ref() {
            "at" => replace(&mut stall.at, share(reader, field.value)),
            "until" => stall.until = duration(reader, field.value).map(|until| until.value),
            "while" => {
                replace(&mut stall.phase, one_of(reader, field.value, PHASES).map(|phase| phase.value));
            }
            _ => return false,
        }
        true
    })?;
    Some(stall)
}

fn move_errors(reader: &mut Reader<'_>, node: Node<'_>) -> Option<MoveErrors> {
    let before = reader.error_count();
    let reasons: Vec<_> = FailureReason::ALL.iter().map(|reason| (reason.as_str(), *reason)).collect();
    let mut count = None;
    let mut reason = FailureReason::StoreConflict;
    reader.fields(node, MOVE_ERRORS.name, |reader, field| {
        match field.name.as_ref() {
            "count" => count = bounded(reader, field.value, 1, MOST_SHARDS),
            "reason" => replace(&mut reason, one_of(reader, field.value, &reasons).map(|it| it.value)),
            _ => return false,
        }
        true
    })?;
    refuse_missing(reader, before, node, "count", count.is_some());
    Some(MoveErrors { count: count?, reason })
}
