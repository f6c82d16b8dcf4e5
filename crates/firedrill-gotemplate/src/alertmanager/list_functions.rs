//! Lists, dictionaries and JSON.

use super::functions::{Function, fixed, variadic};
use super::key_values::{items, join};
use crate::json::to_json;
use crate::value::{ANY, SLICE_OF_ANY, SLICE_OF_STRINGS, STRING, Type, Value};

static ANYTHING: [&Type; 1] = [&ANY];
static TEXT: [&Type; 1] = [&STRING];
static TEXT_AND_TEXTS: [&Type; 2] = [&STRING, &SLICE_OF_STRINGS];
static LIST_AND_ANYTHING: [&Type; 2] = [&SLICE_OF_ANY, &ANY];

pub(super) static LIST_FUNCTIONS: &[Function] = &[
    variadic("append", &LIST_AND_ANYTHING, |_, arguments| {
        let mut list = items(&arguments[0]);
        list.extend(arguments[1..].iter().cloned().map(Value::into_interface));
        Ok(Value::slice(&SLICE_OF_ANY, list))
    }),
    variadic("dict", &ANYTHING, |_, arguments| dictionary(arguments)),
    fixed("join", &TEXT_AND_TEXTS, |_, arguments| Ok(join(&arguments[1], &arguments[0]))),
    variadic("list", &ANYTHING, |_, arguments| {
        let items = arguments.iter().cloned().map(Value::into_interface);
        Ok(Value::slice(&SLICE_OF_ANY, items.collect()))
    }),
    variadic("stringSlice", &TEXT, |_, arguments| Ok(Value::slice(&SLICE_OF_STRINGS, arguments.to_vec()))),
    fixed("toJson", &ANYTHING, |_, arguments| to_json(&arguments[0]).map(Value::string)),
];

fn dictionary(arguments: &[Value]) -> Result<Value, String> {
    if !arguments.len().is_multiple_of(2) {
        return Err("dict expects an even number of arguments".to_owned());
    }
    let mut entries: Vec<(String, Value)> = Vec::new();
    for pair in arguments.chunks(2) {
        if !pair[0].ty().is(&STRING) {
            return Err("dict keys must be strings".to_owned());
        }
        let key = pair[0].text();
        match entries.iter_mut().find(|(other, _)| *other == key) {
            Some((_, value)) => *value = pair[1].clone(),
            None => entries.push((key, pair[1].clone())),
        }
    }
    Ok(Value::any_map(entries))
}
