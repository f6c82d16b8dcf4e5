//! What counts as a number.

use firedrill_model::number::{FloatFormat, format_float, parse_float};

use crate::gotime::{DURATION, GoDuration};
use crate::value::{Data, FLOAT64, INT, INT64, STRING, UINT64, Value};

/// Numbers, durations (in seconds) and strings that Go can parse as a float.
pub(crate) fn to_float(value: &Value) -> Result<f64, String> {
    let ty = value.ty();
    match value.data() {
        Data::Float(number) if ty.is(&FLOAT64) => Ok(*number),
        Data::Int(number) if ty.is(&INT) || ty.is(&INT64) => Ok(*number as f64),
        Data::Uint(number) if ty.is(&UINT64) => Ok(*number as f64),
        Data::Int(nanoseconds) if ty.is(&DURATION) => Ok(GoDuration(*nanoseconds).as_seconds()),
        Data::String(_) if ty.is(&STRING) => parse_float(&value.text()).map_err(|error| error.to_string()),
        _ if !value.is_valid() => Err("can't convert <nil> to float".to_owned()),
        _ => Err(format!("can't convert {} to float", ty.name)),
    }
}

/// `%.4g`
pub(crate) fn four_digits(number: f64) -> String {
    format_float(number, FloatFormat::General, Some(4))
}
