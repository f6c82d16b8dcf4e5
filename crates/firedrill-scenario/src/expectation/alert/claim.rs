//! Which firings an expectation claims.

use super::case::Case;
use crate::expectation::ALERT_NAME;
use crate::judgement::{Claimant, Demand, Firing};
use crate::timeline::{AlertState, Window};

impl Claimant for Case<'_> {
    fn demand(&self) -> Demand {
        Case::demand(self).unwrap_or(Demand { least: 0, most: 0 })
    }

    fn fits(&self, observation: usize) -> bool {
        let firing = &self.firings[observation];
        let fired = firing.fired.filter(|_| self.is_meant(firing));
        fired.is_some_and(|fired| self.difference(firing, fired).is_none())
    }

    fn names(&self, observation: usize, own: &[usize]) -> bool {
        let firing = &self.firings[observation];
        if !self.is_meant(firing) {
            return false;
        }
        let is_flap = || own.iter().any(|first| firing.is_again(&self.firings[*first]));
        let is_forbidden = || self.forbidden.iter().any(|range| firing.fires_within(*range));
        let is_state = || self.firing_at.iter().any(|at| firing.state_at(*at) == Some(AlertState::Firing));
        (self.expectation.flaps.is_some() && is_flap()) || is_forbidden() || is_state()
    }

    fn counts(&self) -> bool {
        self.expectation.times.is_some()
    }

    fn distance(&self, observation: usize) -> Option<(u8, i64)> {
        let firing = &self.firings[observation];
        let away = |window: Window| self.fires.map_or(0, |range| window.distance(range));
        match (self.is_meant(firing), firing.fired, firing.pending) {
            (true, Some(fired), _) => Some((0, away(fired))),
            (true, None, Some(pending)) => Some((1, away(pending))),
            (false, Some(fired), _) => {
                let name = self.expectation.selector.value.name.as_deref()?;
                (firing.labels.get(ALERT_NAME) == Some(name)).then(|| (2, away(fired)))
            }
            _ => None,
        }
    }
}

impl Firing {
    /// Whether it is a later firing of the same alert.
    pub(crate) fn is_again(&self, first: &Self) -> bool {
        self.fired.is_some()
            && self.ordinal > first.ordinal
            && (&self.rule, &self.labels) == (&first.rule, &first.labels)
    }
}
