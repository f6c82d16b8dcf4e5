//! `strconv.FormatFloat` and the float forms built on it.

use std::fmt::Write as _;

/// The notations of `strconv.FormatFloat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloatFormat {
    /// `'e'`: `-d.dddde±dd`.
    Exponent,
    /// `'E'`.
    ExponentUpper,
    /// `'f'`: `-ddd.dddd`, never an exponent.
    Plain,
    /// `'g'`: `'e'` for large exponents, else `'f'`.
    General,
    /// `'G'`.
    GeneralUpper,
    /// `'x'`: `-0xd.ddddp±dd`.
    Hexadecimal,
    /// `'X'`.
    HexadecimalUpper,
    /// `'b'`: `-ddddp±ddd`, the mantissa as an integer.
    Binary,
}

/// A double has at most this many significant decimal digits; further ones are zero.
const MAX_SIGNIFICANT: usize = 767;
/// A double has at most this many decimals; further ones are zero.
const MAX_DECIMALS: usize = 1074;

/// `strconv.FormatFloat(value, format, precision, 64)`; no precision means the fewest digits that
/// read back as the same double. The special values are `NaN`, `+Inf` and `-Inf` in every format.
pub fn format_float(value: f64, format: FloatFormat, precision: Option<usize>) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let mut out = String::new();
    if value.is_sign_negative() {
        out.push('-');
    }
    let magnitude = value.abs();
    match format {
        FloatFormat::Exponent => push_exponent(&mut out, magnitude, 'e', precision),
        FloatFormat::ExponentUpper => push_exponent(&mut out, magnitude, 'E', precision),
        FloatFormat::Plain => push_plain(&mut out, magnitude, precision),
        FloatFormat::General => push_general(&mut out, magnitude, 'e', precision),
        FloatFormat::GeneralUpper => push_general(&mut out, magnitude, 'E', precision),
        FloatFormat::Hexadecimal => push_hexadecimal(&mut out, magnitude, 'x', precision),
        FloatFormat::HexadecimalUpper => push_hexadecimal(&mut out, magnitude, 'X', precision),
        FloatFormat::Binary => push_binary(&mut out, magnitude),
    }
    out
}

/// `fmt.Sprint` of a float64 (`%v`, `%g`): the shortest digits, with an exponent below 1e-4 and from
/// 1e6 on (1e+06; 123456.7).
pub fn display_float(value: f64) -> String {
    format_float(value, FloatFormat::General, None)
}

/// A sample value in the HTTP API and in JSON: the shortest digits, with an exponent below 1e-6 and
/// from 1e21 on (`MarshalFloat` of `prometheus/util/jsonutil`).
pub fn api_float(value: f64) -> String {
    let magnitude = value.abs();
    let exponent = value.is_finite() && magnitude != 0.0 && !(1e-6..1e21).contains(&magnitude);
    let format = if exponent { FloatFormat::Exponent } else { FloatFormat::Plain };
    format_float(value, format, None)
}

/// The shortest digits without an exponent (`'f'`, -1), as PromQL prints numbers.
pub fn plain_float(value: f64) -> String {
    format_float(value, FloatFormat::Plain, None)
}

/// The decimal digits of a positive number: `0.d1d2d3… * 10^point`; without trailing zeros, so zero
/// has none.
struct Digits {
    digits: String,
    point: i32,
}

impl Digits {
    /// The fewest digits that read back. Where the value lies midway between two candidates, Go takes
    /// the even one and Rust the greater one; only values near 15 digits or more have such ties.
    fn shortest(magnitude: f64) -> Self {
        let text = format!("{magnitude:e}");
        let digits = Self::from_scientific(&text);
        let odd = digits.digits.as_bytes().last().is_some_and(|digit| digit & 1 == 1);
        if digits.digits.len() >= 15 && odd {
            let decimals = digits.digits.len() - 1;
            let rounded = format!("{magnitude:.decimals$e}");
            if rounded != text && rounded.parse() == Ok(magnitude) {
                return Self::from_scientific(&rounded);
            }
        }
        digits
    }

    /// Rounded to `significant` digits, at least one.
    fn rounded(magnitude: f64, significant: usize) -> Self {
        let decimals = significant.clamp(1, MAX_SIGNIFICANT) - 1;
        Self::from_scientific(&format!("{magnitude:.decimals$e}"))
    }

    /// Takes Rust's `d.ddde-d` apart.
    fn from_scientific(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let mut digits = mantissa.replace('.', "");
        digits.truncate(digits.trim_end_matches('0').len());
        let point = if digits.is_empty() { 0 } else { exponent.parse::<i32>().unwrap_or(0) + 1 };
        Self { digits, point }
    }

    /// The exponent of the first digit in scientific notation.
    fn exponent(&self) -> i32 {
        if self.digits.is_empty() { 0 } else { self.point - 1 }
    }

    fn digit(&self, index: i32) -> char {
        usize::try_from(index)
            .ok()
            .and_then(|index| self.digits.as_bytes().get(index))
            .map_or('0', |digit| char::from(*digit))
    }

    /// `d.ddde±dd` with `decimals` digits after the point.
    fn push_exponent(&self, out: &mut String, letter: char, decimals: usize) {
        out.push(self.digit(0));
        if decimals > 0 {
            out.push('.');
            let stored = self.digits.get(1..).unwrap_or_default();
            push_padded(out, stored, decimals);
        }
        let exponent = self.exponent();
        let sign = if exponent < 0 { '-' } else { '+' };
        // Writing to a String cannot fail.
        let _ = write!(out, "{letter}{sign}{:02}", exponent.unsigned_abs());
    }

    /// `ddd.ddd` with `decimals` digits after the point.
    fn push_plain(&self, out: &mut String, decimals: usize) {
        if self.point > 0 {
            (0..self.point).for_each(|index| out.push(self.digit(index)));
        } else {
            out.push('0');
        }
        if decimals > 0 {
            out.push('.');
            (self.point..).take(decimals).for_each(|index| out.push(self.digit(index)));
        }
    }
}

/// The first `width` characters of `digits`, zeros after its end.
fn push_padded(out: &mut String, digits: &str, width: usize) {
    let stored = digits.len().min(width);
    out.push_str(&digits[..stored]);
    out.extend(std::iter::repeat_n('0', width - stored));
}

fn push_exponent(out: &mut String, magnitude: f64, letter: char, precision: Option<usize>) {
    match precision {
        None => {
            let digits = Digits::shortest(magnitude);
            digits.push_exponent(out, letter, digits.digits.len().saturating_sub(1));
        }
        Some(decimals) => {
            Digits::rounded(magnitude, decimals.saturating_add(1)).push_exponent(out, letter, decimals);
        }
    }
}

fn push_plain(out: &mut String, magnitude: f64, precision: Option<usize>) {
    let Some(decimals) = precision else {
        let digits = Digits::shortest(magnitude);
        let decimals = usize::try_from(digits.digits.len() as i32 - digits.point).unwrap_or(0);
        return digits.push_plain(out, decimals);
    };
    let exact = decimals.min(MAX_DECIMALS);
    let _ = write!(out, "{magnitude:.exact$}");
    out.extend(std::iter::repeat_n('0', decimals - exact));
}

fn push_general(out: &mut String, magnitude: f64, letter: char, precision: Option<usize>) {
    let digits = match precision {
        None => Digits::shortest(magnitude),
        Some(significant) => Digits::rounded(magnitude, significant),
    };
    let count = digits.digits.len() as i32;
    let significant = match precision {
        None => count,
        Some(significant) if magnitude == 0.0 => i32::try_from(significant).unwrap_or(i32::MAX),
        Some(significant) => i32::try_from(significant.max(1)).unwrap_or(i32::MAX),
    };
    let threshold = match precision {
        None => 6,
        Some(_) if significant > count && count >= digits.point => count,
        Some(_) => significant,
    };
    let exponent = digits.point - 1;
    if exponent < -4 || exponent >= threshold {
        let decimals = significant.min(count) - 1;
        return digits.push_exponent(out, letter, usize::try_from(decimals).unwrap_or(0));
    }
    let kept = if significant > digits.point { count } else { significant };
    digits.push_plain(out, usize::try_from(kept - digits.point).unwrap_or(0));
}

/// Mantissa with its implicit bit, and the exponent of the mantissa's lowest bit.
fn binary_parts(magnitude: f64) -> (u64, i32) {
    let bits = magnitude.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) as i32 {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased - 1075),
    }
}

fn push_binary(out: &mut String, magnitude: f64) {
    let (mantissa, exponent) = binary_parts(magnitude);
    let _ = write!(out, "{mantissa}p{exponent:+}");
}

fn push_hexadecimal(out: &mut String, magnitude: f64, letter: char, precision: Option<usize>) {
    let (mantissa, exponent) = binary_parts(magnitude);
    // The leading one goes to bit 60, above 15 hexadecimal digits.
    let shift = mantissa.leading_zeros().saturating_sub(3);
    let mut mantissa = if mantissa == 0 { 0 } else { mantissa << shift };
    let mut exponent = if mantissa == 0 { 0 } else { exponent + 60 - shift as i32 };
    if let Some(digits) = precision.filter(|digits| *digits < 15) {
        let dropped = 60 - 4 * digits as u32;
        let rest = mantissa & ((1 << dropped) - 1);
        let half = 1 << (dropped - 1);
        mantissa >>= dropped;
        mantissa += u64::from(rest > half || (rest == half && mantissa & 1 == 1));
        mantissa <<= dropped;
        if mantissa >> 61 == 1 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let fraction = format!("{:015x}", mantissa & ((1 << 60) - 1));
    let fraction = if letter == 'X' { fraction.to_ascii_uppercase() } else { fraction };
    let _ = write!(out, "0{letter}{}", mantissa >> 60);
    match precision {
        None if fraction.trim_end_matches('0').is_empty() => {}
        None => {
            let _ = write!(out, ".{}", fraction.trim_end_matches('0'));
        }
        Some(0) => {}
        Some(digits) => {
            out.push('.');
            push_padded(out, &fraction, digits);
        }
    }
    let exponent_letter = if letter == 'X' { 'P' } else { 'p' };
    let sign = if exponent < 0 { '-' } else { '+' };
    let _ = write!(out, "{exponent_letter}{sign}{:02}", exponent.unsigned_abs());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_as_go() {
        use FloatFormat::{Binary, Exponent, General, GeneralUpper, Hexadecimal, HexadecimalUpper, Plain};
        for (value, format, precision, want) in [
            (0.0, Exponent, None, "0e+00"),
            (0.0, General, None, "0"),
            (-0.0, Plain, Some(2), "-0.00"),
            (1.0, Exponent, Some(5), "1.00000e+00"),
            (100.0, General, Some(3), "100"),
            (1e6, General, None, "1e+06"),
            (123456.7, General, None, "123456.7"),
            (1e21, Plain, None, "1000000000000000000000"),
            (1e-7, GeneralUpper, None, "1E-07"),
            (0.0001, General, None, "0.0001"),
            (2.5, Plain, Some(0), "2"),
            (0.125, Plain, Some(2), "0.12"),
            (5e-324, Exponent, None, "5e-324"),
            (1962509879553.78125, Plain, None, "1962509879553.7812"),
            (1.0, Binary, None, "4503599627370496p-52"),
            (1.0, Hexadecimal, None, "0x1p+00"),
            (2.75, HexadecimalUpper, Some(1), "0X1.6P+01"),
            (0.0, Hexadecimal, Some(2), "0x0.00p+00"),
            (f64::NAN, Plain, Some(2), "NaN"),
            (f64::INFINITY, General, None, "+Inf"),
        ] {
            assert_eq!(format_float(value, format, precision), want, "{value} {format:?} {precision:?}");
        }
    }

    #[test]
    fn prints_as_fmt_and_the_api() {
        assert_eq!(display_float(1e20), "1e+20");
        assert_eq!(display_float(f64::INFINITY), "+Inf");
        assert_eq!(display_float(0.00001), "1e-05");
        assert_eq!(api_float(0.00001), "0.00001");
        assert_eq!(api_float(1e-7), "1e-07");
        assert_eq!(api_float(1e21), "1e+21");
        assert_eq!(api_float(-0.0), "-0");
    }
}
