//! `label_replace(v, dst, replacement, src, regex)`.

use firedrill_model::labels::is_legacy_name;
use firedrill_model::{Labels, METRIC_NAME};

use super::function::Function;
use super::kernel::{CallContext, Kernel};
use crate::column::Evaluated;
use crate::error::EvalError;
use crate::syntax::{ValueType, compile_pattern};

pub(super) static LABEL_REPLACE: Function = Function {
    args: &[
        ValueType::InstantVector,
        ValueType::String,
        ValueType::String,
        ValueType::String,
        ValueType::String,
    ],
    ..Function::of_vector(
        "label_replace",
        "sets a label to the expanded replacement where the source label's value matches the regex",
        Kernel::Vector(label_replace),
    )
};

/// Position of the destination among the arguments.
const DESTINATION: usize = 1;

fn label_replace(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    let mut arguments = arguments.into_iter();
    let mut vector = arguments.next().map(Evaluated::into_vector).unwrap_or_default();
    let mut text = || arguments.next().map(Evaluated::into_text).unwrap_or_default();
    let (destination, replacement, source, pattern) = (text(), text(), text(), text());
    let regexp = compile_pattern(&pattern, context.dialect).map_err(|_| {
        EvalError::Execution(format!("invalid regular expression in label_replace(): {pattern}"))
    })?;
    if !is_label_name(context, DESTINATION) {
        return Err(EvalError::Execution(format!(
            "invalid destination label name in label_replace(): {destination}"
        )));
    }
    for series in &mut vector.series {
        let value = series.labels.get(&source).unwrap_or("");
        if let Some(value) = regexp.expand(value, &replacement) {
            series.labels = with_label(&series.labels, &destination, &value);
            series.drop_name &= destination != METRIC_NAME;
        }
    }
    Ok(Evaluated::Vector(vector))
}

/// Whether the string argument at `position` may be set as a label.
pub(super) fn is_label_name(context: &CallContext<'_>, position: usize) -> bool {
    let bytes = context.call.args[position].string_bytes().unwrap_or_default();
    std::str::from_utf8(bytes)
        .is_ok_and(|name| if context.dialect.utf8_names { !name.is_empty() } else { is_legacy_name(name) })
}

/// The labels with one set; an empty value deletes it.
pub(super) fn with_label(labels: &Labels, name: &str, value: &str) -> Labels {
    let mut builder = labels.to_builder();
    builder.set(name, value);
    builder.build()
}
