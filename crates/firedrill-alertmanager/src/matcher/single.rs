//! One matcher.

use std::cmp::Ordering;
use std::fmt;

use firedrill_model::Labels;
use firedrill_model::quote::quote;

use super::lexer::is_reserved;
use super::pattern::Pattern;
use super::{MatchOperator, PatternError};
use crate::Switches;

/// A condition on one label. A label that is missing counts as the empty string.
#[derive(Debug, Clone)]
pub struct Matcher {
    name: String,
    operator: MatchOperator,
    value: String,
    /// Present for `=~` and `!~`.
    pattern: Option<Pattern>,
}

impl Matcher {
    /// A matcher; the value of a regular-expression operator is compiled as the release would, anchored
    /// at both ends.
    ///
    /// # Errors
    /// The value of `=~` or `!~` is no regular expression.
    pub fn new(
        operator: MatchOperator,
        name: impl Into<String>,
        value: impl Into<String>,
        switches: Switches,
    ) -> Result<Self, PatternError> {
        let value = value.into();
        let compile = || Pattern::anchored(&value, switches.regexp_options());
        let pattern = operator.is_regexp().then(compile).transpose()?;
        Ok(Self { name: name.into(), operator, value, pattern })
    }

    /// The label name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The operator.
    pub fn operator(&self) -> MatchOperator {
        self.operator
    }

    /// The value or regular expression, without anchors.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether the matcher accepts a label value.
    pub fn accepts(&self, value: &str) -> bool {
        let equal = match &self.pattern {
            Some(pattern) => pattern.is_match(value),
            None => self.value == value,
        };
        equal == self.operator.is_positive()
    }

    /// Whether the matcher accepts a label set.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.accepts(labels.get(&self.name).unwrap_or(""))
    }
}

impl PartialEq for Matcher {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Matcher {}

impl PartialOrd for Matcher {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Matcher {
    /// By name, then value, then operator: the order inside a route's key.
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.name, &self.value, self.operator).cmp(&(&other.name, &other.value, other.operator))
    }
}

impl fmt::Display for Matcher {
    /// `name="value"`; the name is quoted only if it holds a reserved character.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.chars().any(is_reserved) {
            return write!(formatter, "{}{}{}", quote(&self.name), self.operator, quote(&self.value));
        }
        write!(formatter, "{}{}\"", self.name, self.operator)?;
        for character in self.value.chars() {
            match character {
                '\\' => formatter.write_str("\\\\")?,
                '\n' => formatter.write_str("\\n")?,
                '"' => formatter.write_str("\\\"")?,
                _ => write!(formatter, "{character}")?,
            }
        }
        formatter.write_str("\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;

    #[test]
    fn a_missing_label_is_empty() {
        for (operator, value, labels, want) in [
            (MatchOperator::Equal, "x", vec![("a", "x")], true),
            (MatchOperator::Equal, "", vec![], true),
            (MatchOperator::NotEqual, "x", vec![], true),
            (MatchOperator::NotEqual, "", vec![], false),
            (MatchOperator::Matches, "x|y", vec![("a", "y")], true),
            (MatchOperator::Matches, "x|y", vec![("a", "xy")], false),
            (MatchOperator::Matches, ".*", vec![], true),
            (MatchOperator::NotMatches, ".+", vec![], true),
            (MatchOperator::NotMatches, ".+", vec![("a", "x")], false),
        ] {
            let matcher =
                Matcher::new(operator, "a", value, Version::NEWEST.switches()).expect("a valid matcher");
            assert_eq!(matcher.matches(&Labels::from_pairs(labels.clone())), want, "{matcher} on {labels:?}");
        }
    }

    #[test]
    fn prints_as_in_route_keys() {
        for (name, value, want) in [
            ("a", "b", r#"a="b""#),
            ("a.b", "c", r#"a.b="c""#),
            ("a b", "tab\t", r#""a b"="tab\t""#),
            ("a", "q\"\\\n\t", "a=\"q\\\"\\\\\\n\t\""),
        ] {
            let matcher = Matcher::new(MatchOperator::Equal, name, value, Version::NEWEST.switches())
                .expect("a valid matcher");
            assert_eq!(matcher.to_string(), want);
        }
    }
}
