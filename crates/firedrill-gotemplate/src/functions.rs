//! What an embedder adds to the language.

use crate::value::{Signature, Value};

/// The functions of a program. One that has the name of a built-in function replaces it.
pub trait Functions {
    /// The function of that name.
    fn signature(&self, name: &str) -> Option<&'static Signature>;

    /// Calls a function; the arguments suit its signature. A parameter of interface type gets what the
    /// interface holds, or no value for nil.
    ///
    /// # Errors
    /// The text of the error, which ends the execution.
    fn call(&mut self, signature: &'static Signature, arguments: &[Value]) -> Result<Value, String>;
}

/// No functions but the built-in ones.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFunctions;

impl Functions for NoFunctions {
    fn signature(&self, _name: &str) -> Option<&'static Signature> {
        None
    }

    fn call(&mut self, signature: &'static Signature, _arguments: &[Value]) -> Result<Value, String> {
        Err(format!("{} is not a defined function", signature.name))
    }
}
