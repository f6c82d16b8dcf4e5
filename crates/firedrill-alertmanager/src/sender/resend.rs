//! When an alert is sent, and sent again.

use firedrill_model::{Duration, Labels, Timestamp};

/// How long Prometheus goes on sending an alert after it was resolved.
const RESOLVED_RETENTION: Duration = Duration::from_seconds(15 * 60);

/// A missed evaluation and a failed request are survived: the end lies this many times the longer of
/// interval and resend delay ahead.
const VALIDITY: i64 = 4;

/// An alert that fires, or did within the retention.
#[derive(Debug, Clone)]
pub(super) struct SentAlert {
    pub(super) annotations: Labels,
    pub(super) fired_at: Timestamp,
    resolved_at: Option<Timestamp>,
    last_sent_at: Option<Timestamp>,
    /// The latest evaluation in which it was active.
    seen_at: Timestamp,
}

impl SentAlert {
    /// An alert that begins to fire.
    pub(super) fn new(annotations: Labels, fired_at: Timestamp, seen_at: Timestamp) -> Self {
        Self { annotations, fired_at, resolved_at: None, last_sent_at: None, seen_at }
    }

    /// Whether an active alert that fires since `fired_at` is this one.
    pub(super) fn is_continued_since(&self, fired_at: Timestamp) -> bool {
        self.resolved_at.is_none() && self.fired_at == fired_at
    }

    /// Notes that the alert fires on at an evaluation.
    pub(super) fn fires_on(&mut self, annotations: &Labels, at: Timestamp) {
        self.annotations.clone_from(annotations);
        self.seen_at = at;
    }

    /// Resolves the alert if the evaluation at `at` did not see it; `false` once it may be forgotten.
    pub(super) fn outlives(&mut self, at: Timestamp) -> bool {
        if self.seen_at == at {
            return true;
        }
        at - *self.resolved_at.get_or_insert(at) <= RESOLVED_RETENTION
    }

    /// Marks the alert as sent and gives its `endsAt`, if it is due at an evaluation.
    pub(super) fn send(
        &mut self,
        at: Timestamp,
        resend_delay: Duration,
        interval: Duration,
    ) -> Option<Timestamp> {
        let is_due = self.last_sent_at.is_none_or(|last| {
            self.resolved_at.is_some_and(|resolved| resolved > last) || last + resend_delay < at
        });
        if !is_due {
            return None;
        }
        self.last_sent_at = Some(at);
        let validity = interval.max(resend_delay).as_ms().saturating_mul(VALIDITY);
        Some(self.resolved_at.unwrap_or(at + Duration::from_ms(validity)))
    }
}
