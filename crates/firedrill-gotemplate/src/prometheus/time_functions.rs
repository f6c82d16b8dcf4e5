//! Functions on times and durations.

use firedrill_model::Duration;
use firedrill_model::duration::DurationError;
use firedrill_model::number::display_float;

use super::Dialect;
use super::functions::{Call, Function};
use crate::gotime::{DURATION_POINTER, GoDuration, GoTime, TIME_POINTER, duration_value, time_value};
use crate::library::{four_digits, to_float};
use crate::value::{ANY, STRING, Signature, Type, Value};

static NONE: [&Type; 0] = [];
static ANYTHING: [&Type; 1] = [&ANY];
static TEXT: [&Type; 1] = [&STRING];

const fn fixed(name: &'static str, since: Dialect, params: &'static [&'static Type], call: Call) -> Function {
    Function { signature: Signature::fixed(name, params), since, call }
}

pub(super) static TIME_FUNCTIONS: &[Function] = &[
    fixed("humanizeTimestamp", Dialect::V2_42, &ANYTHING, |_, arguments| {
        let seconds = to_float(&arguments[0])?;
        if !seconds.is_finite() {
            return Ok(Value::string(four_digits(seconds)));
        }
        to_time(seconds).map(|time| Value::string(time.to_string()))
    }),
    fixed("now", Dialect::V3, &NONE, |context, _| {
        Ok(Value::float(context.environment.now.as_ms() as f64 / 1000.0))
    }),
    fixed("parseDuration", Dialect::V2_42, &TEXT, |context, arguments| {
        let nanoseconds = parse_duration(&arguments[0].text(), context.dialect)?;
        Ok(Value::float(nanoseconds as f64 / 1e9))
    }),
    fixed("parseDurationTime", Dialect::V3, &TEXT, |context, arguments| {
        parse_duration(&arguments[0].text(), context.dialect).map(GoDuration).map(duration_value)
    }),
    fixed("toDuration", Dialect::V3, &ANYTHING, |_, arguments| {
        let duration = to_duration(to_float(&arguments[0])?);
        Ok(Value::pointer(&DURATION_POINTER, duration_value(duration)))
    }),
    fixed("toTime", Dialect::V2_42, &ANYTHING, |_, arguments| {
        let time = to_time(to_float(&arguments[0])?)?;
        Ok(Value::pointer(&TIME_POINTER, time_value(time)))
    }),
];

/// The least number that no signed 64-bit integer reaches.
const BEYOND_INT64: f64 = 9_223_372_036_854_775_808.0;

/// Whole milliseconds, cut off towards 1970.
fn to_time(seconds: f64) -> Result<GoTime, String> {
    if !seconds.is_finite() {
        return Err("value is NaN or Inf".to_owned());
    }
    let nanoseconds = seconds * 1e9;
    if !(-BEYOND_INT64..=BEYOND_INT64).contains(&nanoseconds) {
        return Err(format!(
            "{} cannot be represented as a nanoseconds timestamp since it overflows int64",
            display_float(seconds)
        ));
    }
    Ok(GoTime::from_milliseconds(nanoseconds as i64 / 1_000_000))
}

/// What does not fit becomes the least duration, as the conversion of the reference's processor gives.
fn to_duration(seconds: f64) -> GoDuration {
    let nanoseconds = seconds * 1e9;
    let fits = (-BEYOND_INT64..BEYOND_INT64).contains(&nanoseconds);
    GoDuration(if fits { nanoseconds as i64 } else { i64::MIN })
}

/// Nanoseconds. Negative durations and the unit in errors came after 2.42.
fn parse_duration(text: &str, dialect: Dialect) -> Result<i64, String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) if dialect >= Dialect::V3 => (-1, digits),
        _ => (1, text),
    };
    let duration = Duration::parse(digits).map_err(|error| match error {
        DurationError::UnknownUnit { text, .. } if dialect < Dialect::V3 => {
            DurationError::Invalid(text).to_string()
        }
        error => error.to_string(),
    })?;
    Ok(sign * duration.as_ms().saturating_mul(1_000_000))
}
