//! The functions Prometheus adds to the language.

use firedrill_model::Timestamp;

use super::Dialect;
use super::query::QuerySample;
use super::text_functions::TEXT_FUNCTIONS;
use super::time_functions::TIME_FUNCTIONS;
use super::value_functions::VALUE_FUNCTIONS;
use crate::functions::Functions;
use crate::library::Regexps;
use crate::value::{Signature, Value};

/// The vector that an instant query results in, or the text of its error.
pub type QueryAnswer = Result<Vec<QuerySample>, String>;

/// What a template can ask of the world around it.
pub struct Environment<'a> {
    /// Evaluates an instant query at a time; the error is the text Prometheus gives.
    pub query: &'a mut dyn FnMut(&str, Timestamp) -> QueryAnswer,
    /// When the rule is evaluated.
    pub now: Timestamp,
    /// For the functions `externalURL` and `pathPrefix`. Absent under `promtool test rules`, where
    /// they fail.
    pub external_url: Option<&'a str>,
}

/// A function, and since when there is it.
pub(super) struct Function {
    pub(super) signature: Signature,
    pub(super) since: Dialect,
    pub(super) call: Call,
}

pub(super) type Call = fn(&mut Context<'_, '_>, &[Value]) -> Result<Value, String>;

/// What a function works with besides its arguments.
pub(super) struct Context<'e, 'a> {
    pub(super) environment: &'e mut Environment<'a>,
    pub(super) dialect: Dialect,
    pub(super) regexps: &'e Regexps,
}

/// Every function of the dialect.
fn functions() -> impl Iterator<Item = &'static Function> {
    VALUE_FUNCTIONS.iter().chain(TEXT_FUNCTIONS).chain(TIME_FUNCTIONS)
}

fn find(name: &str, dialect: Dialect) -> Option<&'static Function> {
    functions().find(|function| function.signature.name == name && function.since <= dialect)
}

/// Whether Prometheus has a function of that name beside the built-in ones.
pub(super) fn knows(name: &str, dialect: Dialect) -> bool {
    find(name, dialect).is_some()
}

/// The names of the functions Prometheus adds, sorted.
pub fn function_names(dialect: Dialect) -> Vec<&'static str> {
    let mut names: Vec<&str> = functions()
        .filter(|function| function.since <= dialect)
        .map(|function| function.signature.name)
        .collect();
    names.sort_unstable();
    names
}

impl Functions for Context<'_, '_> {
    fn signature(&self, name: &str) -> Option<&'static Signature> {
        find(name, self.dialect).map(|function| &function.signature)
    }

    fn call(&mut self, signature: &'static Signature, arguments: &[Value]) -> Result<Value, String> {
        match find(signature.name, self.dialect) {
            Some(function) => (function.call)(self, arguments),
            None => Err(format!("{} is not a defined function", signature.name)),
        }
    }
}
