//! `base64.URLEncoding`.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            if index <= chunk.len() {
                let digit = (bits >> (18 - 6 * index)) & 63;
                out.push(char::from(ALPHABET[digit as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// Newlines are skipped; padding is required.
///
/// # Errors
/// `illegal base64 data at input byte 3`
pub(super) fn decode(text: &[u8]) -> Result<Vec<u8>, String> {
    let illegal = |position: usize| Err(format!("illegal base64 data at input byte {position}"));
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits: u32 = 0;
    let mut digits = 0;
    let significant = text.iter().enumerate().filter(|(_, byte)| !matches!(byte, b'\r' | b'\n'));
    let mut significant = significant.peekable();
    while let Some((position, byte)) = significant.next() {
        if let Some(digit) = ALPHABET.iter().position(|letter| letter == byte) {
            bits = bits << 6 | digit as u32;
            digits += 1;
            if digits == 4 {
                out.extend_from_slice(&bits.to_be_bytes()[1..]);
                (bits, digits) = (0, 0);
            }
            continue;
        }
        if *byte != b'=' || digits < 2 {
            return illegal(position);
        }
        if digits == 2 {
            match significant.next() {
                None => return illegal(text.len()),
                Some((position, byte)) if *byte != b'=' => return illegal(position - 1),
                Some(_) => {}
            }
        }
        if let Some((position, _)) = significant.peek() {
            return illegal(*position);
        }
        let filled = bits << (6 * (4 - digits));
        out.extend_from_slice(&filled.to_be_bytes()[1..digits]);
        return Ok(out);
    }
    if digits == 0 { Ok(out) } else { illegal(text.len() - digits) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_and_decodes() {
        for (bytes, text) in
            [(&b""[..], ""), (b"a", "YQ=="), (b"ab", "YWI="), (b"abc", "YWJj"), (b"\xff\xfe", "__4=")]
        {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text.as_bytes()), Ok(bytes.to_vec()));
        }
        assert_eq!(decode(b"YW\nI="), Ok(b"ab".to_vec()));
        for (text, position) in [("a+b/", 1), ("!!!", 0), ("YQ", 0), ("YQ=", 3), ("YQ==x", 4)] {
            let want = format!("illegal base64 data at input byte {position}");
            assert_eq!(decode(text.as_bytes()), Err(want), "{text}");
        }
    }
}
