//! `template.KV`, `template.Pairs` and `template.Strings`.

use super::data::KeyValues;
use crate::value::{Data, Field, Kind, Method, SLICE_OF_STRINGS, STRING, Signature, Type, Value};

/// `template.KV`, a set of labels or annotations.
pub(super) static KV: Type = Type {
    methods: &KV_METHODS,
    string: Some(|value| joined(&sorted_pairs(value))),
    ..Type::named("template.KV", Kind::Map(&STRING, &STRING))
};
static PAIR: Type = Type::named("template.Pair", Kind::Struct(&PAIR_FIELDS));
static PAIR_FIELDS: [Field; 2] = [Field::at("Name", &STRING, 0), Field::at("Value", &STRING, 1)];
static PAIRS: Type = Type {
    methods: &PAIRS_METHODS,
    string: Some(|value| joined(&pairs_of(value))),
    ..Type::named("template.Pairs", Kind::Slice(&PAIR))
};
static STRINGS: Type =
    Type { methods: &STRINGS_METHODS, ..Type::named("template.Strings", Kind::Slice(&STRING)) };

static ONE_STRING: [&Type; 1] = [&STRING];
static ONE_STRING_SLICE: [&Type; 1] = [&SLICE_OF_STRINGS];

pub(super) fn key_values(pairs: &KeyValues) -> Value {
    match pairs {
        None => Value::zero(&KV),
        Some(pairs) => {
            let entries = pairs.iter().map(|(name, value)| (Value::string(name), Value::string(value)));
            Value::map(&KV, entries.collect())
        }
    }
}

fn entries(value: &Value) -> &[(Value, Value)] {
    match value.data() {
        Data::Map(entries) => entries,
        _ => &[],
    }
}

/// By name, `alertname` first.
fn sorted_pairs(value: &Value) -> Vec<(Value, Value)> {
    let (first, others): (Vec<_>, Vec<_>) =
        entries(value).iter().cloned().partition(|(name, _)| name.as_bytes() == Some(b"alertname"));
    first.into_iter().chain(others).collect()
}

fn pairs_of(value: &Value) -> Vec<(Value, Value)> {
    let field = |pair: &Value, index| pair.struct_field(index).unwrap_or_else(|| Value::string(""));
    items(value).iter().map(|pair| (field(pair, 0), field(pair, 1))).collect()
}

/// The elements of a slice.
pub(super) fn items(value: &Value) -> Vec<Value> {
    match value.data() {
        Data::Slice(slice) => slice.to_vec(),
        _ => Vec::new(),
    }
}

fn joined(pairs: &[(Value, Value)]) -> String {
    let shown: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", name.text(), value.text())).collect();
    shown.join(", ")
}

fn strings(values: impl IntoIterator<Item = Value>) -> Value {
    Value::slice(&STRINGS, values.into_iter().collect())
}

fn names(pairs: Vec<(Value, Value)>) -> Value {
    strings(pairs.into_iter().map(|(name, _)| name))
}

fn values(pairs: Vec<(Value, Value)>) -> Value {
    strings(pairs.into_iter().map(|(_, value)| value))
}

/// The strings with the separator between them.
pub(super) fn join(strings: &Value, separator: &Value) -> Value {
    let separator = separator.as_bytes().unwrap_or_default();
    let items = items(strings);
    let parts: Vec<&[u8]> = items.iter().map(|item| item.as_bytes().unwrap_or_default()).collect();
    Value::string(parts.join(separator))
}

type Call = fn(&Value, &[Value]) -> Result<Value, String>;

const fn method(name: &'static str, params: &'static [&'static Type], call: Call) -> Method {
    Method { signature: Signature::fixed(name, params), call }
}

static KV_METHODS: [Method; 5] = [
    method("Names", &[], |value, _| Ok(names(sorted_pairs(value)))),
    method("Remove", &ONE_STRING_SLICE, |value, arguments| {
        let removed = items(&arguments[0]);
        let is_removed = |name: &Value| removed.iter().any(|other| other.as_bytes() == name.as_bytes());
        let kept = entries(value).iter().filter(|(name, _)| !is_removed(name)).cloned();
        Ok(Value::map(&KV, kept.collect()))
    }),
    method("SortedPairs", &[], |value, _| {
        let pairs = sorted_pairs(value).into_iter();
        let pairs = pairs.map(|(name, value)| Value::structure(&PAIR, vec![name, value]));
        Ok(Value::slice(&PAIRS, pairs.collect()))
    }),
    method("String", &[], |value, _| Ok(Value::string(joined(&sorted_pairs(value))))),
    method("Values", &[], |value, _| Ok(values(sorted_pairs(value)))),
];

static PAIRS_METHODS: [Method; 3] = [
    method("Names", &[], |value, _| Ok(names(pairs_of(value)))),
    method("String", &[], |value, _| Ok(Value::string(joined(&pairs_of(value))))),
    method("Values", &[], |value, _| Ok(values(pairs_of(value)))),
];

static STRINGS_METHODS: [Method; 1] =
    [method("Join", &ONE_STRING, |value, arguments| Ok(join(value, &arguments[0])))];
