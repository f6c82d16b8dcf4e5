//! Series that a selector no longer finds.

use firedrill_model::{Duration, Labels, Timestamp, is_stale_nan};
use firedrill_promql::Dialect;
use firedrill_promql::store::{Series, Store};
use firedrill_promql::syntax::CompiledMatcher;
use firedrill_promql::syntax::ast::VectorSelector;

/// A series whose last sample was some time ago.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Vanished {
    pub(super) labels: Labels,
    /// When it ended: at a staleness marker, or when its last sample was too old.
    pub(super) at: Timestamp,
}

/// The series of a selector that vanished last before `now`; of those that do not contradict the alert.
pub(super) fn vanished(
    store: &Store,
    selector: &VectorSelector,
    meant: Option<&Labels>,
    now: Timestamp,
    lookback: Duration,
    dialect: &Dialect,
) -> Option<Vanished> {
    let matchers = selector.matchers.iter().map(|matcher| CompiledMatcher::new(matcher, dialect));
    let matchers: Vec<_> = matchers.collect::<Result<_, _>>().ok()?;
    let ids = store.select(&matchers);
    let series = ids.into_iter().map(|id| store.series(id));
    let series = series.filter(|series| is_meant(series.labels(), meant));
    let ended = series.filter_map(|series| Some((ended_at(series, now, lookback)?, series.labels())));
    ended.max_by_key(|(at, _)| *at).map(|(at, labels)| Vanished { labels: labels.clone(), at })
}

fn is_meant(labels: &Labels, meant: Option<&Labels>) -> bool {
    let Some(meant) = meant else { return true };
    let is_name = |name: &str| name == firedrill_model::METRIC_NAME;
    labels.iter().all(|(name, value)| is_name(name) || meant.get(name).is_none_or(|wanted| wanted == value))
}

fn ended_at(series: &Series, now: Timestamp, lookback: Duration) -> Option<Timestamp> {
    let end = series.times().count_until(now.as_ms());
    let last = (0..end).rev().find(|index| !is_stale_nan(series.values()[*index]))?;
    if last + 1 < end {
        return Some(Timestamp(series.times().at(last + 1)));
    }
    let faded = Timestamp(series.times().at(last)) + lookback;
    Some(faded.min(now))
}
