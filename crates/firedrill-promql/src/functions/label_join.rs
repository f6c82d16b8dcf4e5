//! `label_join(v, dst, separator, src…)`.

use firedrill_model::METRIC_NAME;

use super::function::Function;
use super::kernel::{CallContext, Kernel};
use super::label_replace::{is_label_name, with_label};
use crate::column::Evaluated;
use crate::error::EvalError;
use crate::syntax::ValueType;

pub(super) static LABEL_JOIN: Function = Function {
    args: &[ValueType::InstantVector, ValueType::String, ValueType::String, ValueType::String],
    variadic: -1,
    ..Function::of_vector(
        "label_join",
        "sets a label to the values of the source labels, joined by a separator",
        Kernel::Vector(label_join),
    )
};

/// Positions among the arguments.
const DESTINATION: usize = 1;
const FIRST_SOURCE: usize = 3;

fn label_join(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    let mut arguments = arguments.into_iter();
    let mut vector = arguments.next().map(Evaluated::into_vector).unwrap_or_default();
    let mut texts = arguments.map(Evaluated::into_text);
    let (destination, separator) = (texts.next().unwrap_or_default(), texts.next().unwrap_or_default());
    let sources: Vec<String> = texts.collect();
    let invalid = |kind: &str, name: &str| {
        EvalError::Execution(format!("invalid {kind} label name in label_join(): {name}"))
    };
    for (idx, name) in sources.iter().enumerate() {
        if !is_label_name(context, FIRST_SOURCE + idx) {
            return Err(invalid("source", name));
        }
    }
    if !is_label_name(context, DESTINATION) {
        return Err(invalid("destination", &destination));
    }
    for series in &mut vector.series {
        let values: Vec<&str> = sources.iter().map(|name| series.labels.get(name).unwrap_or("")).collect();
        series.labels = with_label(&series.labels, &destination, &values.join(&separator));
        series.drop_name &= destination != METRIC_NAME;
    }
    Ok(Evaluated::Vector(vector))
}
