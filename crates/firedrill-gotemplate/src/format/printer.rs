//! The state of one formatting call, and padding.

/// The flags of a directive.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one per flag character of the directive")]
pub(crate) struct Flags {
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    pub(super) minus: bool,
    pub(super) plus: bool,
    pub(super) sharp: bool,
    pub(super) space: bool,
    pub(super) zero: bool,
    /// `%+v`
    pub(super) plus_v: bool,
    /// `%#v`
    pub(super) sharp_v: bool,
}

/// Collects formatted text.
#[derive(Debug, Default)]
pub(crate) struct Printer {
    pub(super) out: Vec<u8>,
    pub(super) flags: Flags,
    /// Inside `%!v(…)`, where methods are not called.
    pub(super) erroring: bool,
}

impl Printer {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    pub(super) fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    pub(super) fn push_char(&mut self, character: char) {
        self.push(character.encode_utf8(&mut [0; 4]));
    }

    /// Appends `count` padding characters; zeros pad on the left only.
    pub(super) fn push_padding(&mut self, count: usize) {
        let padding = if self.flags.zero && !self.flags.minus { b'0' } else { b' ' };
        self.out.resize(self.out.len() + count, padding);
    }

    /// Appends `bytes` padded to the width, which counts characters.
    pub(super) fn pad(&mut self, bytes: &[u8]) {
        let count = match self.flags.width {
            None | Some(0) => 0,
            Some(width) => width.saturating_sub(count_characters(bytes)),
        };
        if self.flags.minus {
            self.out.extend_from_slice(bytes);
            self.push_padding(count);
        } else {
            self.push_padding(count);
            self.out.extend_from_slice(bytes);
        }
    }

    /// As [`pad`](Self::pad), never with zeros.
    pub(super) fn pad_with_spaces(&mut self, bytes: &[u8]) {
        let zero = std::mem::replace(&mut self.flags.zero, false);
        self.pad(bytes);
        self.flags.zero = zero;
    }
}

/// Characters as Go counts them: each byte that is no UTF-8 is one.
pub(super) fn count_characters(bytes: &[u8]) -> usize {
    go_characters(bytes).count()
}

/// The lengths in bytes of the characters as Go's `for range` finds them.
pub(super) fn go_characters(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    bytes.utf8_chunks().flat_map(|chunk| {
        let valid = chunk.valid().chars().map(char::len_utf8);
        valid.chain(chunk.invalid().iter().map(|_| 1))
    })
}
