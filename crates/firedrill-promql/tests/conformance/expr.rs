//! Expressions as promtool formats them, or why it refuses them.

use firedrill_promql::{Dialect, Features, syntax};

use crate::report::Report;
use crate::shared::{folder, rows, text};

/// What `promtool promql format` prints on one of its streams.
fn format(expr: &str, features: Features) -> String {
    match syntax::parse(expr, &Dialect::V3, &features) {
        Ok(expr) => expr.pretty(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn formats_as_promtool() {
    let Some(folder) = folder("expr") else { return };
    let all = Features { delayed_name_removal: false, ..Features::ALL };
    let mut report = Report::default();
    for row in rows(&folder.join("expr-format.jsonl")) {
        let expr = text(&row, "expr");
        let field = if row["rc"] == 0 { "out" } else { "err" };
        let want = text(&row, field).trim_end_matches('\n').to_owned();
        let flags = text(&row, "flags");
        if flags != "all" {
            report.equal(expr, &format(expr, Features::SERVER_DEFAULT), &want);
        }
        if flags != "none" {
            report.equal(expr, &format(expr, all), &want);
        }
    }
    report.finish("expr-format.jsonl");
}

#[test]
fn checks_as_promtool_2_42() {
    let Some(folder) = folder("expr") else { return };
    let mut report = Report::default();
    for row in rows(&folder.join("expr-check-2.42.jsonl")) {
        let expr = text(&row, "expr");
        if expr.is_empty() {
            // `check rules` refuses a rule without an expression before parsing it.
            continue;
        }
        let got = syntax::parse(expr, &Dialect::V2_42, &Features::default());
        let got = got.err().map(|error| error.to_string()).unwrap_or_default();
        report.equal(expr, &got, &text(&row, "err").to_owned());
    }
    report.finish("expr-check-2.42.jsonl");
}
