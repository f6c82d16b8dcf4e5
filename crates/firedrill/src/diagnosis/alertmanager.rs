//! What is wrong with an Alertmanager configuration.

use firedrill_alertmanager::config::{ConfigError, ConfigWarning};

use crate::report::Problem;

/// What Alertmanager refuses in the text `source` of `file`, in file order.
pub(crate) fn alertmanager_errors(errors: &[ConfigError], file: &str, source: &str) -> Vec<Problem> {
    let problem =
        |error: &ConfigError| Problem::at("alertmanager-config", &error.message, file, source, error.span);
    let mut errors: Vec<_> = errors.iter().map(problem).collect();
    errors.sort_by(|lhs, rhs| lhs.position.cmp(&rhs.position));
    errors
}

/// Matchers that Alertmanager reads with a warning.
pub(crate) fn alertmanager_warnings(warnings: &[ConfigWarning], file: &str, source: &str) -> Vec<Problem> {
    let problem = |warning: &ConfigWarning| {
        Problem::at("matcher-syntax", warning.warning.to_string(), file, source, warning.span)
    };
    warnings.iter().map(problem).collect()
}
