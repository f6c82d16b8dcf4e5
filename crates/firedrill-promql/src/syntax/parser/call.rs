//! Calls.

use super::depth::Tree;
use super::stream::{Parser, Result};
use crate::functions::{Function, lookup};
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{Token, TokenKind};
use crate::syntax::suggestion::similar_name;

/// Expressions between parentheses.
pub(super) struct Arguments {
    pub(super) exprs: Vec<Expr>,
    /// Height of the highest, 0 without any.
    pub(super) height: usize,
    pub(super) close: Token,
}

impl Parser<'_> {
    /// A call; the name has been read, the parenthesis is next.
    pub(super) fn call(&mut self, name: Token) -> Result<Tree> {
        let arguments = self.arguments()?;
        let function = self.function(name)?;
        let span = name.span.to(arguments.close.span);
        let height = arguments.height + 1;
        self.check_height(height, span)?;
        let kind = ExprKind::Call(Call { function, args: arguments.exprs });
        Ok(Tree { expr: Expr { span, kind }, height })
    }

    fn function(&self, name: Token) -> Result<&'static Function> {
        let text = name.span.text(self.source());
        let Some(function) = lookup(text, &self.dialect) else {
            let mut error = self.error(name.span, ParseErrorKind::UnknownFunction(text.to_owned()));
            error.help = similar_name(text, &self.dialect, self.features);
            return Err(error);
        };
        if function.experimental && !self.features.experimental_functions {
            return self.fail(name.span, ParseErrorKind::FunctionDisabled(text.to_owned()));
        }
        Ok(function)
    }

    /// `(a, b)`
    pub(super) fn arguments(&mut self) -> Result<Arguments> {
        self.expect(TokenKind::LeftParen)?;
        let mut exprs = Vec::new();
        let mut height = 0;
        if let Some(close) = self.eat(TokenKind::RightParen)? {
            return Ok(Arguments { exprs, height, close });
        }
        loop {
            let argument = self.expression()?;
            height = height.max(argument.height);
            exprs.push(argument.expr);
            if let Some(close) = self.eat(TokenKind::RightParen)? {
                return Ok(Arguments { exprs, height, close });
            }
            let comma = self.expect(TokenKind::Comma)?;
            let next = self.peek()?.kind;
            if !self.starts_expression(next) {
                return self.fail(comma.span, ParseErrorKind::TrailingComma);
            }
        }
    }
}
