//! Nodes as error texts quote them.

use std::fmt;

use firedrill_model::quote::quote;

use super::{Command, Operand, OperandKind, Pipeline, TemplateCall};

fn write_fields(formatter: &mut fmt::Formatter<'_>, fields: &[String]) -> fmt::Result {
    fields.iter().try_for_each(|field| write!(formatter, ".{field}"))
}

impl fmt::Display for Operand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            OperandKind::Dot => formatter.write_str("."),
            OperandKind::Nil => formatter.write_str("nil"),
            OperandKind::Bool(value) => write!(formatter, "{value}"),
            OperandKind::Number(number) => formatter.write_str(&number.text),
            OperandKind::String { quoted, .. } => formatter.write_str(quoted),
            OperandKind::Field(fields) => write_fields(formatter, fields),
            OperandKind::Variable(words) => formatter.write_str(&words.join(".")),
            OperandKind::Identifier(name) => formatter.write_str(name),
            OperandKind::Chain(operand, fields) => {
                match &operand.kind {
                    OperandKind::Pipeline(pipeline) => write!(formatter, "({pipeline})")?,
                    _ => write!(formatter, "{operand}")?,
                }
                write_fields(formatter, fields)
            }
            OperandKind::Pipeline(pipeline) => write!(formatter, "{pipeline}"),
            OperandKind::Escaper(escaper) => formatter.write_str(escaper.name),
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, operand) in self.operands.iter().enumerate() {
            if index > 0 {
                formatter.write_str(" ")?;
            }
            match &operand.kind {
                OperandKind::Pipeline(pipeline) => write!(formatter, "({pipeline})")?,
                _ => write!(formatter, "{operand}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Pipeline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.variables.is_empty() {
            let operator = if self.assigns { "=" } else { ":=" };
            write!(formatter, "{} {operator} ", self.variables.join(", "))?;
        }
        for (index, command) in self.commands.iter().enumerate() {
            if index > 0 {
                formatter.write_str(" | ")?;
            }
            write!(formatter, "{command}")?;
        }
        Ok(())
    }
}

impl fmt::Display for TemplateCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{{{{template {}", quote(&self.name))?;
        if let Some(pipeline) = &self.pipeline {
            write!(formatter, " {pipeline}")?;
        }
        formatter.write_str("}}")
    }
}
