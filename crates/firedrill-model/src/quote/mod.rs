//! Go's `%q`: quoted strings as `strconv.Quote` writes them.

mod printable;
mod quoted;

pub use printable::is_printable;
pub use quoted::{can_backquote, push_escaped, push_escaped_ascii, quote, quote_ascii, quote_bytes};
