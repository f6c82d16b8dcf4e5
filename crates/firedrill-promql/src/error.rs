//! Errors of an evaluation, with the texts of Prometheus.

/// Why a query fails at run time. The text is what Prometheus prints.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// An execution error with the text of the reference.
    #[error("{0}")]
    Execution(String),
    /// Found before the evaluation started; the HTTP API calls it bad data.
    #[error("{0}")]
    Preparation(String),
    /// More samples than the limit at one moment.
    #[error("query processing would load too many samples into memory in query execution")]
    TooManySamples,
    /// The deadline passed.
    #[error("query timed out in {0}")]
    TimedOut(&'static str),
    /// The caller gave up.
    #[error("query was canceled in {0}")]
    Canceled(&'static str),
}

impl EvalError {
    /// Two series of one result have the same labels.
    pub fn same_labelset() -> Self {
        Self::Execution("vector cannot contain metrics with the same labelset".to_owned())
    }
}
