//! Fields, map entries and methods.

use firedrill_model::quote::quote;

use super::call::Callee;
use super::state::Place;
use super::{ExecError, Execution};
use crate::options::MissingKey;
use crate::tree::Operand;
use crate::value::{Kind, STRING, Value};

impl<'t> Execution<'t, '_> {
    /// Walks `.A.B.C` from `receiver`; arguments belong to the last of them.
    pub(super) fn field_chain(
        &mut self,
        dot: &Value,
        receiver: Value,
        operand: &'t Operand,
        words: &'t [String],
        arguments: &'t [Operand],
        last: Option<Value>,
    ) -> Result<Value, ExecError> {
        let Some((final_word, leading)) = words.split_last() else {
            return Ok(receiver);
        };
        let mut value = receiver;
        for word in leading {
            value = self.field(dot, &value, word, operand, &[], None)?;
        }
        self.field(dot, &value, final_word, operand, arguments, last)
    }

    fn field(
        &mut self,
        dot: &Value,
        receiver: &Value,
        name: &'t str,
        operand: &'t Operand,
        arguments: &'t [Operand],
        last: Option<Value>,
    ) -> Result<Value, ExecError> {
        if !receiver.is_valid() {
            if self.options.missing_key == MissingKey::Error {
                return Err(self.fail(format!("nil data; no entry for key {}", quote(name))));
            }
            return Ok(Value::invalid());
        }
        let ty = receiver.ty();
        let (target, owner) = innermost(receiver);
        if target.is_nil() && matches!(target.kind(), Kind::Interface) {
            return Err(self.fail(format!("nil pointer evaluating {}.{name}", ty.name)));
        }
        let method = owner.ty().method(name).filter(|(method, _)| method.signature.since <= self.options.go);
        if let Some((method, of_target)) = method {
            let receiver = if of_target { owner.element() } else { owner };
            let callee = Callee::Method(method, receiver);
            return self.call(dot, &callee, Place::Operand(operand), arguments, last);
        }
        let has_arguments = !arguments.is_empty() || last.is_some();
        match target.kind() {
            Kind::Struct(fields) => {
                if let Some(field) = fields.iter().find(|field| field.name == name) {
                    if !field.exported() {
                        let message = format!("{name} is an unexported field of struct type {}", ty.name);
                        return Err(self.fail(message));
                    }
                    if has_arguments {
                        let message = format!("{name} has arguments but cannot be invoked as function");
                        return Err(self.fail(message));
                    }
                    return Ok(field.get(&target));
                }
            }
            Kind::Map(key, element) if STRING.assignable_to(key) => {
                if has_arguments {
                    return Err(self.fail(format!("{name} is not a method but has arguments")));
                }
                return match (target.entry(name), self.options.missing_key) {
                    (Some(value), _) => Ok(value),
                    (None, MissingKey::Invalid) => Ok(Value::invalid()),
                    (None, MissingKey::Zero) => Ok(Value::zero(element)),
                    (None, MissingKey::Error) => {
                        Err(self.fail(format!("map has no entry for key {}", quote(name))))
                    }
                };
            }
            Kind::Pointer(pointed) => {
                let known = match pointed.kind {
                    Kind::Struct(fields) => fields.iter().any(|field| field.name == name),
                    _ => true,
                };
                if known {
                    return Err(self.fail(format!("nil pointer evaluating {}.{name}", ty.name)));
                }
            }
            _ => {}
        }
        Err(self.fail(format!("can't evaluate field {name} in type {}", ty.name)))
    }
}

/// Follows pointers and interfaces to their end: that value, and the value whose methods count, which
/// is the last pointer on the way if there is one.
fn innermost(value: &Value) -> (Value, Value) {
    let mut target = value.clone();
    let mut owner = value.clone();
    while matches!(target.kind(), Kind::Pointer(_) | Kind::Interface) && !target.is_nil() {
        let next = target.element();
        owner = if matches!(target.kind(), Kind::Pointer(_)) { target } else { next.clone() };
        target = next;
    }
    (target, owner)
}
