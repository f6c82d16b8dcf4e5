//! Labels as arguments of a command: `name=value`.

use firedrill_model::Labels;

use crate::matcher::{Dialect, MatcherError, MatcherWarning};
use crate::{MatchOperator, Switches};

/// Why a label argument is refused; as `amtool` says it after `amtool: error: `.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelArgumentError {
    /// It is no matcher.
    #[error("Failed to parse labels: {0}")]
    Matcher(#[from] MatcherError),
    /// It is a matcher, but not an equality (since 0.27).
    #[error("Labels must be specified as key=value pairs")]
    Operator,
    /// The same, up to 0.26.
    #[error("Failed to parse labels: labels must be specified as key=value pairs")]
    OldOperator,
}

/// Labels from arguments, each read as a single matcher, with what upstream warns about.
///
/// # Errors
/// See [`LabelArgumentError`]; upstream reads all arguments before it looks at their operators.
pub fn parse_label_arguments<'a>(
    arguments: impl IntoIterator<Item = &'a str>,
    dialect: Dialect,
    switches: Switches,
) -> Result<(Labels, Vec<MatcherWarning>), LabelArgumentError> {
    let parsed = arguments.into_iter().map(|argument| dialect.matcher(argument));
    let parsed: Vec<_> = parsed.collect::<Result<_, _>>()?;
    if parsed.iter().any(|it| it.value.operator() != MatchOperator::Equal) {
        return Err(if switches.utf8_names {
            LabelArgumentError::Operator
        } else {
            LabelArgumentError::OldOperator
        });
    }
    let labels = Labels::from_pairs(parsed.iter().map(|it| (it.value.name(), it.value.value())));
    Ok((labels, parsed.into_iter().filter_map(|it| it.warning).collect()))
}
