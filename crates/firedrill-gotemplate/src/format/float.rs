//! `%e %f %g %x %b` of floating-point and complex numbers.

use firedrill_model::number::{FloatFormat, format_float};

use super::Printer;

impl Printer {
    /// False if the verb does not suit floats.
    pub(super) fn float(&mut self, value: f64, verb: char) -> bool {
        let (format, precision) = match verb {
            'v' | 'g' => (FloatFormat::General, None),
            'G' => (FloatFormat::GeneralUpper, None),
            'b' => (FloatFormat::Binary, None),
            'x' => (FloatFormat::Hexadecimal, None),
            'X' => (FloatFormat::HexadecimalUpper, None),
            'f' | 'F' => (FloatFormat::Plain, Some(6)),
            'e' => (FloatFormat::Exponent, Some(6)),
            'E' => (FloatFormat::ExponentUpper, Some(6)),
            _ => return false,
        };
        let precision = self.flags.precision.or(precision);
        let text = format_float(value, format, precision);
        let (sign, digits) = match text.as_bytes().first() {
            Some(b'-') => ('-', &text[1..]),
            Some(b'+') => ('+', &text[1..]),
            _ => ('+', text.as_str()),
        };
        let sign = if sign == '+' && self.flags.space && !self.flags.plus { ' ' } else { sign };
        if !value.is_finite() {
            let shows_sign = if value.is_nan() {
                self.flags.space || self.flags.plus
            } else {
                self.flags.plus || sign != '+' || value.is_infinite()
            };
            let shown = if shows_sign { format!("{sign}{digits}") } else { digits.to_owned() };
            self.pad_with_spaces(shown.as_bytes());
            return true;
        }
        let digits = if self.flags.sharp && verb != 'b' {
            with_point(digits, verb, precision)
        } else {
            digits.to_owned()
        };
        self.signed_digits(sign, &digits);
        true
    }

    fn signed_digits(&mut self, sign: char, digits: &str) {
        if !self.flags.plus && sign == '+' {
            self.pad(digits.as_bytes());
            return;
        }
        let width = self.flags.width.unwrap_or(0);
        if self.flags.zero && !self.flags.minus && width > digits.len() + 1 {
            self.push_char(sign);
            self.push_padding(width - digits.len() - 1);
            self.push(digits);
            return;
        }
        self.pad(format!("{sign}{digits}").as_bytes());
    }

    /// False if the verb does not suit complex numbers.
    pub(super) fn complex(&mut self, real: f64, imaginary: f64, verb: char) -> bool {
        if !matches!(verb, 'v' | 'b' | 'g' | 'G' | 'x' | 'X' | 'f' | 'F' | 'e' | 'E') {
            return false;
        }
        let plus = self.flags.plus;
        self.push("(");
        self.float(real, verb);
        self.flags.plus = true;
        self.float(imaginary, verb);
        self.push("i)");
        self.flags.plus = plus;
        true
    }
}

/// The `#` flag: a decimal point always, and the trailing zeros that `%g` drops.
fn with_point(digits: &str, verb: char, precision: Option<usize>) -> String {
    let wanted = match verb {
        'v' | 'g' | 'G' | 'x' => precision.unwrap_or(6),
        _ => 0,
    };
    let hexadecimal = matches!(verb, 'x' | 'X');
    let exponent_at =
        digits.find(|letter| matches!(letter, 'p' | 'P') || (!hexadecimal && matches!(letter, 'e' | 'E')));
    let (mantissa, exponent) = digits.split_at(exponent_at.unwrap_or(digits.len()));
    let significant = mantissa.trim_start_matches(['0', '.']).chars().filter(|digit| *digit != '.').count();
    let mut missing = wanted.saturating_sub(significant);
    let mut out = mantissa.to_owned();
    if !mantissa.contains('.') {
        if mantissa == "0" {
            missing = missing.saturating_sub(1);
        }
        out.push('.');
    }
    out.extend(std::iter::repeat_n('0', missing));
    out.push_str(exponent);
    out
}
