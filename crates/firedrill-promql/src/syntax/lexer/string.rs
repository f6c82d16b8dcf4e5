//! Strings.

use super::token::TokenKind;
use super::{LexError, Lexer};

/// A surrogate is no character.
const SURROGATES: std::ops::Range<u32> = 0xD800..0xE000;

impl Lexer<'_> {
    /// A string; `quote` has been consumed.
    pub(super) fn string(&mut self, quote: char) -> Result<TokenKind, LexError> {
        loop {
            match self.cursor.bump() {
                Some('\\') => self.escape(quote)?,
                Some(char::REPLACEMENT_CHARACTER) => return Err(LexError::InvalidRune),
                None | Some('\n') => return Err(LexError::UnterminatedString),
                Some(character) if character == quote => return Ok(TokenKind::String),
                Some(_) => {}
            }
        }
    }

    /// A raw string; the backquote has been consumed.
    pub(super) fn raw_string(&mut self) -> Result<TokenKind, LexError> {
        loop {
            match self.cursor.bump() {
                Some(char::REPLACEMENT_CHARACTER) => return Err(LexError::InvalidRune),
                None => return Err(LexError::UnterminatedRawString),
                Some('`') => return Ok(TokenKind::String),
                Some(_) => {}
            }
        }
    }

    /// The rest of an escape; the backslash has been consumed.
    fn escape(&mut self, quote: char) -> Result<(), LexError> {
        let kind = self.cursor.bump().ok_or(LexError::EscapeEnd)?;
        let (mut value, digits, base, largest) = match kind {
            'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | '\\' => return Ok(()),
            _ if kind == quote => return Ok(()),
            '0'..='7' => (u32::from(kind) - u32::from('0'), 2, 8, 255),
            'x' => (0, 2, 16, 255),
            'u' => (0, 4, 16, u32::from(char::MAX)),
            'U' => (0, 8, 16, u32::from(char::MAX)),
            _ => return Err(LexError::UnknownEscape(kind)),
        };
        for _ in 0..digits {
            let character = self.cursor.bump().ok_or(LexError::EscapeEnd)?;
            let digit = character.to_digit(base).ok_or(LexError::EscapeDigit(character))?;
            // Eight hexadecimal digits fill the 32 bits exactly.
            value = value.wrapping_mul(base).wrapping_add(digit);
        }
        if value > largest || SURROGATES.contains(&value) {
            return Err(LexError::EscapeCodePoint);
        }
        Ok(())
    }
}

/// The bytes a string token stands for: quotes removed, escapes resolved. The scanner has accepted
/// the token, so every escape is complete.
pub(in crate::syntax) fn unquote(token: &str) -> Box<[u8]> {
    let mut characters = token.chars();
    let quote = characters.next();
    characters.next_back();
    if quote == Some('`') {
        return characters.as_str().as_bytes().into();
    }
    let mut bytes = Vec::with_capacity(token.len());
    while let Some(character) = characters.next() {
        if character == '\\' {
            push_escape(&mut bytes, &mut characters);
        } else {
            push_character(&mut bytes, character);
        }
    }
    bytes.into()
}

fn push_character(bytes: &mut Vec<u8>, character: char) {
    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

fn push_escape(bytes: &mut Vec<u8>, characters: &mut std::str::Chars<'_>) {
    let Some(kind) = characters.next() else { return };
    let mut read = |start: u32, digits: usize, base: u32| {
        characters
            .by_ref()
            .take(digits)
            .fold(start, |value, it| value.wrapping_mul(base).wrapping_add(it.to_digit(base).unwrap_or(0)))
    };
    match kind {
        'a' => bytes.push(0x07),
        'b' => bytes.push(0x08),
        'f' => bytes.push(0x0c),
        'n' => bytes.push(b'\n'),
        'r' => bytes.push(b'\r'),
        't' => bytes.push(b'\t'),
        'v' => bytes.push(0x0b),
        'x' => bytes.push(read(0, 2, 16) as u8),
        'u' => push_code_point(bytes, read(0, 4, 16)),
        'U' => push_code_point(bytes, read(0, 8, 16)),
        '0'..='7' => {
            let first = u32::from(kind) - u32::from('0');
            bytes.push(read(first, 2, 8) as u8);
        }
        other => push_character(bytes, other),
    }
}

fn push_code_point(bytes: &mut Vec<u8>, value: u32) {
    push_character(bytes, char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER));
}

#[cfg(test)]
mod tests {
    use crate::dialect::{Dialect, Features};
    use crate::syntax::ast::ExprKind;
    use crate::syntax::parse;

    fn string(text: &str) -> Result<Vec<u8>, String> {
        match parse(text, &Dialect::V3, &Features::default()).map(|expr| expr.kind) {
            Ok(ExprKind::String(string)) => Ok(string.value.into_vec()),
            Ok(other) => Err(format!("{other:?}")),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn resolves_escapes() {
        for (text, want) in [
            (r#""tab\tbell\a""#, b"tab\tbell\x07".as_slice()),
            (r#""\"q\" 'q'""#, br#""q" 'q'"#),
            (r"'\'q\' \\'", br"'q' \"),
            ("`raw \\n\nline`", b"raw \\n\nline"),
            (r#""\101\x42\u0043\U00000044""#, b"ABCD"),
            (r#""\xfe\377""#, b"\xfe\xff"),
            (r#""\u00e9""#, "\u{e9}".as_bytes()),
        ] {
            assert_eq!(string(text), Ok(want.to_vec()), "{text}");
        }
    }

    #[test]
    fn refuses_with_the_place_of_the_quote() {
        for (text, want) in [
            (r#""\k""#, "unknown escape sequence U+006B 'k'"),
            (r#""\'""#, "unknown escape sequence U+0027 '''"),
            (r#""\x4g""#, "illegal character U+0067 'g' in escape sequence"),
            (r#""\400""#, "escape sequence is an invalid Unicode code point"),
            (r#""\udc00""#, "escape sequence is an invalid Unicode code point"),
            (r#""\U7fffffff""#, "escape sequence is an invalid Unicode code point"),
            (r#""\"#, "escape sequence not terminated"),
            (r#""\u00"#, "escape sequence not terminated"),
            ("'open", "unterminated quoted string"),
            ("'line\n'", "unterminated quoted string"),
            ("`open", "unterminated raw string"),
            ("'\u{fffd}'", "invalid UTF-8 rune"),
        ] {
            assert_eq!(string(text), Err(format!("1:1: parse error: {want}")), "{text}");
        }
    }
}
