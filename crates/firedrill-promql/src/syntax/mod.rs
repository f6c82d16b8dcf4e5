//! The language: tree, lexer, parser, type checker, printer.

pub mod ast;
pub mod operator;

pub use ast::{Expr, ExprKind, ValueType};
pub use operator::{AggregateOp, BinaryOp, MatchOp, UnaryOp};
