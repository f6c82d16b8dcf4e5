//! Go string literals.

/// The value of a double-quoted Go literal, or `None` where Go's `strconv.Unquote` refuses it or the
/// value is no UTF-8.
pub(super) fn unquote(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        match first {
            '\n' | '"' => return None,
            '\\' => rest = push_escape(&mut bytes, rest)?,
            other => bytes.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    String::from_utf8(bytes).ok()
}

/// Appends the value of the escape whose backslash precedes `rest`; gives what follows it.
fn push_escape<'t>(bytes: &mut Vec<u8>, rest: &'t str) -> Option<&'t str> {
    let kind = rest.chars().next()?;
    let after = &rest[kind.len_utf8()..];
    let simple = match kind {
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0c,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 0x0b,
        '\\' => b'\\',
        '"' => b'"',
        'x' => {
            let (byte, after) = number(after, 2, 16)?;
            bytes.push(u8::try_from(byte).ok()?);
            return Some(after);
        }
        '0'..='7' => {
            let (byte, after) = number(rest, 3, 8)?;
            bytes.push(u8::try_from(byte).ok()?);
            return Some(after);
        }
        'u' | 'U' => {
            let (code, after) = number(after, if kind == 'u' { 4 } else { 8 }, 16)?;
            let character = char::from_u32(code)?;
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            return Some(after);
        }
        _ => return None,
    };
    bytes.push(simple);
    Some(after)
}

fn number(text: &str, digits: usize, radix: u32) -> Option<(u32, &str)> {
    let part = text.get(..digits)?;
    let value = part
        .chars()
        .try_fold(0, |value: u32, digit| value.checked_mul(radix)?.checked_add(digit.to_digit(radix)?))?;
    Some((value, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoes_gos_escapes() {
        for (literal, want) in [
            (r#""""#, Some("")),
            (r#""a\tb\"""#, Some("a\tb\"")),
            (r#""\x41\101\u00e9\U0001f642""#, Some("AA\u{e9}\u{1f642}")),
            (r#""\xc3\xa9""#, Some("\u{e9}")),
            (r#""\xff""#, None),
            (r#""\q""#, None),
            (r#""\'""#, None),
            (r#""\400""#, None),
            (r#""\ud800""#, None),
            ("\"a\nb\"", None),
            (r#""\x4""#, None),
        ] {
            assert_eq!(unquote(literal).as_deref(), want, "{literal}");
        }
    }
}
