//! An expectation on alerts, its windows resolved.

use super::AlertExpectation;
use firedrill_model::Timestamp;

use crate::judgement::{Demand, Evidence, Failure, Firing};
use crate::moment::{Range, When};
use crate::scenario::Placed;
use crate::timeline::{AlertState, Window};

/// An expectation on alerts with instants.
pub(in crate::expectation) struct Case<'e> {
    pub(super) expectation: &'e AlertExpectation,
    /// The firings of the run.
    pub(super) firings: &'e [Firing],
    pub(super) fires: Option<Range>,
    pub(super) resolves: Option<Range>,
    /// When it says that these alerts do not fire.
    pub(super) forbidden: Vec<Range>,
    /// When it says that one of these alerts fires, without claiming a firing.
    pub(super) firing_at: Vec<Timestamp>,
}

/// In what a firing differs from what is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference<'e> {
    Fires,
    Resolves,
    Value,
    Annotation(&'e str),
}

impl<'e> Case<'e> {
    /// # Errors
    /// Where nothing is called like one of its marks.
    pub(in crate::expectation) fn new(
        expectation: &'e AlertExpectation,
        evidence: &'e Evidence<'_>,
    ) -> Result<Self, Box<Failure>> {
        let range = |when: &Placed<When>| evidence.range(Some(when));
        let fires = expectation.fires.as_ref().map(range).transpose()?;
        let resolves = expectation.resolves.as_ref().map(range).transpose()?;
        let never = expectation.fires.iter().filter(|when| when.value.is_never());
        let forbidden = never.chain(&expectation.quiet).map(range).collect::<Result<_, _>>()?;
        let firing = expectation.states.iter().filter(|(_, state)| state.value == AlertState::Firing);
        let firing_at =
            firing.map(|(at, _)| evidence.instant(at).map(|range| range.from)).collect::<Result<_, _>>()?;
        Ok(Self { expectation, firings: &evidence.firings, fires, resolves, forbidden, firing_at })
    }

    /// How many firings it claims; `None` where it forbids them or does not count them.
    pub(super) fn demand(&self) -> Option<Demand> {
        let AlertExpectation { fires, resolves, times, flaps, value, annotations, .. } = self.expectation;
        if fires.as_ref().is_some_and(|fires| fires.value.is_never()) {
            return None;
        }
        if let Some(times) = times {
            let most = times.value.most.map_or(usize::MAX, |most| most as usize);
            return Some(Demand { least: times.value.least as usize, most });
        }
        if fires.is_some() || resolves.is_some() || value.is_some() || !annotations.is_empty() {
            return Some(Demand { least: 1, most: 1 });
        }
        flaps.as_ref().map(|_| Demand { least: 0, most: usize::MAX })
    }

    /// Whether the labels are the ones meant.
    pub(super) fn is_meant(&self, firing: &Firing) -> bool {
        self.expectation.selector.value.matches(&firing.labels)
    }

    /// The first thing in which an alert that began to fire at `fired` differs.
    pub(super) fn difference(&self, firing: &Firing, fired: Window) -> Option<Difference<'e>> {
        if self.fires.is_some_and(|range| !fired.overlaps(range)) {
            return Some(Difference::Fires);
        }
        let is_never = self.expectation.resolves.as_ref().is_some_and(|when| when.value.is_never());
        let resolves = match (self.resolves, firing.resolved()) {
            (None, _) => true,
            (Some(_), resolved) if is_never => resolved.is_none(),
            (Some(range), resolved) => resolved.is_some_and(|resolved| resolved.overlaps(range)),
        };
        if !resolves {
            return Some(Difference::Resolves);
        }
        let value = self.expectation.value.as_ref();
        if value.is_some_and(|value| !value.value.accepts(Some(firing.value))) {
            return Some(Difference::Value);
        }
        let mut annotations = self.expectation.annotations.iter();
        let other = annotations
            .find(|(name, test)| !test.accepts(firing.annotations.get(&name.value).unwrap_or_default()));
        other.map(|(name, _)| Difference::Annotation(&name.value))
    }
}
