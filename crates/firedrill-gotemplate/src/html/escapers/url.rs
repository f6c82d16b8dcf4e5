//! Addresses.

use super::REFUSED;
use super::content::{Claim, Content};
use crate::options::GoVersion;

/// Schemes that do nothing by themselves.
const SAFE_SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// A part of an address: everything that means something in one is encoded, unless the value claims to be
/// an address.
pub(super) fn escaped(content: &Content, _: GoVersion) -> Vec<u8> {
    encoded(&content.text, content.claim == Claim::Url)
}

/// An address, with what may not stand in any encoded.
pub(super) fn normal(content: &Content, _: GoVersion) -> Vec<u8> {
    encoded(&content.text, true)
}

/// An address with a harmless scheme or none.
pub(super) fn filtered(content: &Content, _: GoVersion) -> Vec<u8> {
    if content.claim == Claim::Url || is_safe(&content.text) {
        return content.text.clone();
    }
    [b"#", REFUSED].concat()
}

fn is_safe(address: &[u8]) -> bool {
    let Some(colon) = address.iter().position(|byte| *byte == b':') else { return true };
    let scheme = &address[..colon];
    scheme.contains(&b'/') || SAFE_SCHEMES.iter().any(|safe| scheme.eq_ignore_ascii_case(safe.as_bytes()))
}

fn encoded(text: &[u8], keeps_address: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        let is_escape =
            || text.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let is_kept = match byte {
            b'-' | b'.' | b'_' | b'~' => true,
            b'!' | b'#' | b'$' | b'&' | b'*' | b'+' | b',' | b'/' | b':' | b';' | b'=' | b'?' | b'@'
            | b'[' | b']' => keeps_address,
            b'%' => keeps_address && is_escape(),
            other => other.is_ascii_alphanumeric(),
        };
        if is_kept {
            out.push(*byte);
        } else {
            out.extend_from_slice(format!("%{byte:02x}").as_bytes());
        }
    }
    out
}

/// Addresses of images with their widths or densities, between commas.
pub(super) fn source_set(content: &Content, _: GoVersion) -> Vec<u8> {
    if content.claim == Claim::Url {
        let encoded = encoded(&content.text, true);
        return String::from_utf8_lossy(&encoded).replace(',', "%2c").into_bytes();
    }
    let sources: Vec<_> = content.text.split(|byte| *byte == b',').map(source).collect();
    sources.join(&b',')
}

/// One image.
fn source(text: &[u8]) -> Vec<u8> {
    let is_space = |byte: &u8| b"\t\n\x0c\r ".contains(byte);
    let start = text.iter().take_while(|byte| is_space(byte)).count();
    let length = text[start..].iter().take_while(|byte| !is_space(byte)).count();
    let (address, size) = text[start..].split_at(length);
    if is_safe(address) && size.iter().all(|byte| is_space(byte) || byte.is_ascii_alphanumeric()) {
        return [&text[..start], &encoded(address, true), size].concat();
    }
    [b"#", REFUSED].concat()
}
