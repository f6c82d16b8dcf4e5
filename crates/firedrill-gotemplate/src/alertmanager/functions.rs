//! The functions Alertmanager adds to the language.

use super::list_functions::LIST_FUNCTIONS;
use super::notification::Rendering;
use super::text_functions::TEXT_FUNCTIONS;
use super::time_functions::TIME_FUNCTIONS;
use crate::functions::Functions;
use crate::value::{Signature, Type, Value};

pub(super) struct Function {
    pub(super) signature: Signature,
    pub(super) call: Call,
}

pub(super) type Call = fn(&mut Rendering<'_>, &[Value]) -> Result<Value, String>;

pub(super) const fn fixed(name: &'static str, params: &'static [&'static Type], call: Call) -> Function {
    Function { signature: Signature::fixed(name, params), call }
}

pub(super) const fn variadic(name: &'static str, params: &'static [&'static Type], call: Call) -> Function {
    Function { signature: Signature::variadic(name, params), call }
}

fn functions() -> impl Iterator<Item = &'static Function> {
    LIST_FUNCTIONS.iter().chain(TEXT_FUNCTIONS).chain(TIME_FUNCTIONS)
}

/// Whether Alertmanager has a function of that name beside the built-in ones.
pub(super) fn knows(name: &str) -> bool {
    functions().any(|function| function.signature.name == name)
}

/// The names of the functions Alertmanager adds, sorted.
pub fn function_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = functions().map(|function| function.signature.name).collect();
    names.sort_unstable();
    names
}

impl Functions for Rendering<'_> {
    fn signature(&self, name: &str) -> Option<&'static Signature> {
        functions().find(|function| function.signature.name == name).map(|function| &function.signature)
    }

    fn call(&mut self, signature: &'static Signature, arguments: &[Value]) -> Result<Value, String> {
        match functions().find(|function| function.signature.name == signature.name) {
            Some(function) => (function.call)(self, arguments),
            None => Err(format!("{} is not a defined function", signature.name)),
        }
    }
}
