//! Numbers as Go's `strconv` and `fmt` write and read them.

mod error;
mod float_format;
mod parse_float;
mod parse_int;

pub use error::{ParseNumberCause, ParseNumberError};
pub use float_format::{FloatFormat, api_float, display_float, format_float, plain_float};
pub use parse_float::parse_float;
pub(crate) use parse_int::underscores_separate_digits;
pub use parse_int::{parse_int, parse_uint};
