//! What alerts do.

use crate::expectation::{Count, Selector, TextTest, ValueTest};
use crate::moment::{Moment, When};
use crate::scenario::Placed;
use crate::timeline::AlertState;

/// What alerts of a selector do. Each alert that fires is counted from pending to resolved, as one firing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AlertExpectation {
    /// Which alerts.
    pub selector: Placed<Selector>,
    /// `fires:` when they begin to fire.
    pub fires: Option<Placed<When>>,
    /// `resolves:` when those that fire are resolved.
    pub resolves: Option<Placed<When>>,
    /// `pending:` when they begin to be pending.
    pub pending: Option<Placed<When>>,
    /// `quiet:` when none of them fires.
    pub quiet: Option<Placed<When>>,
    /// `times:` how many firings this is about; one where absent.
    pub times: Option<Placed<Count>>,
    /// `flaps:` how often, at most, one alert fires again after it resolved; these firings are named too.
    pub flaps: Option<Placed<u32>>,
    /// `states:` the state at instants.
    pub states: Vec<(Placed<Moment>, Placed<AlertState>)>,
    /// `annotations:` what annotations are like when it fires.
    pub annotations: Vec<(Placed<String>, TextTest)>,
    /// `value:` what the expression gives when it fires.
    pub value: Option<Placed<ValueTest>>,
}

impl AlertExpectation {
    /// Whether it names alerts without saying what they do.
    pub fn says_nothing(&self) -> bool {
        let windows = [&self.fires, &self.resolves, &self.pending, &self.quiet];
        windows.iter().all(|when| when.is_none())
            && self.times.is_none()
            && self.flaps.is_none()
            && self.states.is_empty()
            && self.annotations.is_empty()
            && self.value.is_none()
    }
}
