//! What unit tests cannot say.

use firedrill_model::Duration;

/// Why a scenario has no form as a unit test.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in super::super) enum ExportError {
    /// Unit tests know no restart and no reload.
    #[error("Prometheus is restarted or reloaded, which unit tests cannot say")]
    Interrupted,
    /// Unit tests begin in 1970, and alerts would take another course there.
    #[error("the date matters to the scenario, and unit tests of Prometheus 2.42 start in 1970")]
    Started,
    /// Unit tests have one interval.
    #[error("groups are evaluated every {0} and every {1}, and unit tests have one interval for all")]
    Intervals(Duration, Duration),
    /// Unit tests of that version have no notation for it.
    #[error("{0} has native histograms, which unit tests of Prometheus 2.42 cannot say")]
    Histograms(String),
    /// Samples lie too close to each other for the notation.
    #[error("{0} has several samples in one second, and not at times that unit tests could say")]
    TooFine(String),
}
