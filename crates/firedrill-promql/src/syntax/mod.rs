//! The language: tree, lexer, parser, type checker, printer.

pub mod ast;
pub mod operator;
pub mod series;

mod check;
mod error;
mod glob;
#[cfg(feature = "promql-parser")]
mod interop;
mod lexer;
mod matching;
mod metric;
mod parser;
mod pretty;
mod print;
mod suggestion;
mod value_type;
mod walk;

pub use ast::{Expr, ExprKind, ValueType};
pub use check::TypeError;
pub use error::{ParseError, ParseErrorKind, Unexpected};
#[cfg(feature = "promql-parser")]
pub use interop::InteropError;
pub use lexer::LexError;
pub use matching::{CompiledMatcher, compile_pattern};
pub use metric::parse_metric;
pub use operator::{AggregateOp, BinaryOp, MatchOp, UnaryOp};
pub use parser::{MAX_HEIGHT, MAX_NESTING, parse, parse_selector};
