//! What a matcher accepts.

use firedrill_model::goregexp::{Options, Regexp, RegexpError, compile};

use super::ast::Matcher;
use super::glob::Glob;
use super::operator::MatchOp;
use crate::dialect::Dialect;

/// Compiles a pattern that must match the whole value, as matchers and `label_replace` use it. 2.42
/// wraps it before Go reads it, so that its errors quote the wrapping.
///
/// # Errors
/// What Go refuses in a regular expression, with the dialect's text.
pub fn compile_pattern(pattern: &str, dialect: &Dialect) -> Result<Regexp, RegexpError> {
    if dialect.dot_matches_newline {
        compile(pattern, Options::MATCHER)
    } else {
        compile(&format!("^(?:{pattern})$"), Options::SEARCH_2_42)
    }
}

impl Matcher {
    /// Whether the matcher selects series without the label.
    pub(super) fn accepts_empty(&self, dialect: &Dialect) -> bool {
        CompiledMatcher::new(self, dialect).is_ok_and(|matcher| matcher.matches(""))
    }
}

/// A matcher ready to be applied to label values.
#[derive(Debug, Clone)]
pub struct CompiledMatcher {
    name: String,
    /// Whether the test must fail (`!=`, `!~`).
    negated: bool,
    test: Test,
}

/// What a value is compared with. Most patterns of real rules are globs, for which no regular
/// expression is built.
#[derive(Debug, Clone)]
enum Test {
    Equals(String),
    /// `a|b`, `(a|b)`: literals, split at `|`.
    OneOf(Vec<String>),
    /// `a.*|5..|.+b`.
    Globs(Vec<Glob>),
    Pattern(Regexp),
}

impl CompiledMatcher {
    /// Compiles a matcher of the tree.
    ///
    /// # Errors
    /// Where a pattern is no regular expression; never for a matcher that was parsed.
    pub fn new(matcher: &Matcher, dialect: &Dialect) -> Result<Self, RegexpError> {
        let value = matcher.value.to_text();
        let test = match matcher.op {
            MatchOp::Equal | MatchOp::NotEqual => Test::Equals(value.into_owned()),
            MatchOp::Regex | MatchOp::NotRegex => Test::pattern(&value, dialect)?,
        };
        let negated = matches!(matcher.op, MatchOp::NotEqual | MatchOp::NotRegex);
        Ok(Self { name: matcher.name.clone(), negated, test })
    }

    /// The label it looks at.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value that `label` must have, where this matcher says so.
    pub fn exact(&self, label: &str) -> Option<&str> {
        match &self.test {
            Test::Equals(value) if !self.negated && self.name == label => Some(value),
            _ => None,
        }
    }

    /// Whether a label value passes; a missing label has the empty value.
    pub fn matches(&self, value: &str) -> bool {
        let passes = match &self.test {
            Test::Equals(wanted) => value == wanted,
            Test::OneOf(wanted) => wanted.iter().any(|candidate| candidate == value),
            Test::Globs(globs) => globs.iter().any(|glob| glob.matches(value)),
            Test::Pattern(pattern) => pattern.is_match(value),
        };
        passes != self.negated
    }
}

impl Test {
    fn pattern(pattern: &str, dialect: &Dialect) -> Result<Self, RegexpError> {
        let inner = pattern.strip_prefix("(?:").or_else(|| pattern.strip_prefix('('));
        let bare = inner.and_then(|rest| rest.strip_suffix(')')).unwrap_or(pattern);
        if bare.bytes().all(is_literal) {
            return Ok(Self::OneOf(bare.split('|').map(str::to_owned).collect()));
        }
        if dialect.dot_matches_newline
            && let Some(globs) = bare.split('|').map(Glob::parse).collect()
        {
            return Ok(Self::Globs(globs));
        }
        Ok(Self::Pattern(compile_pattern(pattern, dialect)?))
    }
}

/// Whether a byte stands for itself in a pattern, or is the `|` between literals.
fn is_literal(byte: u8) -> bool {
    !matches!(byte, b'.' | b'*' | b'+' | b'?' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'^' | b'$' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_anchored_and_shortcuts_agree_with_regular_expressions() {
        let values = ["", "a", "b", "ab", "abc", "axc", "a\nc", "bc", "xab", "x\ny", "ac", "é"];
        let patterns = [
            "a|b", "(a|b)", "(?:a|b)", "a|", "", "()", ".+", ".*", "a.c", "(a|b)c", "a.", "a.*", "a.+",
            ".*c", "a.*c", "a.+c", ".+c|b", "é.*", "ab.*b", "a.*bc",
        ];
        for pattern in patterns {
            let test = Test::pattern(pattern, &Dialect::V3).expect(pattern);
            let matcher = CompiledMatcher { name: String::new(), negated: false, test };
            let regexp = compile_pattern(pattern, &Dialect::V3).expect(pattern);
            for value in values {
                assert_eq!(matcher.matches(value), regexp.is_match(value), "{pattern} {value:?}");
            }
        }
    }
}
