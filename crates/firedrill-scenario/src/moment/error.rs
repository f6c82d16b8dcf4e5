//! What can be wrong with an instant or a window.

use firedrill_model::Span;
use firedrill_model::duration::DurationError;

use super::Anchor;

/// A text that is no instant or no window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// Nothing where an instant should be.
    #[error("a time is missing here")]
    Missing {
        /// The bytes of the text concerned.
        span: Span,
    },
    /// A duration that is none.
    #[error("{error}")]
    Duration {
        /// Why.
        error: DurationError,
        /// The bytes of the text concerned.
        span: Span,
    },
    /// A word that is neither a duration nor a mark.
    #[error("{word:?} is no time; write a duration such as 20m, or a mark such as `p-1042 stalls`")]
    NoMoment {
        /// The word.
        word: String,
        /// The bytes of the text concerned.
        span: Span,
    },
    /// A window that ends before it begins.
    #[error("the window ends before it begins")]
    Reversed {
        /// The bytes of the text concerned.
        span: Span,
    },
    /// An instant where a window is wanted.
    #[error("is that `within {text}` or `at {text}`?")]
    NoWindow {
        /// The instant as written.
        text: String,
        /// The bytes of the text concerned.
        span: Span,
    },
}

impl MomentError {
    /// The bytes of the text concerned.
    pub const fn span(&self) -> Span {
        match self {
            Self::Missing { span }
            | Self::Duration { span, .. }
            | Self::NoMoment { span, .. }
            | Self::Reversed { span }
            | Self::NoWindow { span, .. } => *span,
        }
    }
}

/// A mark that the run does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing is called {:?}{}", .anchor.to_string(), suggested(.suggestion.as_deref()))]
pub struct UnknownMark {
    /// What was asked for.
    pub anchor: Anchor,
    /// The nearest name there is.
    pub suggestion: Option<String>,
}

fn suggested(name: Option<&str>) -> String {
    name.map(|name| format!(", did you mean {name:?}?")).unwrap_or_default()
}
