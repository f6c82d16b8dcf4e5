//! `encoding/json` of template values.

use std::fmt::Write as _;

use firedrill_model::number::api_float;

use crate::gotime::GoTime;
use crate::value::{Data, Kind, Value};

/// `json.Marshal`: keys sorted, `<`, `>` and `&` escaped.
///
/// # Errors
/// `json: unsupported type: complex128`, `json: unsupported value: NaN`, and years that RFC 3339 does
/// not have.
pub(crate) fn to_json(value: &Value) -> Result<String, String> {
    let mut out = String::new();
    push(&mut out, value)?;
    Ok(out)
}

fn push(out: &mut String, value: &Value) -> Result<(), String> {
    match value.data() {
        Data::Nil => out.push_str("null"),
        Data::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Data::Int(number) => push_display(out, number),
        Data::Uint(number) => push_display(out, number),
        Data::Float(number) if number.is_finite() => push_float(out, *number),
        Data::Float(number) => {
            return Err(format!(
                "json: unsupported value: {}",
                firedrill_model::number::display_float(*number)
            ));
        }
        Data::Complex(..) => return Err("json: unsupported type: complex128".to_owned()),
        Data::String(bytes) => push_string(out, bytes),
        Data::Slice(slice) => {
            out.push('[');
            for (index, item) in slice.to_vec().iter().enumerate() {
                separate(out, index);
                push(out, item)?;
            }
            out.push(']');
        }
        Data::Map(entries) => {
            out.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                separate(out, index);
                push_string(out, key.as_bytes().unwrap_or_default());
                out.push(':');
                push(out, item)?;
            }
            out.push('}');
        }
        Data::Pointer(_) | Data::Interface(_) => push(out, &value.element())?,
        Data::Struct(_) | Data::Native(_) => push_struct(out, value)?,
    }
    Ok(())
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}

fn push_display(out: &mut String, number: impl std::fmt::Display) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{number}");
}

/// As in JavaScript: an exponent of one digit has no leading zero.
fn push_float(out: &mut String, number: f64) {
    let text = api_float(number);
    match text.split_once("e-0") {
        Some((mantissa, exponent)) => out.extend([mantissa, "e-", exponent]),
        None => out.push_str(&text),
    }
}

fn push_struct(out: &mut String, value: &Value) -> Result<(), String> {
    if let Some(time) = value.native::<GoTime>() {
        return push_time(out, time);
    }
    let Kind::Struct(fields) = value.kind() else {
        return Err(format!("json: unsupported type: {}", value.ty().name));
    };
    out.push('{');
    for (index, field) in fields.iter().filter(|field| field.exported()).enumerate() {
        separate(out, index);
        push_string(out, field.json.as_bytes());
        out.push(':');
        push(out, &field.get(value))?;
    }
    out.push('}');
    Ok(())
}

fn push_time(out: &mut String, time: &GoTime) -> Result<(), String> {
    let text = time.format("2006-01-02T15:04:05.999999999Z07:00");
    if text.find('-') != Some(4) {
        return Err("json: error calling MarshalJSON for type time.Time: \
                    Time.MarshalJSON: year outside of range [0,9999]"
            .to_owned());
    }
    out.extend(["\"", &text, "\""]);
    Ok(())
}

/// Bytes that are no UTF-8 become an escaped U+FFFD.
fn push_string(out: &mut String, bytes: &[u8]) {
    out.push('"');
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|character| push_character(out, character));
        chunk.invalid().iter().for_each(|_| out.push_str("\\ufffd"));
    }
    out.push('"');
}

fn push_character(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        }
        _ => out.push(character),
    }
}
