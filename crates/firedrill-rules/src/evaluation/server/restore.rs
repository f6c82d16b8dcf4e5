//! What alerting rules forget at a restart, and restore after it.

use firedrill_model::{Duration, Timestamp, is_stale_nan};
use firedrill_promql::store::{Series, Store};

use super::super::AlertState;
use super::super::alerting::{Alert, Alerting, series_labels};
use super::super::plan::{ALERTS_FOR_STATE, RulePlan};
use super::ServerOptions;

/// How far the wall clock is ahead of the stamp of the evaluation that has just ended. Any time above
/// zero means that an alert whose rest is a multiple of the interval fires an evaluation later.
const WALL_CLOCK_AHEAD: Duration = Duration::from_ms(1);

impl Alerting {
    /// Makes all alerts inactive, as at the stop of the process.
    pub(super) fn forget(&mut self) {
        for alert in self.alerts.values_mut() {
            alert.state = AlertState::Inactive;
            alert.seen = None;
            for writer in alert.writers() {
                writer.forget();
            }
        }
    }

    /// Drops all alerts, as where there are more than the group's limit. Their series end with the next
    /// evaluation that succeeds.
    pub(super) fn drop_all(&mut self) {
        for alert in self.alerts.values_mut() {
            alert.state = AlertState::Inactive;
            alert.seen = None;
        }
    }

    /// Restores since when alerts are active, after the evaluation at `at`, as Prometheus'
    /// `RestoreForState`: by the wall clock, which is a little ahead of the evaluation's stamp.
    pub(super) fn restore(
        &mut self,
        rule: &RulePlan,
        store: &Store,
        at: Timestamp,
        options: &ServerOptions<'_>,
    ) {
        let now = at + WALL_CLOCK_AHEAD;
        let hold = rule.timing.hold_duration;
        if hold < options.grace_period {
            return;
        }
        for (labels, alert) in &mut self.alerts {
            if alert.state.active_since().is_none() {
                continue;
            }
            let series = store.find(&series_labels(rule, labels, ALERTS_FOR_STATE, None));
            let series = series.map(|id| store.series(id));
            let Some((down_at, value)) = series.and_then(|it| last_sample(it, now, options)) else {
                continue;
            };
            if is_stale_nan(value) {
                continue;
            }
            let since = restored(Timestamp(value as i64 * 1000), down_at, now, hold, options.grace_period);
            alert.state = alert.state.active_from(since);
        }
    }
}

impl Alert {
    fn writers(&mut self) -> [&mut super::super::writer::SeriesWriter; 3] {
        [&mut self.written.pending, &mut self.written.firing, &mut self.written.for_state]
    }

    /// Hands over the series that are to be ended by someone else.
    pub(super) fn abandon(&mut self) -> impl Iterator<Item = firedrill_promql::store::SeriesId> {
        self.writers().map(super::super::writer::SeriesWriter::abandon).into_iter().flatten()
    }
}

impl AlertState {
    /// The state with another beginning.
    fn active_from(self, since: Timestamp) -> Self {
        match self {
            Self::Pending { .. } => Self::Pending { since },
            Self::Firing { fired_at, kept_since, .. } => Self::Firing { since, fired_at, kept_since },
            Self::Inactive | Self::Resolved { .. } => self,
        }
    }
}

/// The newest sample that is young enough; its time in whole seconds, as upstream reads it.
fn last_sample(series: &Series, now: Timestamp, options: &ServerOptions<'_>) -> Option<(Timestamp, f64)> {
    let index = series.times().count_until(now.as_ms()).checked_sub(1)?;
    let at = Timestamp(series.times().at(index));
    let second = Timestamp(at.as_ms().div_euclid(1000) * 1000);
    (at >= now - options.outage_tolerance).then(|| (second, series.values()[index]))
}

/// Since when an alert counts as active that was active since `since` when the server went down.
fn restored(
    since: Timestamp,
    down_at: Timestamp,
    now: Timestamp,
    hold: Duration,
    grace_period: Duration,
) -> Timestamp {
    let remaining = hold.as_ms() - (down_at - since).as_ms();
    if remaining <= 0 {
        // It fired; the next evaluation makes it fire again.
        since
    } else if remaining < grace_period.as_ms() {
        now + grace_period - hold
    } else {
        // The downtime does not count.
        since + (now - down_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_spent_pending_is_restored() {
        let minutes = |minutes: i64| Duration::from_seconds(minutes * 60);
        let at = |time: i64| Timestamp(0) + minutes(time);
        for (since, down, now, hold, want) in [
            // It fired before the outage.
            (0, 30, 40, 20, 0),
            // 5 minutes were missing: at least the grace period of 10 minutes.
            (0, 15, 40, 20, 30),
            // 15 minutes were missing, and still are.
            (0, 15, 40, 30, 25),
        ] {
            let got = restored(at(since), at(down), at(now), minutes(hold), minutes(10));
            assert_eq!(got, at(want), "{since} {down} {now} {hold}");
        }
    }
}
