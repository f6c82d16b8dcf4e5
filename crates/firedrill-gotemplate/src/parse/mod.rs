//! From text to tree, with the errors of `text/template/parse`.

mod blocks;
mod error;
mod expression;
mod number;
mod parser;
mod unquote;

pub use error::ParseError;
pub(crate) use parser::parse;
