//! `info`: adds the labels of info series.

use super::node;
use super::plan::Plan;
use super::scope::Scope;
use crate::annotations::Annotations;
use crate::column::Vector;
use crate::error::EvalError;
use crate::syntax::ast::Call;

/// Evaluates a call of `info`.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    _call: &Call,
    args: &[Plan<'_>],
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    node::evaluate_vector(scope, &args[0], notes)
}
