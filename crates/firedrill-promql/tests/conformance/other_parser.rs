//! The tree equals that of the `promql-parser` crate wherever that accepts.

use std::panic::catch_unwind;

use firedrill_promql::syntax::{self, Expr};
use firedrill_promql::{Dialect, Features};

use crate::corpus::expressions;
use crate::erase::{Detail, described};
use crate::report::Report;

/// What Prometheus refuses and the other parser lets through.
const REFUSED_HERE: &[&str] = &[
    "duration out of range",
    "duration must be greater than 0",
    "value out of range",
    "timestamp out of bounds",
    // The `regex` crate knows more than Go's.
    "error parsing regexp: invalid nested repetition operator",
    "invalid label name for grouping: \"\"",
    // It drops a unary plus before it checks types.
    "unary expression only allowed on expressions of type scalar or instant vector",
];

/// It reads a byte escape as a character.
const BYTE_ESCAPE: &str = "\\x";

#[test]
fn trees_equal_those_of_promql_parser() {
    let expressions = expressions();
    let mut report = Report::default();
    for text in expressions.iter().filter(|text| !text.contains(BYTE_ESCAPE)) {
        // It panics on some of the queries that are invalid on purpose.
        let Ok(Ok(foreign)) = catch_unwind(|| promql_parser::parser::parse(text)) else { continue };
        let theirs = Expr::try_from(foreign);
        match (syntax::parse(text, &Dialect::V3, &Features::ALL), theirs) {
            (Ok(ours), Ok(theirs)) => {
                let ours = described(&ours, Detail::Foreign);
                report.equal(text, &ours, &described(&theirs, Detail::Foreign));
            }
            (Err(ours), Ok(theirs)) => {
                let ours = ours.to_string();
                let is_known = REFUSED_HERE.iter().any(|known| ours.contains(known));
                report.equal(text, &ours, &if is_known { ours.clone() } else { theirs.to_string() });
            }
            // What is left to check after their parser has checked the types.
            (ours, Err(theirs)) => {
                let ours = ours.map(drop).map_err(|error| error.kind.to_string());
                report.equal(text, &ours, &Err(theirs.to_string()));
            }
        }
    }
    report.finish("promql-parser");
}
