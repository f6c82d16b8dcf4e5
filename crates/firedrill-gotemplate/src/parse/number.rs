//! Constants.

use firedrill_model::number::{parse_float, parse_int, parse_uint};
use firedrill_model::quote::quote;

use super::unquote::{Unit, unquote_character};
use crate::lex::ItemKind;
use crate::tree::Number;

/// Reads a constant; it is every type of number whose value it can have.
///
/// # Errors
/// The message Go gives for a malformed one.
pub(super) fn parse_number(text: &str, kind: ItemKind) -> Result<Number, String> {
    match kind {
        ItemKind::CharacterConstant => return character(text),
        ItemKind::Complex => return complex(text),
        _ => {}
    }
    let none = Number { text: text.to_owned(), int: None, uint: None, float: None, complex: None };
    if let Some(imaginary) = text.strip_suffix('i').and_then(|digits| parse_float(digits).ok()) {
        return Ok(simplified(text, 0.0, imaginary));
    }
    let int = parse_int(text, 0).ok();
    let uint = parse_uint(text, 0).ok().or((int == Some(0)).then_some(0));
    if let Some(value) = int {
        return Ok(Number { int, uint, float: Some(value as f64), ..none });
    }
    if let Some(value) = uint {
        return Ok(Number { uint, float: Some(value as f64), ..none });
    }
    let Ok(value) = parse_float(text) else {
        return Err(format!("illegal number syntax: {}", quote(text)));
    };
    if !text.contains(['.', 'e', 'E', 'p', 'P']) {
        return Err(format!("integer overflow: {}", quote(text)));
    }
    Ok(Number { int: exact_int(value), uint: exact_uint(value), float: Some(value), ..none })
}

fn character(text: &str) -> Result<Number, String> {
    let (unit, tail) = unquote_character(&text[1..], '\'').ok_or("invalid syntax")?;
    if tail != "'" {
        return Err(format!("malformed character constant: {text}"));
    }
    let code = match unit {
        Unit::Byte(byte) => u32::from(byte),
        Unit::Character(character) => u32::from(character),
    };
    Ok(Number {
        text: text.to_owned(),
        int: Some(code.into()),
        uint: Some(code.into()),
        float: Some(code.into()),
        complex: None,
    })
}

/// `1+2i`: the sign in the middle is the last one that belongs to no exponent.
fn complex(text: &str) -> Result<Number, String> {
    let refuse = || "syntax error scanning complex number".to_owned();
    let body = text.strip_suffix('i').ok_or_else(refuse)?;
    let split = body
        .char_indices()
        .rev()
        .find(|(index, character)| {
            matches!(character, '+' | '-') && !body[..*index].ends_with(['e', 'E', 'p', 'P'])
        })
        .map(|(index, _)| index)
        .ok_or_else(refuse)?;
    let real = parse_float(&body[..split]).map_err(|error| error.to_string())?;
    let imaginary = parse_float(&body[split..]).map_err(|error| error.to_string())?;
    Ok(simplified(text, real, imaginary))
}

/// A complex constant without an imaginary part is a real one too.
fn simplified(text: &str, real: f64, imaginary: f64) -> Number {
    let float = (imaginary == 0.0).then_some(real);
    Number {
        text: text.to_owned(),
        int: float.and_then(exact_int),
        uint: float.and_then(exact_uint),
        float,
        complex: Some((real, imaginary)),
    }
}

fn exact_int(value: f64) -> Option<i64> {
    ((value as i64) as f64 == value && value < i64::MAX as f64).then_some(value as i64)
}

fn exact_uint(value: f64) -> Option<u64> {
    ((value as u64) as f64 == value && value < u64::MAX as f64).then_some(value as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_constants_as_go() {
        let number = parse_number("1e3", ItemKind::Number).unwrap();
        assert_eq!((number.int, number.uint, number.float), (Some(1000), Some(1000), Some(1000.0)));
        let number = parse_number("-0", ItemKind::Number).unwrap();
        assert_eq!((number.int, number.uint), (Some(0), Some(0)));
        let number = parse_number("1e+2-3e-1i", ItemKind::Complex).unwrap();
        assert_eq!(number.complex, Some((100.0, -0.3)));
        for (text, want) in [
            ("1__0", "illegal number syntax: \"1__0\""),
            ("08", "integer overflow: \"08\""),
            ("1e400", "illegal number syntax: \"1e400\""),
        ] {
            assert_eq!(parse_number(text, ItemKind::Number), Err(want.to_owned()));
        }
    }
}
