//! One token.

use std::borrow::Cow;
use std::fmt;

use firedrill_model::quote::quote;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// The value is the text of the error.
    Error,
    Bool,
    /// A single printable ASCII character without a meaning of its own, such as a comma.
    Character,
    CharacterConstant,
    Complex,
    Assign,
    Declare,
    EndOfInput,
    Field,
    Identifier,
    LeftDelimiter,
    LeftParenthesis,
    Number,
    Pipe,
    RawString,
    RightDelimiter,
    RightParenthesis,
    Space,
    String,
    Text,
    Variable,
    Block,
    Break,
    Continue,
    Dot,
    Define,
    Else,
    End,
    If,
    Nil,
    Range,
    Template,
    With,
}

impl ItemKind {
    fn is_keyword(self) -> bool {
        matches!(
            self,
            Self::Block
                | Self::Break
                | Self::Continue
                | Self::Dot
                | Self::Define
                | Self::Else
                | Self::End
                | Self::If
                | Self::Nil
                | Self::Range
                | Self::Template
                | Self::With
        )
    }

    pub(super) fn keyword(word: &str) -> Option<Self> {
        Some(match word {
            "block" => Self::Block,
            "break" => Self::Break,
            "continue" => Self::Continue,
            "define" => Self::Define,
            "else" => Self::Else,
            "end" => Self::End,
            "if" => Self::If,
            "nil" => Self::Nil,
            "range" => Self::Range,
            "template" => Self::Template,
            "with" => Self::With,
            "true" | "false" => Self::Bool,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Item<'a> {
    pub(crate) kind: ItemKind,
    /// Bytes from the start of the text.
    pub(crate) position: usize,
    pub(crate) value: Cow<'a, str>,
    /// The line it starts on, from 1.
    pub(crate) line: usize,
}

/// Longer values are cut in error texts.
const SHOWN_CHARACTERS: usize = 10;

impl fmt::Display for Item<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ItemKind::EndOfInput => formatter.write_str("EOF"),
            ItemKind::Error => formatter.write_str(&self.value),
            kind if kind.is_keyword() => write!(formatter, "<{}>", self.value),
            _ if self.value.len() > SHOWN_CHARACTERS => {
                let shown: String = self.value.chars().take(SHOWN_CHARACTERS).collect();
                write!(formatter, "{}...", quote(&shown))
            }
            _ => formatter.write_str(&quote(&self.value)),
        }
    }
}
