//! What can be wrong with a line of the timeline.

use firedrill_model::Span;

/// A text that is no action.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ActionError {
    /// What is wrong, and which sentence was probably meant.
    pub message: String,
    /// The bytes of the text concerned.
    pub span: Span,
}
