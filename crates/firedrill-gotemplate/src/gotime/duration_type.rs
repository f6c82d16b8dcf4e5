//! `time.Duration` to templates.

use super::duration::GoDuration;
use crate::value::{Data, FLOAT64, INT64, Kind, Method, STRING, Signature, Type, Value};

/// `time.Duration`
pub static DURATION: Type = Type {
    methods: &METHODS,
    string: Some(|value| duration_of(value).to_string()),
    ..Type::named("time.Duration", Kind::Int)
};

/// `*time.Duration`
pub static DURATION_POINTER: Type = Type::unnamed("*time.Duration", Kind::Pointer(&DURATION));

/// A `time.Duration`.
pub fn duration_value(duration: GoDuration) -> Value {
    Value::new(&DURATION, Data::Int(duration.0))
}

pub(super) fn duration_of(value: &Value) -> GoDuration {
    match value.data() {
        Data::Int(nanoseconds) => GoDuration(*nanoseconds),
        _ => GoDuration(0),
    }
}

const fn method(name: &'static str, call: fn(&Value, &[Value]) -> Result<Value, String>) -> Method {
    Method { signature: Signature::fixed(name, &[]), call }
}

static ONE_DURATION: [&Type; 1] = [&DURATION];

const fn unary(name: &'static str, call: fn(&Value, &[Value]) -> Result<Value, String>) -> Method {
    Method { signature: Signature::fixed(name, &ONE_DURATION), call }
}

fn int64(value: i64) -> Value {
    Value::new(&INT64, Data::Int(value))
}

fn float64(value: f64) -> Value {
    Value::new(&FLOAT64, Data::Float(value))
}

static METHODS: [Method; 10] = [
    method("Abs", |value, _| {
        let nanoseconds = duration_of(value).0.checked_abs().unwrap_or(i64::MAX);
        Ok(duration_value(GoDuration(nanoseconds)))
    }),
    method("Hours", |value, _| Ok(float64(duration_of(value).in_units(3_600_000_000_000)))),
    method("Microseconds", |value, _| Ok(int64(duration_of(value).0 / 1_000))),
    method("Milliseconds", |value, _| Ok(int64(duration_of(value).0 / 1_000_000))),
    method("Minutes", |value, _| Ok(float64(duration_of(value).in_units(60_000_000_000)))),
    method("Nanoseconds", |value, _| Ok(int64(duration_of(value).0))),
    unary("Round", |value, arguments| {
        Ok(duration_value(duration_of(value).rounded(duration_of(&arguments[0]))))
    }),
    method("Seconds", |value, _| Ok(float64(duration_of(value).as_seconds()))),
    method("String", |value, _| Ok(Value::string_of(&STRING, duration_of(value).to_string()))),
    unary("Truncate", |value, arguments| {
        Ok(duration_value(duration_of(value).truncated(duration_of(&arguments[0]))))
    }),
];
