//! What a matcher accepts.

use firedrill_model::goregexp::{Options, Regexp, RegexpError, compile};

use super::ast::Matcher;
use super::operator::MatchOp;
use crate::dialect::Dialect;

/// A matcher ready to be applied to label values.
#[derive(Debug, Clone)]
pub enum CompiledMatcher {
    /// `=`
    Equal(String),
    /// `!=`
    NotEqual(String),
    /// `=~`
    Regex(Regexp),
    /// `!~`
    NotRegex(Regexp),
}

impl CompiledMatcher {
    /// Whether a label of this value is selected; a missing label has the empty value.
    pub fn is_match(&self, value: &str) -> bool {
        match self {
            Self::Equal(wanted) => value == wanted,
            Self::NotEqual(unwanted) => value != unwanted,
            Self::Regex(pattern) => pattern.is_match(value),
            Self::NotRegex(pattern) => !pattern.is_match(value),
        }
    }
}

impl Matcher {
    /// Compiles the pattern, if it is one, as `dialect` reads patterns.
    ///
    /// # Errors
    /// What Go refuses in a regular expression; never for an expression that was parsed.
    pub fn compile(&self, dialect: &Dialect) -> Result<CompiledMatcher, RegexpError> {
        let text = self.value.to_text();
        Ok(match self.op {
            MatchOp::Equal => CompiledMatcher::Equal(text.into_owned()),
            MatchOp::NotEqual => CompiledMatcher::NotEqual(text.into_owned()),
            MatchOp::Regex => CompiledMatcher::Regex(anchored(&text, dialect)?),
            MatchOp::NotRegex => CompiledMatcher::NotRegex(anchored(&text, dialect)?),
        })
    }

    /// Whether the matcher selects series without the label.
    pub(super) fn accepts_empty(&self, dialect: &Dialect) -> bool {
        self.compile(dialect).is_ok_and(|matcher| matcher.is_match(""))
    }
}

/// A pattern that must match the whole value. 2.42 wraps it before Go reads it, so that its errors
/// quote the wrapping.
fn anchored(pattern: &str, dialect: &Dialect) -> Result<Regexp, RegexpError> {
    if dialect.dot_matches_newline {
        return compile(pattern, Options::MATCHER);
    }
    compile(&format!("^(?:{pattern})$"), Options::SEARCH_2_42)
}
