//! Numbers and durations.

use super::cursor::{Cursor, is_alphanumeric, is_digit};
use super::token::TokenKind;
use super::{LexError, Lexer};

impl Lexer<'_> {
    /// A number, or a duration where no number can be read.
    pub(super) fn number_or_duration(&mut self) -> Result<TokenKind, LexError> {
        if self.scan_number() {
            return Ok(TokenKind::Number);
        }
        if scan_duration_tail(&mut self.cursor) {
            return Ok(TokenKind::Duration);
        }
        Err(LexError::NumberOrDuration(self.scanned().to_owned()))
    }

    /// A number of series notation.
    pub(super) fn number(&mut self) -> Result<TokenKind, LexError> {
        if self.scan_number() {
            return Ok(TokenKind::Number);
        }
        Err(LexError::Number(self.scanned().to_owned()))
    }

    /// What 2.42 reads between brackets.
    pub(super) fn classic_duration(&mut self) -> Result<TokenKind, LexError> {
        if self.scan_number() {
            return Err(LexError::MissingUnit);
        }
        if scan_duration_tail(&mut self.cursor) {
            return Ok(TokenKind::Duration);
        }
        Err(LexError::Duration(self.scanned().to_owned()))
    }

    /// Consumes what looks like a number; whether it is one is found out later. On failure the
    /// offending character is consumed too, since the message shows it.
    fn scan_number(&mut self) -> bool {
        let start = self.cursor.position;
        // `0x10` in series notation is zero, ten times.
        let hexadecimal = !self.is_series() && accept_hexadecimal_prefix(&mut self.cursor);
        let scanned = if self.dialect.numeric_durations {
            scan_digits(&mut self.cursor, hexadecimal)
        } else {
            scan_classic_digits(&mut self.cursor, hexadecimal);
            true
        };
        if !scanned || (self.dialect.numeric_durations && self.cursor.position == start) {
            return false;
        }
        match self.cursor.peek() {
            Some('x') if self.is_series() => true,
            Some(next) => !is_alphanumeric(next),
            None => true,
        }
    }
}

fn accept_hexadecimal_prefix(cursor: &mut Cursor<'_>) -> bool {
    cursor.accept(|it| it == '0') && cursor.accept(|it| matches!(it, 'x' | 'X'))
}

fn is_digit_of(hexadecimal: bool) -> impl Fn(char) -> bool + Copy {
    move |it| if hexadecimal { it.is_ascii_hexdigit() } else { is_digit(it) }
}

/// Digits, points, exponents and underscores in any order that Prometheus lets through.
fn scan_digits(cursor: &mut Cursor<'_>, hexadecimal: bool) -> bool {
    let digit = is_digit_of(hexadecimal);
    let exponent = |it| matches!(it, 'e' | 'E');
    let no_digit = |it| matches!(it, '.' | '_' | 'e' | 'E');
    if hexadecimal {
        cursor.accept(|it| it == '_');
    }
    // A leading point does not count as the one allowed below.
    cursor.accept(|it| it == '.');
    cursor.accept(digit);
    let mut seen_point = false;
    let mut seen_exponent = false;
    while let Some(next) = cursor.peek() {
        if next == '.' {
            cursor.bump();
            if seen_point || cursor.accept(|it| matches!(it, '_' | '.')) || hexadecimal {
                return false;
            }
            seen_point = true;
        } else if exponent(next) {
            cursor.bump();
            if seen_exponent {
                return false;
            }
            seen_exponent = true;
            cursor.accept(|it| matches!(it, '+' | '-'));
            if cursor.accept(no_digit) || cursor.peek().is_none() {
                return false;
            }
        } else if next == '_' {
            cursor.bump();
            if cursor.accept(no_digit) || cursor.peek().is_none() {
                return false;
            }
        } else if digit(next) {
            cursor.accept_run(digit);
        } else {
            break;
        }
    }
    true
}

/// 2.42: digits, one point, one exponent.
fn scan_classic_digits(cursor: &mut Cursor<'_>, hexadecimal: bool) {
    let digit = is_digit_of(hexadecimal);
    cursor.accept_run(digit);
    if cursor.accept(|it| it == '.') {
        cursor.accept_run(digit);
    }
    if cursor.accept(|it| matches!(it, 'e' | 'E')) {
        cursor.accept(|it| matches!(it, '+' | '-'));
        cursor.accept_run(is_digit);
    }
}

/// Consumes the units that follow digits. On failure the offending character is consumed too.
fn scan_duration_tail(cursor: &mut Cursor<'_>) -> bool {
    if !cursor.accept(|it| matches!(it, 's' | 'm' | 'h' | 'd' | 'w' | 'y')) {
        return false;
    }
    cursor.accept(|it| it == 's');
    while cursor.is(is_digit) {
        cursor.accept_run(is_digit);
        // A year can only stand first.
        if !cursor.accept(|it| matches!(it, 's' | 'm' | 'h' | 'd' | 'w')) {
            return false;
        }
        cursor.accept(|it| it == 's');
    }
    !cursor.accept(is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use crate::dialect::{Dialect, Features};
    use crate::syntax::ast::ExprKind;
    use crate::syntax::parse;

    fn number(text: &str, dialect: &Dialect) -> Result<f64, String> {
        match parse(text, dialect, &Features::default()).map(|expr| expr.without_parens().kind.clone()) {
            Ok(ExprKind::Number(number)) => Ok(number.value),
            Ok(other) => Err(format!("{other:?}")),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn reads_what_prometheus_3_reads() {
        for (text, want) in [
            ("2_500", 2500.0),
            ("12_345.25", 12345.25),
            ("7.", 7.0),
            (".25", 0.25),
            ("2.e3", 2000.0),
            ("3e0_2", 300.0),
            ("0x_2A", 42.0),
            ("0X1f", 31.0),
            ("0xdea1", 56_993.0),
            ("0xe", 14.0),
            ("(0xae)", 174.0),
            ("017", 15.0),
            ("019", 19.0),
            ("9300000000000000000000", 9.3e21),
            ("4e-500", 0.0),
            ("InF", f64::INFINITY),
            ("-inf", f64::NEG_INFINITY),
            ("90s", 90.0),
            ("- 2m", -120.0),
            ("1h30m", 5400.0),
            ("1500ms", 1.5),
        ] {
            assert_eq!(number(text, &Dialect::V3), Ok(want), "{text}");
        }
    }

    #[test]
    fn refuses_what_prometheus_3_refuses() {
        for (text, want) in [
            ("7_", "bad number or duration syntax: \"7_\""),
            ("7__1", "bad number or duration syntax: \"7__\""),
            ("7._1", "bad number or duration syntax: \"7._\""),
            ("7e_1", "bad number or duration syntax: \"7e_\""),
            ("7e", "bad number or duration syntax: \"7e\""),
            ("7e-", "bad number or duration syntax: \"7e-\""),
            ("0b11", "bad number or duration syntax: \"0\""),
            ("0x2.8", "bad number or duration syntax: \"0x2.\""),
            ("0xfee", "bad number or duration syntax: \"0xfee\""),
            ("3M", "bad number or duration syntax: \"3\""),
            ("2h15", "bad number or duration syntax: \"2h15\""),
            ("2mm", "bad number or duration syntax: \"2mm\""),
            ("0x", "error parsing number: strconv.ParseFloat: parsing \"0x\": invalid syntax"),
            (".7.1", "error parsing number: strconv.ParseFloat: parsing \".7.1\": invalid syntax"),
            ("7e310", "error parsing number: strconv.ParseFloat: parsing \"7e310\": value out of range"),
            ("3hs", "unknown unit \"hs\" in duration \"3hs\""),
            ("2.5d", "unknown unit \".\" in duration \"2.5d\""),
            ("2m1h", "not a valid duration string: \"2m1h\""),
            ("400y", "duration out of range"),
        ] {
            assert_eq!(number(text, &Dialect::V3), Err(format!("1:1: parse error: {want}")), "{text}");
        }
    }

    #[test]
    fn reads_as_2_42() {
        for (text, want) in [
            ("0xfee", Ok(4078.0)),
            ("017", Ok(15.0)),
            (
                "7e",
                Err("1:1: parse error: error parsing number: \
                     strconv.ParseFloat: parsing \"7e\": invalid syntax"),
            ),
            ("7.1.2", Err("1:4: parse error: unexpected number \".2\"")),
            ("90s", Err("1:1: parse error: unexpected duration \"90s\"")),
            ("7_1", Err("1:1: parse error: bad number or duration syntax: \"7\"")),
        ] {
            assert_eq!(number(text, &Dialect::V2_42), want.map_err(str::to_owned), "{text}");
        }
    }
}
