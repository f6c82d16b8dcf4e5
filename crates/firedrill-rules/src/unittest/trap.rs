//! What promtool passes over in silence.

use firedrill_model::quote::quote;
use firedrill_model::{Duration, Span};

/// Something in a test file that does not do what it seems to do. Promtool says nothing about any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trap {
    /// What it is.
    pub kind: TrapKind,
    /// Where it stands in the test file.
    pub span: Span,
}

/// The kinds of [`Trap`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrapKind {
    /// A check expects silence from an alert that no rule defines.
    #[error("no rule defines alert {}: expecting nothing of it always holds", quote(.0))]
    UnknownAlert(String),
    /// A pattern of `rule_files` that no file matches.
    #[error("no file matches {}: its rules are not tested", quote(.0))]
    UnmatchedRuleFile(String),
    /// Values that end in a line feed end the input.
    #[error("the values end in a line feed, which ends the input: the series after this one are lost")]
    SeriesCut,
    /// A series that begins with `#` is a comment.
    #[error("a series that begins with # is a comment: it is not loaded")]
    SeriesComment,
    /// A series that an earlier one has already.
    #[error("this series appears twice: only the last one counts")]
    DuplicateSeries,
    /// A check later than the last evaluation.
    #[error(
        "rules are evaluated and samples loaded up to {last} only: this check at {eval_time} does not see \
         what comes after"
    )]
    AfterLastEvaluation {
        /// The check's time.
        eval_time: Duration,
        /// Time of the last evaluation.
        last: Duration,
    },
    /// Groups whose order promtool leaves to chance.
    #[error("promtool evaluates group {} in random order: name it in group_eval_order", quote(.0))]
    UnorderedGroup(String),
    /// An expected NaN.
    #[error("NaN is equal to nothing, itself included: this check cannot hold")]
    ExpectedNan,
    /// A check between two evaluations.
    #[error("rules are evaluated every {interval}: this check at {eval_time} sees the state at {judged_at}")]
    BetweenEvaluations {
        /// The check's time.
        eval_time: Duration,
        /// The evaluation interval.
        interval: Duration,
        /// The step that is judged.
        judged_at: Duration,
    },
    /// External labels that an alert is expected to have.
    #[error("external labels are not added to alerts: label {} will not be there", quote(.0))]
    ExternalLabelExpected(String),
    /// A template function that has no URL in tests.
    #[error("alert {} uses {{{{ {function} }}}}, which has no URL in tests: it becomes an error text", quote(.alert))]
    UrlFunction {
        /// The alert.
        alert: String,
        /// `externalURL` or `pathPrefix`.
        function: &'static str,
    },
    /// A template that failed.
    #[error("a template of alert {} failed: its error text became the value", quote(.0))]
    TemplateFailed(String),
    /// An expected `alertname` that is replaced.
    #[error("the expected alertname is replaced by that of the check, {}", quote(.0))]
    AlertnameOverwritten(String),
}
