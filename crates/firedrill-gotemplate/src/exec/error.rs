//! Why execution stopped.

/// An execution error, as Go prints it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct ExecError {
    text: String,
}

impl ExecError {
    pub(crate) fn new(text: String) -> Self {
        Self { text }
    }
}
