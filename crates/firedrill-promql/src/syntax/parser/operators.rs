//! What may follow a binary operator: `bool`, `on`, `ignoring`, `group_left`, `group_right`, `fill`.

use super::Context;
use super::stream::{Parser, Result};
use crate::syntax::ast::{MatchCardinality, VectorMatching};
use crate::syntax::lexer::{Keyword, TokenKind};

/// The modifiers of a binary operator.
pub(super) struct OperatorModifiers {
    pub(super) returns_bool: bool,
    pub(super) matching: VectorMatching,
}

fn is_fill(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Keyword(Keyword::Fill | Keyword::FillLeft | Keyword::FillRight))
}

impl Parser<'_> {
    /// The modifiers, in their fixed order.
    pub(super) fn operator_modifiers(&mut self) -> Result<OperatorModifiers> {
        let returns_bool = self.eat(TokenKind::Keyword(Keyword::Bool))?.is_some();
        let mut matching = VectorMatching {
            cardinality: MatchCardinality::OneToOne,
            labels: Vec::new(),
            on: false,
            include: Vec::new(),
            fill_left: None,
            fill_right: None,
        };
        let matches_labels = match self.peek()?.kind {
            TokenKind::Keyword(Keyword::On) => Some(true),
            TokenKind::Keyword(Keyword::Ignoring) => Some(false),
            _ => None,
        };
        if let Some(on) = matches_labels {
            self.advance()?;
            matching.on = on;
            matching.labels = self.grouping_labels()?;
            self.group_modifier(&mut matching)?;
        }
        self.fill_modifiers(&mut matching)?;
        Ok(OperatorModifiers { returns_bool, matching })
    }

    fn group_modifier(&mut self, matching: &mut VectorMatching) -> Result<()> {
        matching.cardinality = match self.peek()?.kind {
            TokenKind::Keyword(Keyword::GroupLeft) => MatchCardinality::ManyToOne,
            TokenKind::Keyword(Keyword::GroupRight) => MatchCardinality::OneToMany,
            _ => return Ok(()),
        };
        self.advance()?;
        let next = self.peek()?.kind;
        if next == TokenKind::LeftParen {
            matching.include = self.grouping_labels()?;
        } else if !self.starts_expression(next) && !is_fill(next) {
            // The list may be left out only before what can follow it.
            self.open(Context::GroupingStart);
            return self.unexpected();
        }
        Ok(())
    }
}
