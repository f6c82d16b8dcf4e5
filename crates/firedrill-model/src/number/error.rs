//! Why a text is no number.

use crate::quote::quote;

/// What is wrong with the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseNumberCause {
    /// No number at all, or something before or after it (white space included).
    #[error("invalid syntax")]
    Syntax,
    /// A number that the type cannot hold.
    #[error("value out of range")]
    Range,
}

/// Go's `strconv.NumError`: `strconv.ParseFloat: parsing "x": invalid syntax`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("strconv.{function}: parsing {}: {cause}", quote(.text))]
pub struct ParseNumberError {
    /// The Go function that refused.
    pub function: &'static str,
    /// The whole text.
    pub text: String,
    /// What is wrong with it.
    pub cause: ParseNumberCause,
}

impl ParseNumberError {
    pub(super) fn new(function: &'static str, text: &str, cause: ParseNumberCause) -> Self {
        Self { function, text: text.to_owned(), cause }
    }
}
