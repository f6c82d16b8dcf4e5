//! What plays a scenario.

use crate::scenario::{Place, Scenario};
use crate::timeline::Timeline;

/// Plays scenarios: in virtual time, or against real servers.
pub trait Driver {
    /// Plays `scenario` with one seed and says what was seen. The same scenario and seed give the same
    /// timeline wherever the driver's time is virtual.
    ///
    /// # Errors
    /// Where the scenario cannot be played; an expectation that does not hold is no error.
    fn drive(&mut self, scenario: &Scenario, seed: u64) -> Result<Timeline, DriveError>;
}

/// Why a scenario cannot be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DriveError {
    /// Something in the scenario's files that only shows once they are played or read together.
    #[error("{message}")]
    Refused {
        /// What is wrong.
        message: String,
        /// Where.
        place: Place,
    },
    /// The surroundings failed: a server that cannot be started, a file that is gone.
    #[error("{0}")]
    Environment(String),
}
