//! What cannot be escaped.

/// A template whose actions stand where no escaping can be chosen, as Go prints it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("html/template:{location} {description}", location = .location.as_ref().map_or(String::new(), |it| format!("{it}:")))]
pub struct EscapeError {
    /// `file:line:column`, where an action is to blame.
    pub(super) location: Option<String>,
    pub(super) description: String,
}

impl EscapeError {
    /// The same error, found in a round of a loop that begins in this line of the text that is executed.
    pub(super) fn in_loop(self, prefix: &str, line: usize) -> Self {
        Self {
            location: Some(self.location.unwrap_or_else(|| format!(":{line}"))),
            description: format!("{prefix}: {}", self.description),
        }
    }

    /// An error in the text between actions, which has no place.
    pub(super) fn in_text(description: String) -> Self {
        Self { location: None, description }
    }
}
