//! Why a text is no template.

/// A parse error as Go prints it, with where it was noticed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("template: {name}:{line}: {message}")]
pub struct ParseError {
    /// The name of the template.
    pub name: String,
    /// The line of the last token read, from 1.
    pub line: usize,
    /// The last token read, in bytes from the start of the text.
    pub offset: usize,
    /// What is wrong.
    pub message: String,
}
