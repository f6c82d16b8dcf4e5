//! Errors of PromQL expressions inside YAML files.

use firedrill_promql::syntax::ParseError;
use firedrill_rules::Text;

use crate::report::Problem;

/// The error under a caret in the file, wherever the expression stands there: behind a key, in quotes, in a block scalar.
pub(crate) fn expression_problem(error: &ParseError, text: &Text, file: &str, source: &str) -> Problem {
    let span = text.offsets(source).file_span(error.span);
    let problem = Problem::at("promql", error.kind.to_string(), file, source, span);
    match &error.help {
        Some(help) => problem.with_help(help),
        None => problem,
    }
}
