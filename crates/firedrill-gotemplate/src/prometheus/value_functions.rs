//! Functions on query results and numbers.

use super::Dialect;
use super::functions::{Call, Function};
use super::humanize::{humanize, humanize_1024, humanize_percentage};
use super::query;
use super::types::{QUERY_RESULT, SAMPLE_POINTER};
use crate::library::{humanize_duration, to_float};
use crate::value::{ANY, STRING, Signature, Type, Value};

static ANYTHING: [&Type; 1] = [&ANY];
static TEXT: [&Type; 1] = [&STRING];
static RESULT: [&Type; 1] = [&QUERY_RESULT];
static SAMPLE: [&Type; 1] = [&SAMPLE_POINTER];
static NAME_AND_RESULT: [&Type; 2] = [&STRING, &QUERY_RESULT];
static NAME_AND_SAMPLE: [&Type; 2] = [&STRING, &SAMPLE_POINTER];

const fn fixed(name: &'static str, params: &'static [&'static Type], call: Call) -> Function {
    Function { signature: Signature::fixed(name, params), since: Dialect::V2_42, call }
}

pub(super) static VALUE_FUNCTIONS: &[Function] = &[
    Function {
        signature: Signature::variadic("args", &ANYTHING),
        since: Dialect::V2_42,
        call: |_, arguments| {
            let named = arguments.iter().enumerate();
            Ok(Value::any_map(named.map(|(index, value)| (format!("arg{index}"), value.clone()))))
        },
    },
    fixed("query", &TEXT, |context, arguments| {
        let environment = &mut *context.environment;
        let samples = (environment.query)(&arguments[0].text(), environment.now)?;
        Ok(query::query_result(&samples, context.dialect))
    }),
    fixed("first", &RESULT, |_, arguments| query::first(&arguments[0])),
    fixed("label", &NAME_AND_SAMPLE, |_, arguments| query::label(&arguments[0].text(), &arguments[1])),
    fixed("value", &SAMPLE, |_, arguments| query::value(&arguments[0])),
    fixed("strvalue", &SAMPLE, |_, arguments| query::label("__value__", &arguments[0])),
    fixed("sortByLabel", &NAME_AND_RESULT, |_, arguments| {
        Ok(query::sort_by_label(&arguments[0].text(), &arguments[1]))
    }),
    fixed("humanize", &ANYTHING, |_, arguments| Ok(Value::string(humanize(to_float(&arguments[0])?)))),
    fixed("humanize1024", &ANYTHING, |_, arguments| {
        Ok(Value::string(humanize_1024(to_float(&arguments[0])?)))
    }),
    fixed("humanizeDuration", &ANYTHING, |_, arguments| {
        Ok(Value::string(humanize_duration(to_float(&arguments[0])?)))
    }),
    fixed("humanizePercentage", &ANYTHING, |_, arguments| {
        Ok(Value::string(humanize_percentage(to_float(&arguments[0])?)))
    }),
];
