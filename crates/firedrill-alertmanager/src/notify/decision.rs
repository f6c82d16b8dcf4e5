//! Whether a group has something new to say.

use firedrill_model::{Duration, Timestamp};

use super::LogEntry;
use crate::Fingerprint;

/// Why a notification is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The group was never notified, or not since all its alerts were resolved.
    First,
    /// Alerts joined since the last notification.
    NewAlerts,
    /// No alert fires any more.
    AllResolved,
    /// Alerts were resolved since the last notification.
    SomeResolved,
    /// The last notification is longer ago than the repeat interval.
    Repeat,
}

impl Reason {
    /// Upstream's text, `notification_reason` of webhooks.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first notification",
            Self::NewAlerts => "new alerts added",
            Self::AllResolved => "all alerts resolved",
            Self::SomeResolved => "some alerts resolved",
            Self::Repeat => "repeat interval elapsed",
        }
    }
}

/// Why a notification is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unsent {
    /// Nothing fires and nothing was ever notified as firing.
    NothingFiring,
    /// Everything was notified before; without change, again when this instant has passed.
    Unchanged {
        /// The last notification plus the repeat interval.
        repeats_after: Timestamp,
    },
}

/// See [`decide`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Send.
    Notify(Reason),
    /// Do not.
    Skip(Unsent),
}

/// Compares what is not muted with the log, as `DedupStage.needsUpdate`. Both lists are sorted; `clock`
/// is what the repeat interval is measured at.
pub fn decide(
    entry: Option<&LogEntry>,
    firing: &[Fingerprint],
    resolved: &[Fingerprint],
    send_resolved: bool,
    repeat_interval: Duration,
    clock: Timestamp,
) -> Decision {
    let Some(entry) = entry else {
        return match firing {
            [] => Decision::Skip(Unsent::NothingFiring),
            _ => Decision::Notify(Reason::First),
        };
    };
    if !is_subset(firing, &entry.firing) {
        let reason = if entry.firing.is_empty() { Reason::First } else { Reason::NewAlerts };
        return Decision::Notify(reason);
    }
    if firing.is_empty() {
        return match entry.firing.as_slice() {
            [] => Decision::Skip(Unsent::NothingFiring),
            _ => Decision::Notify(Reason::AllResolved),
        };
    }
    if send_resolved && !is_subset(resolved, &entry.resolved) {
        return Decision::Notify(Reason::SomeResolved);
    }
    let repeats_after = entry.timestamp + repeat_interval;
    if repeats_after < clock {
        return Decision::Notify(Reason::Repeat);
    }
    Decision::Skip(Unsent::Unchanged { repeats_after })
}

fn is_subset(part: &[Fingerprint], whole: &[Fingerprint]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|wanted| rest.any(|candidate| candidate == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Logged firing and resolved, current firing and resolved, `send_resolved`, clock.
    type Row<'a> = (Option<(&'a [u64], &'a [u64])>, &'a [u64], &'a [u64], bool, i64, Decision);

    #[test]
    fn follows_the_order_of_upstreams_questions() {
        let prints = |values: &[u64]| values.iter().map(|it| Fingerprint(*it)).collect::<Vec<_>>();
        let repeats_after = Timestamp(1100);
        let unchanged = Decision::Skip(Unsent::Unchanged { repeats_after });
        let nothing = Decision::Skip(Unsent::NothingFiring);
        let notify = Decision::Notify;
        let rows: [Row<'_>; 16] = [
            (None, &[], &[], true, 0, nothing),
            (None, &[], &[1], true, 0, nothing),
            (None, &[1], &[], true, 0, notify(Reason::First)),
            (Some((&[], &[1])), &[1], &[], true, 0, notify(Reason::First)),
            (Some((&[1], &[])), &[1, 2], &[], true, 0, notify(Reason::NewAlerts)),
            (Some((&[1], &[])), &[2], &[], true, 0, notify(Reason::NewAlerts)),
            (Some((&[1, 2], &[])), &[1], &[], true, 0, unchanged),
            (Some((&[1], &[])), &[], &[1], true, 0, notify(Reason::AllResolved)),
            (Some((&[1], &[])), &[], &[1], false, 0, notify(Reason::AllResolved)),
            (Some((&[], &[])), &[], &[1], true, 0, nothing),
            (Some((&[], &[])), &[], &[1], true, 9999, nothing),
            (Some((&[1, 2], &[])), &[1], &[2], true, 0, notify(Reason::SomeResolved)),
            (Some((&[1, 2], &[])), &[1], &[2], false, 0, unchanged),
            (Some((&[1, 2], &[2])), &[1], &[2], true, 0, unchanged),
            (Some((&[1], &[])), &[1], &[], true, 1100, unchanged),
            (Some((&[1], &[])), &[1], &[], true, 1101, notify(Reason::Repeat)),
        ];
        for (row, (logged, firing, resolved, send_resolved, clock, want)) in rows.into_iter().enumerate() {
            let entry = logged.map(|(firing, resolved)| LogEntry {
                firing: prints(firing),
                resolved: prints(resolved),
                timestamp: Timestamp(1000),
                expires_at: Timestamp(5000),
                is_from_peer: false,
            });
            let got = decide(
                entry.as_ref(),
                &prints(firing),
                &prints(resolved),
                send_resolved,
                Duration::from_ms(100),
                Timestamp(clock),
            );
            assert_eq!(got, want, "row {row}");
        }
    }
}
