//! Pipelines, commands and operands.

use firedrill_model::quote::quote;

use super::ParseError;
use super::number::parse_number;
use super::parser::Parser;
use super::unquote::unquote;
use crate::lex::{Item, ItemKind};
use crate::options::MAX_PARENTHESES;
use crate::tree::{Command, Operand, OperandKind, Pipeline};

impl<'a> Parser<'a> {
    /// Parses up to `end`, which is consumed.
    pub(super) fn pipeline(&mut self, context: &str, end: ItemKind) -> Result<Pipeline, ParseError> {
        let position = self.peek_non_space().position;
        let mut pipeline = Pipeline { position, assigns: false, variables: Vec::new(), commands: Vec::new() };
        self.declarations(context, &mut pipeline)?;
        loop {
            let item = self.next_non_space();
            match item.kind {
                kind if kind == end => break,
                ItemKind::Bool
                | ItemKind::CharacterConstant
                | ItemKind::Complex
                | ItemKind::Dot
                | ItemKind::Field
                | ItemKind::Identifier
                | ItemKind::Number
                | ItemKind::Nil
                | ItemKind::RawString
                | ItemKind::String
                | ItemKind::Variable
                | ItemKind::LeftParenthesis => {
                    self.backup();
                    let command = self.command()?;
                    pipeline.commands.push(command);
                }
                _ => return Err(self.unexpected(&item, context)),
            }
        }
        self.check_pipeline(&pipeline, context)?;
        Ok(pipeline)
    }

    /// Reads `$x :=`, `$x =` or, for `range`, `$x, $y :=`.
    fn declarations(&mut self, context: &str, pipeline: &mut Pipeline) -> Result<(), ParseError> {
        loop {
            let variable = self.peek_non_space();
            if variable.kind != ItemKind::Variable {
                return Ok(());
            }
            self.next();
            // The space has to be given back too if the variable turns out to be an operand.
            let after = self.peek();
            let next = self.peek_non_space();
            match next.kind {
                ItemKind::Assign | ItemKind::Declare => {
                    pipeline.assigns = next.kind == ItemKind::Assign;
                    self.next_non_space();
                    self.declare(&variable, pipeline);
                    return Ok(());
                }
                ItemKind::Character if next.value == "," => {
                    self.next_non_space();
                    self.declare(&variable, pipeline);
                    if context != "range" || pipeline.variables.len() >= 2 {
                        return Err(self.error(format!("too many declarations in {context}")));
                    }
                    let another = self.peek_non_space().kind;
                    let goes_on = matches!(
                        another,
                        ItemKind::Variable | ItemKind::RightDelimiter | ItemKind::RightParenthesis
                    );
                    if !goes_on {
                        return Err(self.error("range can only initialize variables"));
                    }
                }
                _ if after.kind == ItemKind::Space => {
                    self.backup3(variable, after);
                    return Ok(());
                }
                _ => {
                    self.backup2(variable);
                    return Ok(());
                }
            }
        }
    }

    fn declare(&mut self, variable: &Item<'a>, pipeline: &mut Pipeline) {
        pipeline.variables.push(variable.value.clone().into_owned());
        self.scope.variables.push(variable.value.clone().into_owned());
    }

    fn check_pipeline(&self, pipeline: &Pipeline, context: &str) -> Result<(), ParseError> {
        if pipeline.commands.is_empty() {
            return Err(self.error(format!("missing value for {context}")));
        }
        let constant = |command: &Command| {
            matches!(
                command.operands[0].kind,
                OperandKind::Bool(_)
                    | OperandKind::Dot
                    | OperandKind::Nil
                    | OperandKind::Number(_)
                    | OperandKind::String { .. }
            )
        };
        match pipeline.commands.iter().skip(1).position(constant) {
            Some(index) => Err(self.error(format!("non executable command in pipeline stage {}", index + 2))),
            None => Ok(()),
        }
    }

    /// Operands up to a pipe, which is consumed, or to the end of the pipeline, which is not.
    fn command(&mut self) -> Result<Command, ParseError> {
        let position = self.peek_non_space().position;
        let mut operands = Vec::new();
        loop {
            self.peek_non_space();
            operands.extend(self.operand()?);
            let item = self.next();
            match item.kind {
                ItemKind::Space => continue,
                ItemKind::RightDelimiter | ItemKind::RightParenthesis => self.backup(),
                ItemKind::Pipe => {}
                _ => return Err(self.unexpected(&item, "operand")),
            }
            break;
        }
        if operands.is_empty() {
            return Err(self.error("empty command"));
        }
        Ok(Command { position, operands })
    }

    /// A term and the fields after it; nothing if the next token starts no term.
    fn operand(&mut self) -> Result<Option<Operand>, ParseError> {
        let Some(term) = self.term()? else {
            return Ok(None);
        };
        let position = self.peek().position;
        let mut fields = Vec::new();
        while self.peek().kind == ItemKind::Field {
            fields.push(self.next().value[1..].to_owned());
        }
        if fields.is_empty() {
            return Ok(Some(term));
        }
        let kind = match term.kind {
            OperandKind::Field(mut words) => {
                words.append(&mut fields);
                OperandKind::Field(words)
            }
            OperandKind::Variable(mut words) => {
                words.append(&mut fields);
                OperandKind::Variable(words)
            }
            OperandKind::Bool(_)
            | OperandKind::String { .. }
            | OperandKind::Number(_)
            | OperandKind::Nil
            | OperandKind::Dot => {
                let term = quote(&term.to_string());
                return Err(self.error(format!("unexpected . after term {term}")));
            }
            OperandKind::Identifier(_)
            | OperandKind::Chain(..)
            | OperandKind::Pipeline(_)
            | OperandKind::Escaper(_) => OperandKind::Chain(Box::new(term), fields),
        };
        Ok(Some(Operand { position, kind }))
    }

    fn term(&mut self) -> Result<Option<Operand>, ParseError> {
        let item = self.next_non_space();
        let kind = match item.kind {
            ItemKind::Identifier => {
                if !(self.knows)(&item.value) {
                    return Err(self.error(format!("function {} not defined", quote(&item.value))));
                }
                OperandKind::Identifier(item.value.into_owned())
            }
            ItemKind::Dot => OperandKind::Dot,
            ItemKind::Nil => OperandKind::Nil,
            ItemKind::Variable => {
                if !self.scope.variables.iter().any(|name| *name == item.value) {
                    return Err(self.error(format!("undefined variable {}", quote(&item.value))));
                }
                OperandKind::Variable(vec![item.value.into_owned()])
            }
            ItemKind::Field => OperandKind::Field(vec![item.value[1..].to_owned()]),
            ItemKind::Bool => OperandKind::Bool(item.value == "true"),
            ItemKind::CharacterConstant | ItemKind::Complex | ItemKind::Number => {
                let number = parse_number(&item.value, item.kind).map_err(|text| self.error(text))?;
                OperandKind::Number(number)
            }
            ItemKind::LeftParenthesis => {
                if self.scope.parenthesis_depth >= MAX_PARENTHESES {
                    return Err(self.error("max expression depth exceeded"));
                }
                self.scope.parenthesis_depth += 1;
                let pipeline = self.pipeline("parenthesized pipeline", ItemKind::RightParenthesis)?;
                self.scope.parenthesis_depth -= 1;
                return Ok(Some(Operand {
                    position: pipeline.position,
                    kind: OperandKind::Pipeline(pipeline),
                }));
            }
            ItemKind::String | ItemKind::RawString => {
                let text = unquote(&item.value).ok_or_else(|| self.error("invalid syntax"))?;
                OperandKind::String { quoted: item.value.into_owned(), text }
            }
            _ => {
                self.backup();
                return Ok(None);
            }
        };
        Ok(Some(Operand { position: item.position, kind }))
    }
}
