//! `max_of`, `min_of`: the larger and the smaller of two scalars.

use super::function::{Availability, Function};
use super::kernel::{CallContext, Kernel};
use crate::column::Evaluated;
use crate::error::EvalError;
use crate::gomath;
use crate::syntax::ValueType;

const fn row(name: &'static str, summary: &'static str, kernel: Kernel) -> Function {
    Function {
        args: &[ValueType::Scalar, ValueType::Scalar],
        returns: ValueType::Scalar,
        experimental: true,
        availability: Availability::Since3,
        ..Function::of_vector(name, summary, kernel)
    }
}

pub(super) static MAX_OF: Function = row("max_of", "the larger of two scalars", Kernel::Vector(max_of));
pub(super) static MIN_OF: Function = row("min_of", "the smaller of two scalars", Kernel::Vector(min_of));

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn max_of(_: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    Ok(pairwise(arguments, gomath::max))
}

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn min_of(_: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    Ok(pairwise(arguments, gomath::min))
}

fn pairwise(arguments: Vec<Evaluated>, choose: fn(f64, f64) -> f64) -> Evaluated {
    let mut scalars = arguments.into_iter().map(Evaluated::into_scalar);
    let (lhs, rhs) = (scalars.next().unwrap_or_default(), scalars.next().unwrap_or_default());
    Evaluated::Scalar(lhs.into_iter().zip(rhs).map(|(lhs, rhs)| choose(lhs, rhs)).collect())
}
