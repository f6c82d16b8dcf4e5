//! What a text must be like.

use std::fmt;

use firedrill_model::goregexp::RegexpError;
use firedrill_model::quote::quote;

use super::Pattern;

/// What a text must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextTest {
    /// This text, all of it.
    Equals(String),
    /// A pattern: for the whole text where it comes from `=~`, for a part of it between slashes.
    Matches(Pattern),
}

impl TextTest {
    /// Reads a regular expression between slashes, or any other text as it stands.
    ///
    /// # Errors
    /// What Go refuses in a regular expression.
    pub fn parse(text: &str) -> Result<Self, RegexpError> {
        let pattern = text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        match pattern {
            Some(pattern) => Pattern::anywhere(pattern).map(Self::Matches),
            None => Ok(Self::Equals(text.to_owned())),
        }
    }

    /// Whether `text` passes.
    pub fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Equals(wanted) => text == wanted,
            Self::Matches(pattern) => pattern.is_match(text),
        }
    }
}

impl fmt::Display for TextTest {
    /// Quoted, or between slashes.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equals(text) => formatter.write_str(&quote(text)),
            Self::Matches(pattern) => write!(formatter, "/{}/", pattern.text()),
        }
    }
}
