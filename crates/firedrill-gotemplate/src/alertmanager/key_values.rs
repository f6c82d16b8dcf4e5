//! `template.KV`, `template.Pairs` and `template.Strings`.

use super::Version;
use super::data::KeyValues;
use crate::value::{Data, Field, Kind, Method, SLICE_OF_STRINGS, STRING, Signature, Type, Value};

/// `template.KV`, a set of labels or annotations.
static KV: Type = Type { string: Some(|value| joined(&sorted_pairs(value))), ..kv_type(&KV_METHODS) };
static KV_0_25: Type = kv_type(&KV_METHODS_0_25);
static PAIR: Type = Type::named("template.Pair", Kind::Struct(&PAIR_FIELDS));
static PAIR_FIELDS: [Field; 2] = [Field::at("Name", &STRING, 0), Field::at("Value", &STRING, 1)];
static PAIRS: Type = Type { string: Some(|value| joined(&pairs_of(value))), ..pairs_type(&PAIRS_METHODS) };
static PAIRS_0_25: Type = pairs_type(&PAIRS_METHODS_0_25);
static STRINGS: Type =
    Type { methods: &STRINGS_METHODS, ..Type::named("template.Strings", Kind::Slice(&STRING)) };

const fn kv_type(methods: &'static [Method]) -> Type {
    Type { methods, ..Type::named("template.KV", Kind::Map(&STRING, &STRING)) }
}

const fn pairs_type(methods: &'static [Method]) -> Type {
    Type { methods, ..Type::named("template.Pairs", Kind::Slice(&PAIR)) }
}

/// The type of label sets.
pub(super) const fn kv(version: Version) -> &'static Type {
    match version {
        Version::V0_25 => &KV_0_25,
        Version::V0_34 => &KV,
    }
}

static ONE_STRING: [&Type; 1] = [&STRING];
static ONE_STRING_SLICE: [&Type; 1] = [&SLICE_OF_STRINGS];

pub(super) fn key_values(pairs: &KeyValues, version: Version) -> Value {
    match pairs {
        None => Value::zero(kv(version)),
        Some(pairs) => {
            let entries = pairs.iter().map(|(name, value)| (Value::string(name), Value::string(value)));
            Value::map(kv(version), entries.collect())
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

fn names(ty: &'static Type, pairs: Vec<(Value, Value)>) -> Value {
    Value::slice(ty, pairs.into_iter().map(|(name, _)| name).collect())
}

fn values(ty: &'static Type, pairs: Vec<(Value, Value)>) -> Value {
    Value::slice(ty, pairs.into_iter().map(|(_, value)| value).collect())
}

fn pairs_value(ty: &'static Type, pairs: Vec<(Value, Value)>) -> Value {
    let pairs = pairs.into_iter().map(|(name, value)| Value::structure(&PAIR, vec![name, value]));
    Value::slice(ty, pairs.collect())
}

/// The label set without the given names.
fn remove(value: &Value, names: &Value) -> Value {
    let removed = items(names);
    let is_removed = |name: &Value| removed.iter().any(|other| other.as_bytes() == name.as_bytes());
    let kept = entries(value).iter().filter(|(name, _)| !is_removed(name)).cloned();
    Value::map(value.ty(), kept.collect())
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
    method("Names", &[], |value, _| Ok(names(&STRINGS, sorted_pairs(value)))),
    method("Remove", &ONE_STRING_SLICE, |value, arguments| Ok(remove(value, &arguments[0]))),
    method("SortedPairs", &[], |value, _| Ok(pairs_value(&PAIRS, sorted_pairs(value)))),
    method("String", &[], |value, _| Ok(Value::string(joined(&sorted_pairs(value))))),
    method("Values", &[], |value, _| Ok(values(&STRINGS, sorted_pairs(value)))),
];

static KV_METHODS_0_25: [Method; 4] = [
    method("Names", &[], |value, _| Ok(names(&SLICE_OF_STRINGS, sorted_pairs(value)))),
    method("Remove", &ONE_STRING_SLICE, |value, arguments| Ok(remove(value, &arguments[0]))),
    method("SortedPairs", &[], |value, _| Ok(pairs_value(&PAIRS_0_25, sorted_pairs(value)))),
    method("Values", &[], |value, _| Ok(values(&SLICE_OF_STRINGS, sorted_pairs(value)))),
];

static PAIRS_METHODS: [Method; 3] = [
    method("Names", &[], |value, _| Ok(names(&STRINGS, pairs_of(value)))),
    method("String", &[], |value, _| Ok(Value::string(joined(&pairs_of(value))))),
    method("Values", &[], |value, _| Ok(values(&STRINGS, pairs_of(value)))),
];

static PAIRS_METHODS_0_25: [Method; 2] = [
    method("Names", &[], |value, _| Ok(names(&SLICE_OF_STRINGS, pairs_of(value)))),
    method("Values", &[], |value, _| Ok(values(&SLICE_OF_STRINGS, pairs_of(value)))),
];

static STRINGS_METHODS: [Method; 1] =
    [method("Join", &ONE_STRING, |value, arguments| Ok(join(value, &arguments[0])))];
