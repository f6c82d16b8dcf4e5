//! Why some steps of a rule could not be done.

/// Why steps could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failed {
    /// Two writers share a series, which only a stepwise evaluation gets right.
    Collision,
    /// Prometheus refuses, with this text.
    Refused(String),
}

/// A [`Failed`] with its step, counted from the first of those asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StepFailure {
    pub(super) step: usize,
    pub(super) failed: Failed,
}

impl StepFailure {
    pub(super) fn refused(step: usize, text: String) -> Self {
        Self { step, failed: Failed::Refused(text) }
    }
}
