//! Deep nesting ends in an error, never in an exhausted stack.

use super::{MAX_HEIGHT, MAX_NESTING, parse};
use crate::dialect::{Dialect, Features};
use crate::syntax::ast::Expr;
use crate::syntax::error::{ParseError, ParseErrorKind};

fn parsed(text: &str) -> Result<Expr, ParseError> {
    parse(text, &Dialect::V3, &Features::ALL)
}

/// Durations, to stand after `offset`.
const DURATION_SHAPES: &[(&str, &str, &str)] =
    &[("(", "1", ")"), ("(1+", "1", ")"), ("min_of(1,", "1", ")"), ("-", "(1)", ""), ("(1)^", "1", "")];

/// `open` and `close` around `inner`, `depth` times.
fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

const SHAPES: &[(&str, &str, &str)] = &[
    ("(", "a", ")"),
    ("-", "a", ""),
    ("2^", "a", ""),
    ("", "a", " or a"),
    ("", "1", "+1"),
    ("abs(", "a", ")"),
    ("sum by (x) (", "a", ")"),
    ("topk(scalar(", "a", "),a)"),
    ("a * on (x) group_left () (", "y", ") b"),
    ("a[", "5m", "]"),
    ("sum_over_time((", "a", ")[5m:])"),
];

#[test]
fn hostile_depth_is_refused() {
    for (open, inner, close) in SHAPES {
        let error = parsed(&nested(open, inner, close, 200_000)).expect_err(open);
        // Brackets cannot nest at all.
        let is_refused = matches!(*error.kind, ParseErrorKind::TooNested | ParseErrorKind::TooHigh);
        assert!(is_refused || open.starts_with("a["), "{open}…{close}: {error}");
    }
    for (open, inner, close) in DURATION_SHAPES {
        let text = format!("a offset {}", nested(open, inner, close, 200_000));
        let error = parsed(&text).expect_err(open);
        assert_eq!(*error.kind, ParseErrorKind::TooNested, "{open}…{close}: {error}");
    }
}

#[test]
fn depth_up_to_the_limit_is_walked_everywhere() {
    for (open, inner, close) in SHAPES {
        for depth in [MAX_NESTING / 3, MAX_NESTING - 2, MAX_HEIGHT - 2] {
            let Ok(expr) = parsed(&nested(open, inner, close, depth)) else { continue };
            let printed = expr.to_string();
            assert!(!expr.pretty().is_empty());
            assert_eq!(expr.clone(), expr);
            assert_eq!(parsed(&printed).expect("printed forms parse").to_string(), printed);
        }
    }
}

#[test]
fn the_error_says_what_is_wrong() {
    let error = parsed(&nested("(", "a", ")", 200_000)).expect_err("too deep");
    assert_eq!(error.to_string(), "1:251: parse error: expression nests more than 250 levels deep");
    let chain = parsed(&nested("", "a", " or a", MAX_HEIGHT)).expect_err("too long");
    assert_eq!(chain.to_string(), "1:1: parse error: expression chains more than 1000 operations");
}
