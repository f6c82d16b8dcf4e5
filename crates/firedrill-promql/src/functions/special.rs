//! Functions that need the tree, the storage or the query itself; the engine evaluates them.

use super::function::{Availability, Function};
use super::kernel::{Kernel, SpecialForm};
use crate::syntax::ValueType;

pub(super) static ABSENT: Function = Function::of_vector(
    "absent",
    "1 where the vector is empty, with the labels its equality matchers demand",
    Kernel::Special(SpecialForm::Absent),
);
pub(super) static ABSENT_OVER_TIME: Function = Function::of_range(
    "absent_over_time",
    "1 where no series has a sample in the window, with the labels its equality matchers demand",
    Kernel::Special(SpecialForm::AbsentOverTime),
);
pub(super) static TIMESTAMP: Function = Function::of_vector(
    "timestamp",
    "the time of each sample of a selector, else that of the evaluation, in seconds",
    Kernel::Special(SpecialForm::Timestamp),
);
pub(super) static START_TIMESTAMP: Function = Function {
    experimental: true,
    availability: Availability::Since3,
    ..Function::of_vector(
        "start_timestamp",
        "the start timestamp of each sample in seconds",
        Kernel::Special(SpecialForm::StartTimestamp),
    )
};
pub(super) static INFO: Function = Function {
    args: &[ValueType::InstantVector, ValueType::InstantVector],
    variadic: 1,
    experimental: true,
    availability: Availability::Since3,
    ..Function::of_vector(
        "info",
        "adds the labels of matching info series such as `target_info`",
        Kernel::Special(SpecialForm::Info),
    )
};
pub(super) static TIME: Function = Function {
    args: &[],
    returns: ValueType::Scalar,
    ..Function::of_vector(
        "time",
        "the evaluation time in seconds since the epoch",
        Kernel::Special(SpecialForm::Time),
    )
};

/// A constant of the query.
const fn of_query(name: &'static str, summary: &'static str, form: SpecialForm) -> Function {
    Function {
        args: &[],
        returns: ValueType::Scalar,
        experimental: true,
        availability: Availability::Since3,
        ..Function::of_vector(name, summary, Kernel::Special(form))
    }
}

pub(super) static START: Function =
    of_query("start", "start of the query in seconds since the epoch", SpecialForm::Start);
pub(super) static END: Function =
    of_query("end", "end of the query in seconds since the epoch", SpecialForm::End);
pub(super) static RANGE: Function = of_query("range", "length of the query in seconds", SpecialForm::Range);
pub(super) static STEP: Function =
    of_query("step", "step of the query in seconds, 0 for an instant query", SpecialForm::Step);
