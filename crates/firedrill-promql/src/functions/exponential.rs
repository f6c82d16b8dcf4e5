//! `exp`, `ln`, `log2`, `log10`, `sqrt`.

use super::function::Function;
use super::kernel::Kernel;
use crate::gomath;

pub(super) static EXP: Function =
    Function::of_vector("exp", "e to the power of each value", Kernel::Element(gomath::exp));
pub(super) static LN: Function = Function::of_vector("ln", "natural logarithm", Kernel::Element(gomath::ln));
pub(super) static LOG10: Function =
    Function::of_vector("log10", "decimal logarithm", Kernel::Element(gomath::log10));
pub(super) static LOG2: Function =
    Function::of_vector("log2", "binary logarithm", Kernel::Element(gomath::log2));
pub(super) static SQRT: Function = Function::of_vector("sqrt", "square root", Kernel::Element(f64::sqrt));
