//! Arguments of functions and methods.

use super::state::Place;
use super::{ExecError, Execution};
use crate::tree::{Operand, OperandKind};
use crate::value::{Data, Kind, Type, Value};

impl<'t> Execution<'t, '_> {
    /// Evaluates an operand for a parameter of type `ty`; without a type, anything goes.
    pub(super) fn argument(
        &mut self,
        dot: &Value,
        ty: Option<&'static Type>,
        operand: &'t Operand,
    ) -> Result<Value, ExecError> {
        self.place = Some(Place::Operand(operand));
        let value = match &operand.kind {
            OperandKind::Dot => dot.clone(),
            OperandKind::Nil => {
                return match ty {
                    Some(ty) if ty.can_be_nil() => Ok(Value::zero(ty)),
                    Some(ty) => Err(self.fail(format!("cannot assign nil to {}", ty.name))),
                    None => Ok(Value::invalid()),
                };
            }
            OperandKind::Field(words) => self.field_chain(dot, dot.clone(), operand, words, &[], None)?,
            OperandKind::Variable(words) => self.variable_chain(dot, operand, words, &[], None)?,
            OperandKind::Pipeline(pipeline) => self.pipeline(dot, pipeline)?,
            OperandKind::Identifier(name) => self.function(dot, name, Place::Operand(operand), &[], None)?,
            OperandKind::Chain(inner, words) => self.chain(dot, operand, inner, words, &[], None)?,
            OperandKind::Bool(_) | OperandKind::Number(_) | OperandKind::String { .. } => {
                return self.constant_argument(ty, operand);
            }
            OperandKind::Escaper(_) => unreachable!("an escaper ends a pipeline, and is no argument"),
        };
        self.validated(value, ty)
    }

    /// A constant takes the type of its parameter.
    fn constant_argument(
        &mut self,
        ty: Option<&'static Type>,
        operand: &'t Operand,
    ) -> Result<Value, ExecError> {
        let kind = ty.map_or(Kind::Interface, |ty| ty.kind);
        let number = match &operand.kind {
            OperandKind::Number(number) => Some(number),
            _ => None,
        };
        let (expected, data) = match (kind, &operand.kind) {
            (Kind::Interface | Kind::ReflectValue, OperandKind::Bool(value)) => {
                return Ok(Value::bool(*value));
            }
            (Kind::Interface | Kind::ReflectValue, OperandKind::String { text, .. }) => {
                return Ok(Value::string(text));
            }
            (Kind::Interface | Kind::ReflectValue, OperandKind::Number(number)) => {
                return self.ideal_constant(operand, number);
            }
            (Kind::Bool, OperandKind::Bool(value)) => ("bool", Some(Data::Bool(*value))),
            (Kind::String, OperandKind::String { text, .. }) => {
                ("string", Some(Data::String(text.as_slice().into())))
            }
            (Kind::Bool, _) => ("bool", None),
            (Kind::String, _) => ("string", None),
            (Kind::Complex, _) => {
                let complex = number.and_then(|number| number.complex);
                ("complex", complex.map(|(real, imaginary)| Data::Complex(real, imaginary)))
            }
            (Kind::Float, _) => ("float", number.and_then(|number| number.float).map(Data::Float)),
            (Kind::Int, _) => ("integer", number.and_then(|number| number.int).map(Data::Int)),
            (Kind::Uint, _) => ("unsigned integer", number.and_then(|number| number.uint).map(Data::Uint)),
            _ => {
                let name = ty.map_or("", |ty| ty.name);
                return Err(self.fail(format!("can't handle {operand} for arg of type {name}")));
            }
        };
        match (data, ty) {
            (Some(data), Some(ty)) => Ok(Value::new(ty, data)),
            _ => Err(self.fail(format!("expected {expected}; found {operand}"))),
        }
    }

    /// The value as one of type `ty`, following one pointer or interface if that helps.
    pub(super) fn validated(&self, value: Value, ty: Option<&'static Type>) -> Result<Value, ExecError> {
        let Some(ty) = ty else {
            return Ok(value);
        };
        if !value.is_valid() {
            if ty.can_be_nil() {
                return Ok(Value::zero(ty));
            }
            return Err(self.fail(format!("invalid value; expected {}", ty.name)));
        }
        if matches!(ty.kind, Kind::ReflectValue) || value.ty().assignable_to(ty) {
            return Ok(value);
        }
        let value =
            if matches!(value.kind(), Kind::Interface) && !value.is_nil() { value.element() } else { value };
        if value.ty().assignable_to(ty) {
            return Ok(value);
        }
        match value.kind() {
            Kind::Pointer(target) if target.assignable_to(ty) => {
                if value.is_nil() {
                    return Err(self.fail(format!("dereference of nil pointer of type {}", ty.name)));
                }
                Ok(value.element())
            }
            _ => {
                Err(self.fail(format!("wrong type for value; expected {}; got {}", ty.name, value.ty().name)))
            }
        }
    }
}
