//! The table of built-in functions.

use super::{comparison, element, escape};
use crate::format::{sprint, sprintf, sprintln};
use crate::options::GoVersion;
use crate::value::{ANY, REFLECT_VALUE, STRING, Signature, Type, Value};

/// A built-in function.
#[derive(Debug)]
pub(crate) struct Builtin {
    pub(crate) signature: Signature,
    pub(crate) call: fn(&[Value], GoVersion) -> Result<Value, String>,
    pub(crate) special: Option<Special>,
}

/// Functions that need more than their arguments' values.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Special {
    /// Evaluates its arguments up to the first whose truth is `until`.
    ShortCircuit { until: bool },
    /// Names its first argument in errors.
    Call,
}

const REST: &[&Type] = &[&ANY];
const ONE: &[&Type] = &[&REFLECT_VALUE];
const TWO: &[&Type] = &[&REFLECT_VALUE, &REFLECT_VALUE];

const fn fixed(
    name: &'static str,
    params: &'static [&'static Type],
    call: fn(&[Value], GoVersion) -> Result<Value, String>,
) -> Builtin {
    Builtin { signature: Signature::fixed(name, params), call, special: None }
}

const fn variadic(
    name: &'static str,
    params: &'static [&'static Type],
    call: fn(&[Value], GoVersion) -> Result<Value, String>,
) -> Builtin {
    Builtin { signature: Signature::variadic(name, params), call, special: None }
}

const fn special(name: &'static str, special: Special) -> Builtin {
    Builtin { special: Some(special), ..variadic(name, TWO, |_, _| Ok(Value::invalid())) }
}

/// The text of its arguments: stands for a function of the language that escapes, where its arguments are
/// taken from it. Templates cannot call it.
pub(crate) const EVALUATE: &str = "_eval_args_";

/// Sorted by name.
static BUILTINS: [Builtin; 20] = [
    variadic(EVALUATE, REST, |arguments, _| Ok(Value::string(escape::evaluated(arguments)))),
    special("and", Special::ShortCircuit { until: false }),
    special("call", Special::Call),
    variadic("eq", TWO, comparison::eq),
    fixed("ge", TWO, comparison::ge),
    fixed("gt", TWO, comparison::gt),
    variadic("html", REST, |arguments, _| Ok(Value::string(escape_html_of(arguments)))),
    variadic("index", TWO, element::index),
    variadic("js", REST, |arguments, _| Ok(Value::string(escape::escape_js(&escape::joined(arguments))))),
    fixed("le", TWO, comparison::le),
    fixed("len", ONE, element::length),
    fixed("lt", TWO, comparison::lt),
    fixed("ne", TWO, comparison::ne),
    fixed("not", ONE, |arguments, _| Ok(Value::bool(!truth(&arguments[0])))),
    special("or", Special::ShortCircuit { until: true }),
    variadic("print", REST, |arguments, _| Ok(Value::string(sprint(arguments)))),
    variadic("printf", &[&STRING, &ANY], |arguments, _| {
        Ok(Value::string(sprintf(arguments[0].as_bytes().unwrap_or_default(), &arguments[1..])))
    }),
    variadic("println", REST, |arguments, _| Ok(Value::string(sprintln(arguments)))),
    variadic("slice", TWO, element::slice),
    variadic("urlquery", REST, |arguments, _| {
        Ok(Value::string(escape::escape_query(&escape::joined(arguments))))
    }),
];

fn escape_html_of(arguments: &[Value]) -> Vec<u8> {
    escape::escape_html(&escape::joined(arguments))
}

fn truth(value: &Value) -> bool {
    value.clone().indirect_interface().truth()
}

/// Whether templates may call a built-in function of that name.
pub(crate) fn knows(name: &str) -> bool {
    name != EVALUATE && find(name).is_some()
}

/// The built-in function of that name.
pub(crate) fn find(name: &str) -> Option<&'static Builtin> {
    let position = BUILTINS.binary_search_by_key(&name, |builtin| builtin.signature.name).ok()?;
    Some(&BUILTINS[position])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_sorted_by_name() {
        assert!(BUILTINS.is_sorted_by_key(|builtin| builtin.signature.name));
    }
}
