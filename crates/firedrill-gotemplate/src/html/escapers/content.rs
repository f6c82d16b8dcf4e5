//! A value as escapers see it.

use crate::exec::printable;
use crate::format::sprint;
use crate::library::{HTML, URL};
use crate::value::Value;

/// What a value claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// Nothing: it is escaped everywhere.
    Plain,
    /// Markup, made by `safeHtml`.
    Html,
    /// An address, made by `safeUrl`.
    Url,
}

/// A value, and its text.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) claim: Claim,
    pub(super) text: Vec<u8>,
    pub(super) value: Value,
}

impl Content {
    /// No value at all is no text.
    pub(super) fn of(value: Value) -> Self {
        let value = value.indirect_interface();
        if !value.is_valid() {
            return Self { claim: Claim::Plain, text: Vec::new(), value };
        }
        let printed = printable(value.clone());
        let claim = if printed.ty().is(&HTML) {
            Claim::Html
        } else if printed.ty().is(&URL) {
            Claim::Url
        } else {
            Claim::Plain
        };
        Self { claim, text: sprint(&[printed]), value }
    }
}
