//! Label matchers: `name="value"`, `name!="value"`, `name=~"regexp"`, `name!~"regexp"`.
//!
//! There are two parsers upstream. The classic one (`pkg/labels`) accepts almost anything as a value;
//! the UTF-8 one (`matcher/parse`, since 0.27) has a grammar. [`Dialect`] says which of them decides.

mod classic;
mod dialect;
mod go_string;
mod lexer;
mod matchers;
mod operator;
mod pattern;
mod single;
mod utf8;

pub use classic::ClassicError;
pub use dialect::{Dialect, MatcherError, MatcherWarning, Mode, Parsed};
pub use lexer::LexError;
pub use matchers::Matchers;
pub use operator::MatchOperator;
pub use pattern::PatternError;
pub(crate) use pattern::check as check_pattern;
pub use single::Matcher;
pub use utf8::{Found, Utf8Error, Wanted};
