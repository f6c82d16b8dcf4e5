//! Replacing characters.

/// The text with every character replaced for which there is a replacement.
pub(super) fn replaced(text: &[u8], replacement: impl Fn(char) -> Option<&'static str>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            match replacement(character) {
                Some(other) => out.extend_from_slice(other.as_bytes()),
                None => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        out.extend_from_slice(chunk.invalid());
    }
    out
}
