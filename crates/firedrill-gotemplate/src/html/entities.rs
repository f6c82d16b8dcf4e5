//! References to characters in the value of an attribute, as far as they decide what follows.

/// The characters that mean something in addresses, scripts and styles, by their names in HTML.
const NAMED: [(&str, char); 36] = [
    ("quot", '"'),
    ("QUOT", '"'),
    ("apos", '\''),
    ("amp", '&'),
    ("AMP", '&'),
    ("lt", '<'),
    ("LT", '<'),
    ("gt", '>'),
    ("GT", '>'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("nbsp", '\u{a0}'),
    ("excl", '!'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("midast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("equals", '='),
    ("quest", '?'),
    ("commat", '@'),
    ("lbrack", '['),
    ("lsqb", '['),
    ("bsol", '\\'),
    ("rbrack", ']'),
    ("rsqb", ']'),
    ("lbrace", '{'),
    ("rbrace", '}'),
];
/// Names that need no semicolon.
const BARE: [&str; 9] = ["quot", "QUOT", "amp", "AMP", "lt", "LT", "gt", "GT", "nbsp"];

/// The value with references replaced by what they stand for. Names of other characters stay: none of
/// them changes what a browser reads next.
pub(super) fn decode(value: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.iter().position(|byte| *byte == b'&') {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        if let Some((character, length)) = reference(rest) {
            decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[length..];
        } else {
            decoded.push(b'&');
            rest = &rest[1..];
        }
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// The character that a text beginning with `&` refers to, and the length of the reference.
fn reference(text: &[u8]) -> Option<(char, usize)> {
    if text.get(1) == Some(&b'#') {
        return numeric(text);
    }
    let length = text[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = std::str::from_utf8(&text[1..=length]).ok()?;
    if text.get(length + 1) == Some(&b';') {
        let found = NAMED.iter().find(|(other, _)| *other == name);
        if let Some((_, character)) = found {
            return Some((*character, length + 2));
        }
    }
    let bare = BARE.iter().find(|bare| name.starts_with(**bare))?;
    let (_, character) = NAMED.iter().find(|(other, _)| other == bare)?;
    Some((*character, bare.len() + 1))
}

/// `&#65;` and `&#x41;`; the semicolon may be absent.
fn numeric(text: &[u8]) -> Option<(char, usize)> {
    let is_hexadecimal = matches!(text.get(2), Some(b'x' | b'X'));
    let (start, radix) = if is_hexadecimal { (3, 16) } else { (2, 10) };
    let digits = text[start.min(text.len())..].iter().take_while(|byte| char::from(**byte).is_digit(radix));
    let mut code: u32 = 0;
    let mut end = start;
    for digit in digits {
        code = code.saturating_mul(radix).saturating_add(char::from(*digit).to_digit(radix)?);
        end += 1;
    }
    if end == start {
        return None;
    }
    let character = match code {
        0 => char::REPLACEMENT_CHARACTER,
        code => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((character, end + usize::from(text.get(end) == Some(&b';'))))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn replaces_what_matters() {
        for (value, want) in [
            ("f(&quot;&#39;&#x2F;&sol;)", "f(\"'//)"),
            ("a&ampb&amp;c & d&", "a&b&c & d&"),
            ("&eacute;&#;&#xZ", "&eacute;&#;&#xZ"),
        ] {
            assert_eq!(String::from_utf8_lossy(&decode(value.as_bytes())), want, "{value}");
        }
    }
}
