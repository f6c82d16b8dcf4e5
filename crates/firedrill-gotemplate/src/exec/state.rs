//! The state of an execution.

use std::fmt;

use firedrill_model::quote::quote;

use super::ExecError;
use super::control::Frame;
use crate::functions::Functions;
use crate::options::{MAX_OUTPUT_BYTES, Options};
use crate::template::Template;
use crate::tree::{Command, Operand, Pipeline, TemplateCall, Tree};
use crate::value::Value;

/// What was last looked at: errors point there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'t> {
    Pipeline(&'t Pipeline),
    Command(&'t Command),
    Operand(&'t Operand),
    Template(usize, &'t TemplateCall),
}

impl Place<'_> {
    fn position(&self) -> usize {
        match self {
            Self::Pipeline(pipeline) => pipeline.position,
            Self::Command(command) => command.position,
            Self::Operand(operand) => operand.position,
            Self::Template(position, _) => *position,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pipeline(pipeline) => pipeline.fmt(formatter),
            Self::Command(command) => command.fmt(formatter),
            Self::Operand(operand) => operand.fmt(formatter),
            Self::Template(_, call) => call.fmt(formatter),
        }
    }
}

/// One run of a template.
pub(crate) struct Execution<'t, 'f> {
    pub(super) template: &'t Template,
    pub(super) options: Options,
    pub(super) functions: &'f mut dyn Functions,
    pub(super) out: Vec<u8>,
    /// The template being executed.
    pub(super) tree: &'t Tree,
    pub(super) place: Option<Place<'t>>,
    pub(super) variables: Vec<(&'t str, Value)>,
    /// Where the variables of the current template start.
    pub(super) base: usize,
    pub(super) frames: Vec<Frame<'t>>,
    /// Templates called by templates.
    pub(super) depth: usize,
}

impl<'t, 'f> Execution<'t, 'f> {
    /// Executes `tree` with `data` as dot.
    ///
    /// # Errors
    /// The text Go gives.
    pub(crate) fn run(
        template: &'t Template,
        tree: &'t Tree,
        functions: &'f mut dyn Functions,
        data: Value,
    ) -> Result<Vec<u8>, ExecError> {
        let mut execution = Self {
            template,
            options: template.options(),
            functions,
            out: Vec::new(),
            tree,
            place: None,
            variables: vec![("$", data.clone())],
            base: 0,
            frames: Vec::new(),
            depth: 0,
        };
        execution.walk(data)?;
        Ok(execution.out)
    }

    pub(super) fn fail(&self, message: impl fmt::Display) -> ExecError {
        let name = &self.tree.name;
        let Some(place) = self.place else {
            return ExecError::new(format!("template: {name}: {message}"));
        };
        let location = self.tree.location(place.position());
        let name = quote(name);
        ExecError::new(format!("template: {location}: executing {name} at <{place}>: {message}"))
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), ExecError> {
        if self.out.len() + bytes.len() > MAX_OUTPUT_BYTES {
            return Err(self.fail(format!("the result is longer than {MAX_OUTPUT_BYTES} bytes")));
        }
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    pub(super) fn variable(&self, name: &str) -> Result<Value, ExecError> {
        match self.variables[self.base..].iter().rev().find(|(other, _)| *other == name) {
            Some((_, value)) => Ok(value.clone()),
            None => Err(self.fail(format!("undefined variable: {name}"))),
        }
    }

    pub(super) fn set_variable(&mut self, name: &str, value: Value) -> Result<(), ExecError> {
        match self.variables[self.base..].iter_mut().rev().find(|(other, _)| *other == name) {
            Some((_, slot)) => {
                *slot = value;
                Ok(())
            }
            None => Err(self.fail(format!("undefined variable: {name}"))),
        }
    }
}
