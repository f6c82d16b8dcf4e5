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
