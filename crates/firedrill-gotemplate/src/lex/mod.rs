//! Tokens of the template language.

mod item;
mod lexer;
mod scan;

pub(crate) use item::{Item, ItemKind};
pub(crate) use lexer::Lexer;
