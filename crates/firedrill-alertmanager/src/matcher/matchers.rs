//! Lists of matchers, all of which must hold.

use std::fmt;

use firedrill_model::Labels;

use super::Matcher;

/// Matchers joined by "and"; an empty list matches everything.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Matchers(Vec<Matcher>);

impl Matchers {
    /// The matchers in the order given.
    pub fn new(matchers: Vec<Matcher>) -> Self {
        Self(matchers)
    }

    /// The matchers sorted by name, value and operator.
    pub fn sorted(mut self) -> Self {
        self.0.sort();
        self
    }

    /// The matchers.
    pub fn as_slice(&self) -> &[Matcher] {
        &self.0
    }

    /// The matchers.
    pub fn into_vec(self) -> Vec<Matcher> {
        self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all accept `labels`.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.0.iter().all(|matcher| matcher.matches(labels))
    }
}

impl fmt::Display for Matchers {
    /// `{a="b",c=~"d"}`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("{")?;
        for (position, matcher) in self.0.iter().enumerate() {
            if position > 0 {
                formatter.write_str(",")?;
            }
            matcher.fmt(formatter)?;
        }
        formatter.write_str("}")
    }
}
