//! The keys of `policy:`.

use firedrill_model::Duration;
use firedrill_model::source::yaml::Node;

use crate::file::{Reader, bounded, duration, parsed, positive_duration, replace, share};
use crate::schema::{Key, Kind, Object};
use crate::system::rebalance::{Approval, Policy};

const DURATION_OR_NEVER: Kind = Kind::Either(&[Kind::Duration, Kind::OneOf(&["never"])]);

/// What may stand under `approval:`.
pub(super) const APPROVAL: &str =
    "`automatic`, `never`, `after 5m`, `rejected after 5m` or `cancelled after 5m`";

pub(crate) const POLICY: Object = Object::new(
    "policy",
    "Limits and times of a controller.",
    &[
        Key::new(
            "concurrent moves",
            Kind::Whole,
            "Shards of a namespace that may move at once; 4 where absent.",
        ),
        Key::new(
            "largest share",
            Kind::Number,
            "Share of a cluster's shards that a plan without a drain may move; 10% where absent.",
        ),
        Key::new(
            "investigation",
            Kind::Duration,
            "How long a node is watched before something is done; 10s where absent.",
        ),
        Key::new(
            "drain takes",
            Kind::Duration,
            "How long a node takes to drain when nothing holds it up; 2m where absent.",
        ),
        Key::new(
            "drain timeout",
            DURATION_OR_NEVER,
            "How long a drain may take, from the end of its stall if that has one; 10m where absent.",
        ),
        Key::new(
            "approval",
            Kind::Text,
            "What becomes of plans that wait for approval: `automatic`, where absent, `never`, `after 5m`, `rejected after 5m` or `cancelled after 5m`.",
        ),
        Key::new("approval expiry", DURATION_OR_NEVER, "How long an approval may take; 30m where absent."),
        Key::new(
            "move takes",
            Kind::Duration,
            "How long a shard takes to move when nothing holds it up; 16s where absent.",
        ),
        Key::new("retries", Kind::Whole, "How many failed moves a plan survives; 3 where absent."),
        Key::new("cooldown", Kind::Duration, "Pause after a plan; 5m where absent."),
        Key::new(
            "insistence",
            Kind::Duration,
            "How long a proposal that was stopped waits before it is made again; 30s where absent.",
        ),
        Key::new(
            "takeover",
            Kind::Duration,
            "How long another controller takes to lead after a failover; 5s where absent.",
        ),
    ],
);

/// Reads what is given of a policy into `policy`.
pub(super) fn policy(reader: &mut Reader<'_>, node: Node<'_>, policy: &mut Policy) {
    reader.fields(node, POLICY.name, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            "concurrent moves" => {
                replace(&mut policy.max_concurrent_moves, bounded(reader, value, 1, 100_000));
            }
            "largest share" => replace(&mut policy.largest_share, share(reader, value)),
            "investigation" => replace(&mut policy.investigation, length(reader, value)),
            "drain takes" => replace(&mut policy.drain_takes, length(reader, value)),
            "drain timeout" => length_or_never(reader, value, &mut policy.drain_timeout),
            "approval" => {
                replace(&mut policy.approval, parsed(reader, value, approval).map(|approval| approval.value));
            }
            "approval expiry" => length_or_never(reader, value, &mut policy.approval_expiry),
            "move takes" => replace(&mut policy.move_takes, length(reader, value)),
            "retries" => replace(&mut policy.retries, bounded(reader, value, 0, 1_000)),
            "cooldown" => replace(&mut policy.cooldown, duration(reader, value).map(|length| length.value)),
            "insistence" => replace(&mut policy.insistence, length(reader, value)),
            "takeover" => replace(&mut policy.takeover, length(reader, value)),
            _ => return false,
        }
        true
    });
}

fn length(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Duration> {
    positive_duration(reader, node).map(|length| length.value)
}

/// Reads how long something may take into `limit`; `never` lifts it.
fn length_or_never(reader: &mut Reader<'_>, node: Node<'_>, limit: &mut Option<Duration>) {
    let is_never = node.scalar().is_some_and(|scalar| scalar.text == "never");
    if is_never {
        *limit = None;
    } else if let Some(length) = length(reader, node) {
        *limit = Some(length);
    }
}

/// What becomes of a plan that waits for approval.
pub(super) fn approval(text: &str) -> Result<Approval, String> {
    let after = |words: &str| {
        let rest = text.strip_prefix(words)?.strip_prefix("after ")?;
        Duration::parse(rest.trim()).ok()
    };
    match text {
        "automatic" => Ok(Approval::Automatic),
        "never" => Ok(Approval::Never),
        _ => after("")
            .map(Approval::After)
            .or_else(|| after("rejected ").map(Approval::RejectedAfter))
            .or_else(|| after("cancelled ").map(Approval::CancelledAfter))
            .ok_or_else(|| format!("{text:?} is none of {APPROVAL}")),
    }
}
