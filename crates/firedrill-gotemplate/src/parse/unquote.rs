//! Go's quoted strings and characters.

/// `strconv.Unquote` of a string the lexer found: in double quotes or in backquotes.
pub(super) fn unquote(quoted: &str) -> Option<Vec<u8>> {
    let body = quoted.get(1..quoted.len().checked_sub(1)?)?;
    if quoted.starts_with('`') {
        // A raw string loses its carriage returns.
        return Some(body.bytes().filter(|byte| *byte != b'\r').collect());
    }
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while !rest.is_empty() {
        let unit;
        (unit, rest) = unquote_character(rest, '"')?;
        match unit {
            Unit::Byte(byte) => out.push(byte),
            Unit::Character(character) => out.extend(character.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    Some(out)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// From an escape that names a byte.
    Byte(u8),
    Character(char),
}

/// `strconv.UnquoteChar`: the first unit of a text delimited by `quote`, and the rest.
pub(super) fn unquote_character(text: &str, quote: char) -> Option<(Unit, &str)> {
    let mut rest = text.chars();
    let first = rest.next()?;
    if first == quote {
        return None;
    }
    if first != '\\' {
        return Some((Unit::Character(first), rest.as_str()));
    }
    let escape = rest.next()?;
    let rest = rest.as_str();
    let simple = |character| Some((Unit::Character(character), rest));
    match escape {
        'a' => simple('\u{7}'),
        'b' => simple('\u{8}'),
        'f' => simple('\u{c}'),
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        'v' => simple('\u{b}'),
        '\\' => simple('\\'),
        '\'' | '"' if escape == quote => simple(escape),
        'x' => {
            let code = code(rest, 2, 16)?;
            Some((Unit::Byte(u8::try_from(code).ok()?), &rest[2..]))
        }
        'u' => Some((Unit::Character(char::from_u32(code(rest, 4, 16)?)?), &rest[4..])),
        'U' => Some((Unit::Character(char::from_u32(code(rest, 8, 16)?)?), &rest[8..])),
        '0'..='7' => {
            let code = escape.to_digit(8)? * 64 + code(rest, 2, 8)?;
            Some((Unit::Byte(u8::try_from(code).ok()?), &rest[2..]))
        }
        _ => None,
    }
}

fn code(text: &str, digits: usize, radix: u32) -> Option<u32> {
    let digits = text.get(..digits)?;
    if digits.starts_with('+') {
        return None;
    }
    u32::from_str_radix(digits, radix).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unquotes_as_go() {
        for (quoted, want) in [
            (r#""a\tb\"\\""#, Some(b"a\tb\"\\".to_vec())),
            (r#""\xff\101\u00e9""#, Some(b"\xffA\xc3\xa9".to_vec())),
            ("`a\\n\r`", Some(b"a\\n".to_vec())),
            (r#""\'""#, None),
            (r#""\400""#, None),
            (r#""\ud800""#, None),
            (r#""\x+1""#, None),
            (r#""\é""#, None),
        ] {
            assert_eq!(unquote(quoted), want, "{quoted}");
        }
    }
}
