//! Angles: `sin`, `cos`, `tan`, their hyperbolic forms and inverses, `deg`, `rad`, `pi`.

use std::f64::consts::PI;

use super::function::Function;
use super::kernel::{CallContext, Kernel};
use crate::column::Evaluated;
use crate::error::EvalError;
use crate::gomath;
use crate::syntax::ValueType;

const fn element(name: &'static str, summary: &'static str, kernel: fn(f64) -> f64) -> Function {
    Function::of_vector(name, summary, Kernel::Element(kernel))
}

pub(super) static ACOS: Function = element("acos", "arc cosine in radians", gomath::acos);
pub(super) static ACOSH: Function = element("acosh", "inverse hyperbolic cosine", gomath::acosh);
pub(super) static ASIN: Function = element("asin", "arc sine in radians", gomath::asin);
pub(super) static ASINH: Function = element("asinh", "inverse hyperbolic sine", gomath::asinh);
pub(super) static ATAN: Function = element("atan", "arc tangent in radians", gomath::atan);
pub(super) static ATANH: Function = element("atanh", "inverse hyperbolic tangent", gomath::atanh);
pub(super) static COS: Function = element("cos", "cosine of an angle in radians", gomath::cos);
pub(super) static COSH: Function = element("cosh", "hyperbolic cosine", gomath::cosh);
pub(super) static DEG: Function = element("deg", "radians as degrees", |radians| radians * 180.0 / PI);
pub(super) static RAD: Function = element("rad", "degrees as radians", |degrees| degrees * PI / 180.0);
pub(super) static SIN: Function = element("sin", "sine of an angle in radians", gomath::sin);
pub(super) static SINH: Function = element("sinh", "hyperbolic sine", gomath::sinh);
pub(super) static TAN: Function = element("tan", "tangent of an angle in radians", gomath::tan);
pub(super) static TANH: Function = element("tanh", "hyperbolic tangent", gomath::tanh);

pub(super) static PI_FUNCTION: Function = Function {
    args: &[],
    returns: ValueType::Scalar,
    ..Function::of_vector("pi", "the number π", Kernel::Vector(pi))
};

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn pi(context: &mut CallContext<'_>, _: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    Ok(Evaluated::Scalar(vec![PI; context.steps.count]))
}
