//! Label matchers, ready to match.

use firedrill_model::goregexp::{self, Options, Regexp, RegexpError};

use crate::dialect::Dialect;
use crate::syntax::MatchOp;
use crate::syntax::ast::Matcher;

/// Compiles an anchored pattern as matchers and `label_replace` use it.
///
/// # Errors
/// Where the pattern is no regular expression, with the dialect's text.
pub fn compile_pattern(pattern: &str, dialect: &Dialect) -> Result<Regexp, RegexpError> {
    if dialect.dot_matches_newline {
        goregexp::compile(pattern, Options::MATCHER)
    } else {
        goregexp::compile(&format!("^(?:{pattern})$"), Options::SEARCH_2_42)
    }
}

/// A matcher of a selector.
#[derive(Debug, Clone)]
pub struct CompiledMatcher {
    name: String,
    /// Whether the test must fail (`!=`, `!~`).
    negated: bool,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    Equals(String),
    /// A pattern without metacharacters, split at `|`.
    OneOf(Vec<String>),
    /// `.+`
    NotEmpty,
    /// `.*`
    Anything,
    Pattern(Regexp),
}

impl CompiledMatcher {
    /// Compiles a matcher of the tree.
    ///
    /// # Errors
    /// Where a pattern is no regular expression.
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
            Test::NotEmpty => !value.is_empty(),
            Test::Anything => true,
            Test::Pattern(pattern) => pattern.is_match(value),
        };
        passes != self.negated
    }
}

impl Test {
    fn pattern(pattern: &str, dialect: &Dialect) -> Result<Self, RegexpError> {
        Ok(match pattern {
            ".+" if dialect.dot_matches_newline => Self::NotEmpty,
            ".*" if dialect.dot_matches_newline => Self::Anything,
            _ if pattern.bytes().all(is_literal) => {
                Self::OneOf(pattern.split('|').map(str::to_owned).collect())
            }
            _ => Self::Pattern(compile_pattern(pattern, dialect)?),
        })
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
    fn patterns_are_anchored_and_shortcuts_agree() {
        for (pattern, value, want) in [
            ("a|b", "a", true),
            ("a|b", "ab", false),
            ("a|", "", true),
            (".+", "", false),
            (".*", "x\ny", true),
            ("a.c", "a\nc", true),
            ("(a|b)c", "bc", true),
            ("a.", "xab", false),
        ] {
            let test = Test::pattern(pattern, &Dialect::V3).expect(pattern);
            let matcher = CompiledMatcher { name: String::new(), negated: false, test };
            assert_eq!(matcher.matches(value), want, "{pattern} {value:?}");
        }
    }
}
