//! `sort_by_label` and `sort_by_label_desc`: samples by label values in natural order.

use std::cmp::Ordering;

use super::function::{Availability, Function};
use super::kernel::{CallContext, Kernel};
use super::ordering::sort_samples;
use super::sort::warn_ineffective;
use crate::column::Evaluated;
use crate::error::EvalError;
use crate::syntax::ValueType;

const fn row(name: &'static str, summary: &'static str, kernel: Kernel) -> Function {
    Function {
        args: &[ValueType::InstantVector, ValueType::String],
        variadic: -1,
        experimental: true,
        availability: Availability::Since3,
        ..Function::of_vector(name, summary, kernel)
    }
}

pub(super) static SORT_BY_LABEL: Function =
    row("sort_by_label", "samples by label values in natural order", Kernel::Vector(ascending));
pub(super) static SORT_BY_LABEL_DESC: Function = row(
    "sort_by_label_desc",
    "samples by label values in reversed natural order",
    Kernel::Vector(descending),
);

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn ascending(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    Ok(by_label(context, arguments, Ordering::Less))
}

#[expect(clippy::unnecessary_wraps, reason = "kernels share one signature")]
fn descending(context: &mut CallContext<'_>, arguments: Vec<Evaluated>) -> Result<Evaluated, EvalError> {
    Ok(by_label(context, arguments, Ordering::Greater))
}

/// `first`: how a sample compares with those that come after it.
fn by_label(context: &mut CallContext<'_>, arguments: Vec<Evaluated>, first: Ordering) -> Evaluated {
    let mut arguments = arguments.into_iter();
    let vector = arguments.next().map(Evaluated::into_vector).unwrap_or_default();
    if context.is_range_query {
        warn_ineffective(context);
        return Evaluated::Vector(vector);
    }
    let names: Vec<String> = arguments.map(Evaluated::into_text).collect();
    Evaluated::Vector(sort_samples(vector, context.steps.count, |series, _, lhs, rhs| {
        let (lhs, rhs) = (&series[lhs].labels, &series[rhs].labels);
        let mut values = names.iter().map(|name| (lhs.get(name).unwrap_or(""), rhs.get(name).unwrap_or("")));
        let order = values.find(|(left, right)| left != right).map_or_else(
            || lhs.cmp(rhs),
            |(left, right)| if is_naturally_before(left, right) { Ordering::Less } else { Ordering::Greater },
        );
        order == first
    }))
}

/// Natural order as Prometheus' `natsort` has it: runs of digits compare as numbers. Not
/// antisymmetric: "a9" and "a09" are each before the other.
fn is_naturally_before(lhs: &str, rhs: &str) -> bool {
    let (left, right) = (chunks(lhs), chunks(rhs));
    for (position, chunk) in left.iter().enumerate() {
        let Some(other) = right.get(position) else {
            return false;
        };
        match (chunk.parse::<i64>(), other.parse::<i64>()) {
            (Ok(number), Ok(other)) if number != other => return number < other,
            (Ok(_), Ok(_)) => {}
            _ if chunk != other => return chunk < other,
            _ => {}
        }
        if position + 1 == left.len() {
            return true;
        }
        if position + 1 == right.len() {
            return false;
        }
    }
    false
}

/// Maximal runs of ASCII digits and of anything else.
fn chunks(text: &str) -> Vec<&str> {
    let mut chunks = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.bytes().position(|byte| byte.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        chunks.push(chunk);
        rest = after;
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_as_numbers() {
        for (lhs, rhs, want) in [
            ("a9", "a10", true),
            ("a10", "a9", false),
            ("a9", "a09", true),
            ("a09", "a9", true),
            ("", "a", false),
            ("a", "", false),
            ("a", "a1", true),
            ("a1", "a", false),
            ("b2", "a10", false),
        ] {
            assert_eq!(is_naturally_before(lhs, rhs), want, "{lhs:?} before {rhs:?}");
        }
    }
}
