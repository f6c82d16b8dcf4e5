//! The functions Alertmanager adds to the language.

use super::Version;
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

/// What there was in 0.25; everything else came later.
const IN_0_25: [&str; 8] =
    ["join", "match", "reReplaceAll", "safeHtml", "stringSlice", "title", "toLower", "toUpper"];

fn find(name: &str, version: Version) -> Option<&'static Function> {
    let exists = version > Version::V0_25 || IN_0_25.contains(&name);
    functions().find(|function| exists && function.signature.name == name)
}

/// Whether Alertmanager has a function of that name beside the built-in ones.
pub(super) fn knows(name: &str, version: Version) -> bool {
    find(name, version).is_some()
}

/// The names of the functions Alertmanager adds, sorted.
pub fn function_names(version: Version) -> Vec<&'static str> {
    let names = functions().map(|function| function.signature.name);
    let mut names: Vec<&str> = names.filter(|name| knows(name, version)).collect();
    names.sort_unstable();
    names
}

impl Functions for Rendering<'_> {
    fn signature(&self, name: &str) -> Option<&'static Signature> {
        find(name, self.version()).map(|function| &function.signature)
    }

    fn call(&mut self, signature: &'static Signature, arguments: &[Value]) -> Result<Value, String> {
        match find(signature.name, self.version()) {
            Some(function) => (function.call)(self, arguments),
            None => Err(format!("{} is not a defined function", signature.name)),
        }
    }
}
