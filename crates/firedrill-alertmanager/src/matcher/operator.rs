//! `=`, `!=`, `=~`, `!~`.

use std::fmt;

/// How a matcher compares; in upstream's order, which sorts matchers of equal name and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchOperator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `=~`
    Matches,
    /// `!~`
    NotMatches,
}

impl MatchOperator {
    /// The operator as written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Matches => "=~",
            Self::NotMatches => "!~",
        }
    }

    /// Whether the value is a regular expression.
    pub const fn is_regexp(self) -> bool {
        matches!(self, Self::Matches | Self::NotMatches)
    }

    /// Whether the operator is `=` or `=~`.
    pub const fn is_positive(self) -> bool {
        matches!(self, Self::Equal | Self::Matches)
    }

    /// The operator the API's `isRegex` and `isEqual` stand for.
    pub const fn of(is_regexp: bool, is_equal: bool) -> Self {
        match (is_regexp, is_equal) {
            (false, true) => Self::Equal,
            (false, false) => Self::NotEqual,
            (true, true) => Self::Matches,
            (true, false) => Self::NotMatches,
        }
    }
}

impl fmt::Display for MatchOperator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
