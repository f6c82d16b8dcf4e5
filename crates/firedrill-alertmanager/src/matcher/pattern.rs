//! Regular expressions of matchers.

use firedrill_model::goregexp::{Options, Regexp, RegexpError, compile};

/// A regular expression that must match a whole value: `^(?:…)$`.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    compiled: Regexp,
}

/// Why a pattern is refused, in Go's words.
pub type PatternError = RegexpError;

impl Pattern {
    /// Compiles `^(?:pattern)$`; errors quote the whole.
    pub(crate) fn anchored(pattern: &str, options: Options) -> Result<Self, PatternError> {
        let compiled = compile(&format!("^(?:{pattern})$"), options)?;
        Ok(Self { compiled })
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }
}

/// Whether Go compiles `pattern` as it stands.
pub(crate) fn check(pattern: &str, options: Options) -> Result<(), PatternError> {
    compile(pattern, options).map(drop)
}
