//! The scanner: text to tokens, one mode per place in a query.

mod braces;
mod cursor;
mod duration;
mod error;
mod histogram;
mod number;
mod state;
mod statement;
mod string;
mod token;
mod values;
mod word;

pub use error::LexError;
use state::Bracket;
pub(super) use state::{Lexer, Text};
pub(super) use string::unquote;
pub(super) use token::{HistogramKey, Keyword, Preprocessor, Token, TokenKind};
