//! `strconv.ParseFloat`.

use super::{ParseNumberCause, ParseNumberError, underscores_separate_digits};

/// `strconv.ParseFloat(text, 64)`: decimal and hexadecimal floats, `inf` and `infinity` with an
/// optional sign and `nan` without one in any case, `_` between digits; no white space.
///
/// # Errors
/// `strconv.ParseFloat: parsing "x": invalid syntax`, or `value out of range` beyond the largest
/// double. Too small a number is zero.
pub fn parse_float(text: &str) -> Result<f64, ParseNumberError> {
    read(text).map_err(|cause| ParseNumberError::new("ParseFloat", text, cause))
}

fn read(text: &str) -> Result<f64, ParseNumberCause> {
    let (sign, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    if unsigned.eq_ignore_ascii_case("inf") || unsigned.eq_ignore_ascii_case("infinity") {
        return Ok(sign * f64::INFINITY);
    }
    if text.eq_ignore_ascii_case("nan") {
        return Ok(f64::NAN);
    }
    let cleaned;
    let digits = if unsigned.contains('_') {
        if !underscores_separate_digits(unsigned) {
            return Err(ParseNumberCause::Syntax);
        }
        cleaned = unsigned.replace('_', "");
        &cleaned
    } else {
        unsigned
    };
    let hexadecimal = digits.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("0x"));
    let magnitude = if hexadecimal { read_hexadecimal(&digits[2..])? } else { read_decimal(digits)? };
    if magnitude.is_infinite() {
        return Err(ParseNumberCause::Range);
    }
    Ok(sign * magnitude)
}

/// Both languages round correctly, so only the grammar has to be checked here.
fn read_decimal(digits: &str) -> Result<f64, ParseNumberCause> {
    // Rust also reads "inf", "nan" and a second sign.
    if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return Err(ParseNumberCause::Syntax);
    }
    digits.parse().map_err(|_| ParseNumberCause::Syntax)
}

/// Bits of a double's fraction, without the implicit leading one.
const FRACTION_BITS: i32 = 52;
const SMALLEST_EXPONENT: i32 = -1022;
/// Beyond this an exponent only says "far too large" or "far too small".
const EXPONENT_LIMIT: i32 = 100_000;

/// Reads what follows `0x`: digits with at most one point, then a mandatory binary exponent.
fn read_hexadecimal(text: &str) -> Result<f64, ParseNumberCause> {
    let exponent_at = text.find(['p', 'P']).ok_or(ParseNumberCause::Syntax)?;
    let exponent = read_exponent(&text[exponent_at + 1..])?;
    let mut mantissa: u64 = 0;
    let mut lost = false;
    // Value = mantissa * 2^shift.
    let mut shift: i32 = 0;
    let mut point = false;
    let mut any = false;
    for character in text[..exponent_at].chars() {
        if character == '.' && !point {
            point = true;
            continue;
        }
        let digit = character.to_digit(16).ok_or(ParseNumberCause::Syntax)?;
        any = true;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
            shift -= if point { 4 } else { 0 };
        } else {
            lost |= digit != 0;
            shift = (shift + if point { 0 } else { 4 }).min(EXPONENT_LIMIT);
        }
    }
    if !any {
        return Err(ParseNumberCause::Syntax);
    }
    Ok(assemble(mantissa, shift.saturating_add(exponent), lost))
}

fn read_exponent(text: &str) -> Result<i32, ParseNumberCause> {
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => (-1, &text[1..]),
        Some(b'+') => (1, &text[1..]),
        _ => (1, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ParseNumberCause::Syntax);
    }
    let magnitude = digits.parse::<i32>().map_or(EXPONENT_LIMIT, |value| value.min(EXPONENT_LIMIT));
    Ok(sign * magnitude)
}

/// `mantissa * 2^exponent` rounded half to even; `lost` says that more non-zero bits followed.
fn assemble(mantissa: u64, exponent: i32, lost: bool) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let width = 64 - mantissa.leading_zeros() as i32;
    // The exponent of the leading bit; below the normal range fewer fraction bits remain.
    let leading = exponent.saturating_add(width - 1);
    if leading > 1023 {
        return f64::INFINITY;
    }
    let last = (leading - FRACTION_BITS).max(SMALLEST_EXPONENT - FRACTION_BITS);
    let drop = last.saturating_sub(exponent);
    let kept = match drop {
        // The bits fit: shifting up by at most 52 cannot overflow.
        ..=0 => mantissa << -drop,
        65.. => 0,
        _ => round_shifted(u128::from(mantissa), drop as u32, lost),
    };
    kept as f64 * 2_f64.powi(last / 2) * 2_f64.powi(last - last / 2)
}

fn round_shifted(mantissa: u128, drop: u32, lost: bool) -> u64 {
    let kept = (mantissa >> drop) as u64;
    let rest = mantissa & ((1 << drop) - 1);
    let half = 1 << (drop - 1);
    let up = rest > half || (rest == half && (lost || kept & 1 == 1));
    kept + u64::from(up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_floats_as_go() {
        for (text, want) in [
            ("1", 1.0),
            ("+1.", 1.0),
            ("-.5e1", -5.0),
            ("1e-400", 0.0),
            ("1_000.5", 1000.5),
            ("0x1p-2", 0.25),
            ("-0X1.8P1", -3.0),
            ("0x_1p0", 1.0),
            ("0x.8p0", 0.5),
            ("0x1.fffffffffffff8p0", 2.0),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000080000000001p0", 1.0000000000000002),
            ("0x1p-1074", 5e-324),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", 5e-324),
            ("0x1p-99999999999", 0.0),
            ("inf", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
        ] {
            assert_eq!(parse_float(text), Ok(want), "{text}");
        }
        assert!(parse_float("NaN").unwrap().is_nan());
        assert!(parse_float("-0").unwrap().is_sign_negative());
    }

    #[test]
    fn refuses_with_go_texts() {
        for text in
            ["", " 1", "1 ", "0x10", "0x", "0xp1", "1e", "1e+", "+nan", "--1", ".", "1_", "_1", "1__0", "+"]
        {
            let want = format!("strconv.ParseFloat: parsing \"{text}\": invalid syntax");
            assert_eq!(parse_float(text).unwrap_err().to_string(), want);
        }
        for text in ["1e400", "-1e400", "0x1p1024"] {
            assert_eq!(parse_float(text).unwrap_err().cause, ParseNumberCause::Range, "{text}");
        }
    }
}
