//! The languages inside rule files.

use std::sync::Arc;

use firedrill_promql::syntax::{self, Expr, ExprKind};
use firedrill_promql::{Dialect, Features};

use crate::file::Rule;

/// What expressions may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Languages {
    /// Whose language it is.
    pub dialect: Dialect,
    /// Optional syntax that rule files were read with.
    pub rules: Features,
    /// Optional syntax that the query engine takes; in promtool that is none.
    pub engine: Features,
}

/// The tree that the query engine gets of a rule.
///
/// Upstream prints the tree that the rule file gave and lets the engine parse that text again, with
/// the engine's own features; so what only rule files may use fails at evaluation, at the position
/// that it has in the printed text.
///
/// # Errors
/// The engine's text.
pub(crate) fn engine_expression(rule: &Rule, languages: &Languages) -> Result<Arc<Expr>, String> {
    let Languages { dialect, rules, engine } = languages;
    let Some(expr) = &rule.parsed else { return Err(String::new()) };
    // Printing sorts matchers, whose order matters to `absent` where it does not count all of them.
    if dialect.absent_counts_all_matchers || !expr.walk().any(looks_at_matchers) {
        if rules == engine {
            return Ok(Arc::clone(expr));
        }
        if let Ok(expr) = syntax::parse(rule.expression(), dialect, engine) {
            return Ok(Arc::new(expr));
        }
    }
    let printed = syntax::parse(&expr.to_string(), dialect, engine);
    printed.map(Arc::new).map_err(|error| error.to_string())
}

/// `absent`, `absent_over_time`.
fn looks_at_matchers(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call(call) if call.function.name.starts_with("absent"))
}
