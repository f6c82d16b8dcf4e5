//! Errors in a script.

use firedrill_model::{LineColumn, Span};

/// A script that cannot be read; the first problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("error in line {}: {problem}", .at.line)]
pub struct ScriptError {
    /// Bytes of the script.
    pub span: Span,
    /// Where they start.
    pub at: LineColumn,
    /// What is wrong.
    pub problem: ScriptProblem,
}

/// What is wrong with a line of a script.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScriptProblem {
    /// The line starts no command.
    #[error("invalid command {0:?}")]
    UnknownCommand(String),
    /// `load` without an interval.
    #[error("invalid load command (wanted `load[_with_nhcb] <step:duration>`)")]
    Load,
    /// `eval` in none of its forms.
    #[error(
        "invalid eval command (wanted `eval [instant at <time>] <query>` or \
         `eval range from <start> to <end> step <step> <query>`)"
    )]
    Eval,
    /// A time or interval that is no duration.
    #[error("invalid duration {text:?}: {reason}")]
    Duration {
        /// What was written.
        text: String,
        /// Why it is none.
        reason: String,
    },
    /// A step that leads nowhere, an end before the start.
    #[error("invalid test definition: {0}")]
    Grid(&'static str),
    /// An `expect` line in none of its forms.
    #[error("invalid expect statement {0:?}")]
    Expect(String),
    /// A pattern that does not compile.
    #[error("invalid regex {0}")]
    Pattern(String),
    /// A series line that cannot be read.
    #[error("{0}")]
    Series(String),
    /// A series with more values than a script may hold.
    #[error("too many values")]
    TooManyValues,
    /// A value of an `@st` line that is none.
    #[error("invalid start timestamp {0:?}")]
    StartTime(String),
    /// More than one value expected of an instant query.
    #[error("expecting multiple values in instant evaluation not allowed")]
    ManyValues,
}
