//! `%d %b %o %O %x %X %c %q %U` of integers.

use firedrill_model::quote::{is_printable, push_escaped, push_escaped_ascii};

use super::Printer;

/// An integer of either signedness.
#[derive(Debug, Clone, Copy)]
pub(super) struct Integer {
    pub(super) negative: bool,
    pub(super) magnitude: u64,
    pub(super) signed: bool,
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Self { negative: value < 0, magnitude: value.unsigned_abs(), signed: true }
    }
}

impl From<u64> for Integer {
    fn from(value: u64) -> Self {
        Self { negative: false, magnitude: value, signed: false }
    }
}

impl Integer {
    /// The bits of the number, as conversions to characters see them.
    fn bits(self) -> u64 {
        if self.negative { self.magnitude.wrapping_neg() } else { self.magnitude }
    }
}

impl Printer {
    /// False if the verb does not suit integers.
    pub(super) fn integer(&mut self, value: Integer, verb: char) -> bool {
        match verb {
            'v' if self.flags.sharp_v && !value.signed => self.hexadecimal(value.magnitude, true),
            'v' | 'd' => self.digits(value, 10, verb),
            'b' => self.digits(value, 2, verb),
            'o' | 'O' => self.digits(value, 8, verb),
            'x' | 'X' => self.digits(value, 16, verb),
            'c' => {
                let character = character(value.bits());
                self.pad(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            'q' => self.quoted_character(character(value.bits())),
            'U' => self.code_point(value.bits()),
            _ => return false,
        }
        true
    }

    /// Hexadecimal digits with or without `0x`, whatever the flags say.
    pub(super) fn hexadecimal(&mut self, value: u64, prefixed: bool) {
        let sharp = std::mem::replace(&mut self.flags.sharp, prefixed);
        self.digits(value.into(), 16, 'v');
        self.flags.sharp = sharp;
    }

    fn digits(&mut self, value: Integer, base: u32, verb: char) {
        if self.flags.precision == Some(0) && value.magnitude == 0 {
            let zero = std::mem::replace(&mut self.flags.zero, false);
            self.push_padding(self.flags.width.unwrap_or(0));
            self.flags.zero = zero;
            return;
        }
        let signed = value.negative || self.flags.plus || self.flags.space;
        let least = match (self.flags.precision, self.flags.width) {
            (Some(precision), _) => precision,
            (None, Some(width)) if self.flags.zero && !self.flags.minus => {
                width.saturating_sub(usize::from(signed))
            }
            _ => 0,
        };
        let digits = match base {
            2 => format!("{:b}", value.magnitude),
            8 => format!("{:o}", value.magnitude),
            16 if verb == 'X' => format!("{:X}", value.magnitude),
            16 => format!("{:x}", value.magnitude),
            _ => value.magnitude.to_string(),
        };
        let digits = zero_filled(&digits, least);
        let mut text = String::with_capacity(digits.len() + 3);
        match () {
            () if value.negative => text.push('-'),
            () if self.flags.plus => text.push('+'),
            () if self.flags.space => text.push(' '),
            () => {}
        }
        if verb == 'O' {
            text.push_str("0o");
        }
        if self.flags.sharp {
            match base {
                2 => text.push_str("0b"),
                8 if !digits.starts_with('0') => text.push('0'),
                16 if verb == 'X' => text.push_str("0X"),
                16 => text.push_str("0x"),
                _ => {}
            }
        }
        text.push_str(&digits);
        self.pad_with_spaces(text.as_bytes());
    }

    fn quoted_character(&mut self, character: char) {
        let mut text = "'".to_owned();
        if self.flags.plus {
            push_escaped_ascii(&mut text, character, '\'');
        } else {
            push_escaped(&mut text, character, '\'');
        }
        text.push('\'');
        self.pad(text.as_bytes());
    }

    fn code_point(&mut self, code: u64) {
        let digits = self.flags.precision.unwrap_or(0).max(4);
        let mut text = format!("U+{}", zero_filled(&format!("{code:X}"), digits));
        let character = u32::try_from(code).ok().and_then(char::from_u32);
        if let Some(character) = character.filter(|character| self.flags.sharp && is_printable(*character)) {
            text.extend([' ', '\'', character, '\'']);
        }
        self.pad_with_spaces(text.as_bytes());
    }
}

/// Zeros before `digits` up to a length of `least`.
fn zero_filled(digits: &str, least: usize) -> String {
    let mut out = "0".repeat(least.saturating_sub(digits.len()));
    out.push_str(digits);
    out
}

/// The character with that code, or U+FFFD.
fn character(code: u64) -> char {
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}
