//! What is printed reads back as the same tree.

use firedrill_promql::syntax::{self, Expr};
use firedrill_promql::{Dialect, Features};

use crate::corpus::expressions;
use crate::erase::{Detail, described};
use crate::report::Report;

fn parsed(text: &str) -> Result<Expr, syntax::ParseError> {
    syntax::parse(text, &Dialect::V3, &Features::ALL)
}

/// What upstream prints so that it reads back as something else.
const LOSSY: &[&str] = &[
    // `info(a, {})`: empty matchers print as nothing.
    ", )", // `Inf ^ 2`: the printed sign binds looser than the operator.
    "+Inf ^",
    // `a[1e-4]`: less than a millisecond prints as no time at all, which no range may have.
    "[0s",
];

fn is_lossy(printed: &str) -> bool {
    LOSSY.iter().any(|piece| printed.contains(piece))
}

#[test]
fn printing_and_parsing_is_the_identity() {
    let expressions = expressions();
    let mut report = Report::default();
    for text in &expressions {
        let Ok(expr) = parsed(text) else { continue };
        let printed = expr.to_string();
        if is_lossy(&printed) {
            continue;
        }
        for form in [printed, expr.pretty()] {
            let again = parsed(&form).map_err(|error| format!("{form}: {error}"));
            report.equal(
                text,
                &again.map(|again| described(&again, Detail::Full)),
                &Ok(described(&expr, Detail::Full)),
            );
        }
    }
    report.finish("printed forms");
}

/// Where upstream's range of a node is not the text of the node: it stops before `anchored` and
/// `smoothed`, and may run into the token after an offset in parentheses.
const UNUSUAL_RANGES: &[&str] = &["anchored", "smoothed", "offset (", "offset -("];

#[test]
fn every_node_covers_its_text() {
    let expressions = expressions();
    let mut report = Report::default();
    for text in &expressions {
        let Ok(expr) = parsed(text) else { continue };
        for node in expr.walk() {
            let piece = node.span.text(text);
            let want = node.to_string();
            // The matchers of `info` may select nothing on their own.
            if UNUSUAL_RANGES.iter().any(|unusual| want.contains(unusual)) || text.contains("info(") {
                continue;
            }
            let got = parsed(piece).map(|alone| alone.to_string()).map_err(|error| error.to_string());
            report.equal(&format!("{piece:?} of {text}"), &got, &Ok(want));
        }
    }
    report.finish("spans");
}
