//! `fill`, `fill_left`, `fill_right`.

use firedrill_model::Span;

use super::operators::OperatorModifiers;
use super::stream::{Parser, Result};
use crate::syntax::ast::VectorMatching;
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{Keyword, TokenKind};

impl Parser<'_> {
    /// The fill values, if any.
    pub(super) fn fill_modifiers(&mut self, matching: &mut VectorMatching) -> Result<()> {
        match self.peek()?.kind {
            TokenKind::Keyword(Keyword::Fill) => {
                matching.fill_left = Some(self.fill_value()?);
                matching.fill_right = matching.fill_left;
            }
            TokenKind::Keyword(Keyword::FillLeft) => {
                matching.fill_left = Some(self.fill_value()?);
                if self.peek()?.kind == TokenKind::Keyword(Keyword::FillRight) {
                    matching.fill_right = Some(self.fill_value()?);
                }
            }
            TokenKind::Keyword(Keyword::FillRight) => {
                matching.fill_right = Some(self.fill_value()?);
                if self.peek()?.kind == TokenKind::Keyword(Keyword::FillLeft) {
                    matching.fill_left = Some(self.fill_value()?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The word and its value: `fill(-1)`.
    fn fill_value(&mut self) -> Result<f64> {
        self.advance()?;
        self.expect(TokenKind::LeftParen)?;
        let value = self.signed_number()?;
        self.expect(TokenKind::RightParen)?;
        Ok(value)
    }

    /// Refuses fill values without their feature flag; `span` is the whole operation.
    pub(super) fn check_fill(&self, modifiers: &OperatorModifiers, span: Span) -> Result<()> {
        let matching = &modifiers.matching;
        let fills = matching.fill_left.is_some() || matching.fill_right.is_some();
        if fills && !self.features.binop_fill_modifiers {
            return self.fail(span, ParseErrorKind::FillDisabled);
        }
        Ok(())
    }
}
