//! Go's regular expressions (RE2 syntax): what `regexp/syntax` accepts, refused with its texts, and
//! run by the `regex` crate.
//!
//! A pattern is translated construct by construct into one whose every atom states its own meaning
//! (`\w` becomes an ASCII class, `.` says whether it matches a newline), so that no default of the
//! other engine shows through.

mod class;
mod error;
mod escape;
mod expand;
mod limits;
mod regexp;
mod repetition;
mod translate;
mod unicode_name;

pub use error::{RegexpError, RegexpErrorCode};
pub use regexp::{Options, Regexp, compile};
