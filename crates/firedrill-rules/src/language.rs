//! The languages inside rule files.

use firedrill_promql::syntax::{self, Expr};
use firedrill_promql::{Dialect, Features};

use crate::file::Rule;

/// The tree that the query engine gets of a rule.
///
/// Upstream prints the tree that the rule file gave and lets the engine parse that text again, with
/// the engine's own `features`; so what only rule files may use fails at evaluation, at the position
/// that it has in the printed text.
///
/// # Errors
/// The engine's text.
pub(crate) fn engine_expression(rule: &Rule, dialect: &Dialect, features: &Features) -> Result<Expr, String> {
    let Some(expr) = &rule.parsed else { return Err(String::new()) };
    // Printing sorts matchers, whose order matters to `absent` where it does not count all of them.
    if dialect.absent_counts_all_matchers
        && let Ok(expr) = syntax::parse(rule.expression(), dialect, features)
    {
        return Ok(expr);
    }
    syntax::parse(&expr.to_string(), dialect, features).map_err(|error| error.to_string())
}
