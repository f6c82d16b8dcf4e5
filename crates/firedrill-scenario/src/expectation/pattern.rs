//! Regular expressions that remember how they are written.

use firedrill_model::goregexp::{Options, Regexp, RegexpError, compile};

/// A regular expression in Go's syntax.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    is_whole: bool,
    compiled: Regexp,
}

impl Pattern {
    /// A pattern that must match somewhere in a text, as between slashes.
    ///
    /// # Errors
    /// What Go refuses.
    pub fn anywhere(text: &str) -> Result<Self, RegexpError> {
        let compiled = compile(text, Options { dot_matches_newline: true, ..Options::SEARCH })?;
        Ok(Self { text: text.to_owned(), is_whole: false, compiled })
    }

    /// A pattern that must match a whole text, as in PromQL's matchers.
    ///
    /// # Errors
    /// What Go refuses.
    pub fn whole(text: &str) -> Result<Self, RegexpError> {
        let compiled = compile(text, Options::MATCHER)?;
        Ok(Self { text: text.to_owned(), is_whole: true, compiled })
    }

    /// The pattern, without slashes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it must match the whole text.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.is_whole) == (&other.text, other.is_whole)
    }
}

impl Eq for Pattern {}
