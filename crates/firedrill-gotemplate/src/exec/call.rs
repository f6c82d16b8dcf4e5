//! Calls of functions and methods.

use firedrill_model::quote::quote;

use super::state::Place;
use super::{ExecError, Execution};
use crate::builtins::{self, Builtin, Special};
use crate::options::{GoVersion, MAX_NESTING, MAX_OUTPUT_BYTES};
use crate::tree::Operand;
use crate::value::{Kind, Method, Results, Signature, Type, Value};

/// What is called.
pub(super) enum Callee {
    Builtin(&'static Builtin),
    Function(&'static Signature),
    Method(&'static Method, Value),
}

impl Callee {
    fn signature(&self) -> &'static Signature {
        match self {
            Self::Builtin(builtin) => &builtin.signature,
            Self::Function(signature) => signature,
            Self::Method(method, _) => &method.signature,
        }
    }
}

impl<'t> Execution<'t, '_> {
    /// Calls the function of that name; the embedder's come first.
    pub(super) fn function(
        &mut self,
        dot: &Value,
        name: &str,
        place: Place<'t>,
        arguments: &'t [Operand],
        last: Option<Value>,
    ) -> Result<Value, ExecError> {
        let callee = match (self.functions.signature(name), builtins::find(name)) {
            (Some(signature), _) => Callee::Function(signature),
            (None, Some(builtin)) => Callee::Builtin(builtin),
            (None, None) => return Err(self.fail(format!("{} is not a defined function", quote(name)))),
        };
        self.call(dot, &callee, place, arguments, last)
    }

    pub(super) fn call(
        &mut self,
        dot: &Value,
        callee: &Callee,
        place: Place<'t>,
        arguments: &'t [Operand],
        last: Option<Value>,
    ) -> Result<Value, ExecError> {
        let signature = callee.signature();
        self.check_count(signature, arguments.len(), last.is_some())?;
        if let Callee::Builtin(Builtin { special: Some(Special::ShortCircuit { until }), .. }) = callee {
            return self.short_circuit(dot, *until, arguments, last);
        }
        let called =
            arguments.first().map(ToString::to_string).or_else(|| last.as_ref().map(shown_as_callee));
        let mut values = Vec::with_capacity(arguments.len() + 1);
        for argument in arguments {
            let ty = parameter(signature, values.len());
            let value = self.argument(dot, ty, argument)?;
            values.push(passed(value, ty));
        }
        if let Some(last) = last {
            let ty = parameter(signature, values.len());
            values.push(passed(self.validated(last, ty)?, ty));
        }
        let result = match callee {
            Callee::Builtin(Builtin { special: Some(Special::Call), .. }) => {
                builtins::call(&called.unwrap_or_default(), values, self.options.go)
            }
            Callee::Builtin(builtin) => (builtin.call)(&values, self.options.go),
            Callee::Function(signature) => self.functions.call(signature, &values),
            Callee::Method(_, receiver) if is_nil_pointer(receiver) => {
                Err("runtime error: invalid memory address or nil pointer dereference".to_owned())
            }
            Callee::Method(method, receiver) => (method.call)(receiver, &values),
        };
        match result {
            Ok(value) if value.length().is_some_and(|length| length > MAX_OUTPUT_BYTES) => {
                Err(self.fail(format!("the result is longer than {MAX_OUTPUT_BYTES} bytes")))
            }
            Ok(value) if value.nesting() > MAX_NESTING => {
                Err(self.fail(format!("the result holds more than {MAX_NESTING} values within each other")))
            }
            Ok(value) => Ok(value),
            Err(message) => {
                self.place = Some(place);
                Err(self.fail(format!("error calling {}: {message}", signature.name)))
            }
        }
    }

    fn check_count(&self, signature: &Signature, given: usize, piped: bool) -> Result<(), ExecError> {
        let name = signature.name;
        let total = given + usize::from(piped);
        let wanted = signature.params.len();
        if signature.variadic {
            if total < wanted - 1 {
                let message =
                    format!("wrong number of args for {name}: want at least {} got {given}", wanted - 1);
                return Err(self.fail(message));
            }
        } else if total != wanted {
            return Err(self.fail(format!("wrong number of args for {name}: want {wanted} got {total}")));
        }
        match signature.results {
            Results::Usable => Ok(()),
            results if self.options.go < GoVersion::Go1_26 => {
                let count = if let Results::Count(count) = results { count } else { 2 };
                let name = quote(name);
                Err(self.fail(format!("can't call method/function {name} with {count} results")))
            }
            Results::Count(count) => {
                Err(self.fail(format!("function {name} has {count} return values; should be 1 or 2")))
            }
            Results::SecondIs(ty) => Err(self.fail(format!(
                "invalid function signature for {name}: second return value should be error; is {ty}"
            ))),
        }
    }

    /// `and` and `or`: evaluates arguments up to the first whose truth is `until`.
    fn short_circuit(
        &mut self,
        dot: &Value,
        until: bool,
        arguments: &'t [Operand],
        last: Option<Value>,
    ) -> Result<Value, ExecError> {
        let mut value = Value::invalid();
        for argument in arguments {
            value = self.argument(dot, Some(&crate::value::REFLECT_VALUE), argument)?;
            if value.clone().indirect_interface().truth() == until {
                return Ok(value);
            }
        }
        Ok(last.unwrap_or(value))
    }
}

/// Whether a method would follow a pointer that is none.
fn is_nil_pointer(receiver: &Value) -> bool {
    receiver.is_nil() && matches!(receiver.kind(), Kind::Pointer(_) | Kind::Invalid)
}

/// The type of the argument at `index`.
fn parameter(signature: &Signature, index: usize) -> Option<&'static Type> {
    signature.params.get(index).or(signature.params.last()).copied()
}

/// An argument as the function sees it: of the parameter's type, or what an interface holds.
fn passed(value: Value, ty: Option<&'static Type>) -> Value {
    match ty {
        Some(ty) if matches!(ty.kind, Kind::Interface) => value.indirect_interface(),
        Some(ty) if matches!(ty.kind, Kind::ReflectValue) => value,
        Some(ty) => Value::new(ty, value.data().clone()),
        None => value,
    }
}

/// What `call` names a function that came through a pipe.
fn shown_as_callee(value: &Value) -> String {
    match value.kind() {
        Kind::String => value.text(),
        Kind::Invalid => "<invalid Value>".to_owned(),
        _ => format!("<{} Value>", value.ty().name),
    }
}
