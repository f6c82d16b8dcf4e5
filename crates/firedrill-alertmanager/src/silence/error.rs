//! Why a silence is refused.

use crate::matcher::PatternError;

/// An answer of the API other than success; the texts are upstream's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SilenceError {
    /// The body has no matcher (status 422).
    #[error("matchers in body should have at least 1 items")]
    NoMatchers,
    /// The end does not lie after the start (400).
    #[error("Failed to create silence: start time must be before end time")]
    EndsBeforeStart,
    /// The end has passed (400).
    #[error("Failed to create silence: end time can't be in the past")]
    EndsInPast,
    /// Every positive matcher matches the empty string (400). Negative matchers never count as such, so
    /// that a silence of `x!="y"` alone is accepted and mutes everything without `x`.
    #[error("{}: {}at least one matcher must not match the empty string", invalid(*.matcher_sets), in_set(*.matcher_sets, "matcher set 0: "))]
    MatchesEverything {
        /// Whether the release numbers sets of matchers (0.32).
        matcher_sets: bool,
    },
    /// A name this release does not allow (400).
    #[error("{}: invalid label matcher {position}{}: invalid label name \"{name}\"", invalid(*.matcher_sets), in_set(*.matcher_sets, " in set 0"))]
    InvalidName {
        /// Position of the matcher.
        position: usize,
        /// The name.
        name: String,
        /// Whether the release numbers sets of matchers (0.32).
        matcher_sets: bool,
    },
    /// A value that is no regular expression (400).
    #[error("{}: invalid label matcher {position}{}: invalid regular expression {value}: {error}", invalid(*.matcher_sets), in_set(*.matcher_sets, " in set 0"))]
    InvalidPattern {
        /// Position of the matcher.
        position: usize,
        /// The value, quoted.
        value: String,
        /// What is wrong.
        error: PatternError,
        /// Whether the release numbers sets of matchers (0.32).
        matcher_sets: bool,
    },
    /// No silence has the identity (404; 500 from 0.25 on deletion).
    #[error("silence not found")]
    NotFound,
}

fn invalid(matcher_sets: bool) -> &'static str {
    if matcher_sets { "invalid silence" } else { "silence invalid" }
}

fn in_set(matcher_sets: bool, text: &'static str) -> &'static str {
    if matcher_sets { text } else { "" }
}
