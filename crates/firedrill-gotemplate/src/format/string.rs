//! `%s %q %x %X` of strings.

use std::fmt::Write as _;

use firedrill_model::quote::{can_backquote, quote_ascii, quote_bytes};

use super::Printer;
use super::printer::go_characters;

impl Printer {
    /// False if the verb does not suit strings.
    pub(super) fn string(&mut self, bytes: &[u8], verb: char) -> bool {
        match verb {
            'v' if self.flags.sharp_v => self.quoted(bytes),
            'v' | 's' => {
                let shown = self.truncated(bytes);
                self.pad(shown);
            }
            'q' => self.quoted(bytes),
            'x' | 'X' => self.hexadecimal_bytes(bytes, verb),
            _ => return false,
        }
        true
    }

    /// No more characters than the precision allows.
    fn truncated<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        match self.flags.precision {
            None => bytes,
            Some(precision) => &bytes[..go_characters(bytes).take(precision).sum()],
        }
    }

    fn quoted(&mut self, bytes: &[u8]) {
        let bytes = self.truncated(bytes);
        let text = std::str::from_utf8(bytes);
        let quoted = match text {
            Ok(text) if self.flags.sharp && can_backquote(text) => format!("`{text}`"),
            Ok(text) if self.flags.plus => quote_ascii(text),
            _ => quote_bytes(bytes),
        };
        self.pad(quoted.as_bytes());
    }

    fn hexadecimal_bytes(&mut self, bytes: &[u8], verb: char) {
        let length = self.flags.precision.map_or(bytes.len(), |precision| precision.min(bytes.len()));
        let upper = verb == 'X';
        let prefix = match (self.flags.sharp, upper) {
            (false, _) => "",
            (true, false) => "0x",
            (true, true) => "0X",
        };
        let mut text = String::with_capacity(length * 2);
        for (index, byte) in bytes[..length].iter().enumerate() {
            if index == 0 || self.flags.space {
                if index > 0 {
                    text.push(' ');
                }
                text.push_str(prefix);
            }
            // Writing to a String cannot fail.
            let _ = if upper { write!(text, "{byte:02X}") } else { write!(text, "{byte:02x}") };
        }
        self.pad(text.as_bytes());
    }
}
