//! The reference page of the functions.

use std::fmt::Write as _;

use super::{Availability, FUNCTIONS, Function};
use crate::syntax::ValueType;

/// The page `docs/reference/functions.md`, generated from the table.
pub fn reference_page() -> String {
    let mut page = String::from(
        "# PromQL functions\n\n\
         Generated from the table of functions; `UPDATE=1 cargo test -p firedrill-promql` writes it anew.\n\
         *Experimental* functions need the feature `promql-experimental-functions`. Every function has a\n\
         script of examples with the answers of Prometheus in\n\
         `crates/firedrill-promql/tests/fixtures/functions/`.\n\n\
         | function | gives | |\n|---|---|---|\n",
    );
    for function in FUNCTIONS {
        row(&mut page, function);
    }
    page
}

fn row(page: &mut String, function: &Function) {
    let mut notes = Vec::new();
    match function.availability {
        Availability::Always => {}
        Availability::Since3 => notes.push("since Prometheus 3"),
        Availability::Until3 => notes.push("only before Prometheus 3"),
    }
    if function.experimental {
        notes.push("experimental");
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" *({})*", notes.join(", ")) };
    let (signature, returns) = (signature(function), type_name(function.returns));
    writeln!(page, "| `{signature}` | {returns} | {}{notes} |", function.summary)
        .expect("a string takes any text");
}

/// `round(instant vector, [scalar])`.
fn signature(function: &Function) -> String {
    let mut arguments: Vec<String> = function.args.iter().map(|it| type_name(*it).to_owned()).collect();
    if let Some(last) = arguments.last_mut().filter(|_| function.variadic != 0) {
        *last = match function.variadic {
            1 => format!("[{last}]"),
            _ => format!("{last}…"),
        };
    }
    format!("{}({})", function.name, arguments.join(", "))
}

fn type_name(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Scalar => "scalar",
        ValueType::InstantVector => "instant vector",
        ValueType::RangeVector => "range vector",
        ValueType::String => "string",
    }
}
