//! Pipelines, commands and the terms that start them.

use super::state::Place;
use super::{ExecError, Execution};
use crate::tree::{Command, Number, Operand, OperandKind, Pipeline};
use crate::value::{Kind, Value};

impl<'t> Execution<'t, '_> {
    /// Evaluates a pipeline and sets its variables.
    pub(super) fn pipeline(&mut self, dot: &Value, pipeline: &'t Pipeline) -> Result<Value, ExecError> {
        self.place = Some(Place::Pipeline(pipeline));
        let mut last = None;
        for command in &pipeline.commands {
            let value = self.command(dot, command, last)?;
            // Only what an interface holds goes on.
            last = Some(if matches!(value.kind(), Kind::Interface) { value.element() } else { value });
        }
        let value = last.unwrap_or_else(Value::invalid);
        for variable in &pipeline.variables {
            if pipeline.assigns {
                self.set_variable(variable, value.clone())?;
            } else {
                self.variables.push((variable, value.clone()));
            }
        }
        Ok(value)
    }

    /// `last` is the value of the command before this one in the pipeline.
    fn command(
        &mut self,
        dot: &Value,
        command: &'t Command,
        last: Option<Value>,
    ) -> Result<Value, ExecError> {
        let first = &command.operands[0];
        let arguments = &command.operands[1..];
        match &first.kind {
            OperandKind::Field(words) => {
                self.place = Some(Place::Operand(first));
                self.field_chain(dot, dot.clone(), first, words, arguments, last)
            }
            OperandKind::Chain(operand, words) => self.chain(dot, first, operand, words, arguments, last),
            OperandKind::Identifier(name) => {
                self.place = Some(Place::Operand(first));
                self.function(dot, name, Place::Command(command), arguments, last)
            }
            OperandKind::Pipeline(pipeline) => {
                self.check_no_arguments(first, arguments, last.as_ref())?;
                self.pipeline(dot, pipeline)
            }
            OperandKind::Variable(words) => self.variable_chain(dot, first, words, arguments, last),
            OperandKind::Escaper(escaper) => {
                let escaped = escaper.apply(last.unwrap_or_else(Value::invalid), self.options.go);
                Ok(Value::string(escaped))
            }
            OperandKind::Dot
            | OperandKind::Nil
            | OperandKind::Bool(_)
            | OperandKind::Number(_)
            | OperandKind::String { .. } => {
                self.place = Some(Place::Operand(first));
                self.check_no_arguments(first, arguments, last.as_ref())?;
                self.constant(dot, first)
            }
        }
    }

    fn constant(&mut self, dot: &Value, operand: &'t Operand) -> Result<Value, ExecError> {
        match &operand.kind {
            OperandKind::Dot => Ok(dot.clone()),
            OperandKind::Bool(value) => Ok(Value::bool(*value)),
            OperandKind::Number(number) => self.ideal_constant(operand, number),
            OperandKind::String { text, .. } => Ok(Value::string(text)),
            _ => Err(self.fail("nil is not a command")),
        }
    }

    fn check_no_arguments(
        &self,
        operand: &Operand,
        arguments: &[Operand],
        last: Option<&Value>,
    ) -> Result<(), ExecError> {
        if arguments.is_empty() && last.is_none() {
            return Ok(());
        }
        Err(self.fail(format!("can't give argument to non-function {operand}")))
    }

    /// The value of a number where nothing says what type it should have.
    pub(super) fn ideal_constant(
        &mut self,
        operand: &'t Operand,
        number: &Number,
    ) -> Result<Value, ExecError> {
        self.place = Some(Place::Operand(operand));
        if let Some((real, imaginary)) = number.complex {
            return Ok(Value::complex(real, imaginary));
        }
        match (number.float, number.int) {
            (Some(value), _) if looks_like_float(&number.text) => Ok(Value::float(value)),
            (_, Some(value)) => Ok(Value::int(value)),
            _ => Err(self.fail(format!("{} overflows int", number.text))),
        }
    }

    pub(super) fn variable_chain(
        &mut self,
        dot: &Value,
        operand: &'t Operand,
        words: &'t [String],
        arguments: &'t [Operand],
        last: Option<Value>,
    ) -> Result<Value, ExecError> {
        self.place = Some(Place::Operand(operand));
        let value = self.variable(&words[0])?;
        if words.len() == 1 {
            self.check_no_arguments(operand, arguments, last.as_ref())?;
            return Ok(value);
        }
        self.field_chain(dot, value, operand, &words[1..], arguments, last)
    }

    /// Fields of a parenthesised pipeline or function result.
    pub(super) fn chain(
        &mut self,
        dot: &Value,
        whole: &'t Operand,
        operand: &'t Operand,
        words: &'t [String],
        arguments: &'t [Operand],
        last: Option<Value>,
    ) -> Result<Value, ExecError> {
        self.place = Some(Place::Operand(whole));
        let receiver = self.argument(dot, None, operand)?;
        self.field_chain(dot, receiver, whole, words, arguments, last)
    }
}

/// Whether a constant's text says that it is a float: has a point or an exponent.
fn looks_like_float(text: &str) -> bool {
    let bytes = text.as_bytes();
    let hexadecimal = matches!(bytes, [b'0', b'x' | b'X', _, ..]);
    let hexadecimal_integer = hexadecimal && !text.contains(['p', 'P']);
    !hexadecimal_integer && !text.starts_with('\'') && text.contains(['.', 'e', 'E', 'p', 'P'])
}
