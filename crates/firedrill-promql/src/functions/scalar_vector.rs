//! `scalar` and `vector`: between numbers and instant vectors.

use firedrill_model::{Labels, is_stale_nan};

use super::function::Function;
use super::kernel::{CallContext, Kernel};
use crate::column::{Column, Evaluated, Vector, VectorSeries};
use crate::error::EvalError;
use crate::syntax::ValueType;

pub(super) static SCALAR: Function = Function {
    returns: ValueType::Scalar,
    ..Function::of_vector(
        "scalar",
        "the value of the only float sample, or NaN unless there is exactly one",
        Kernel::Vector(scalar),
    )
};
pub(super) static VECTOR: Function = Function {
    args: &[ValueType::Scalar],
    ..Function::of_vector("vector", "one sample without labels", Kernel::Vector(vector))
};

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn scalar(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    let vector = arguments.into_iter().next().map(Evaluated::into_vector).unwrap_or_default();
    let mut values = vec![f64::NAN; context.steps.count];
    let mut found = vec![0_u32; context.steps.count];
    for series in &vector.series {
        for ((value, found), &float) in values.iter_mut().zip(&mut found).zip(&series.column.floats) {
            if !is_stale_nan(float) {
                *found += 1;
                *value = if *found == 1 { float } else { f64::NAN };
            }
        }
    }
    Ok(Evaluated::Scalar(values))
}

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn vector(_: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    let floats = arguments.into_iter().next().map(Evaluated::into_scalar).unwrap_or_default();
    let series =
        VectorSeries { labels: Labels::empty(), drop_name: false, column: Column::from_floats(floats) };
    Ok(Evaluated::Vector(Vector::new(vec![series])))
}
