//! Whatever is typed, parsing ends with a tree or an error, and what is printed can be read.

use firedrill_promql::syntax::{self, parse_metric, parse_selector, series::parse_series};
use firedrill_promql::{Dialect, Features};
use proptest::prelude::*;

/// Pieces of the language and of series notation, whole and broken.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "up", "x:y", ":", "sum", "topk", "count_values", "rate(", "abs(", "info(", "time()", "vector(",
    "by", "without", "on", "ignoring", "group_left", "bool", "fill(", "offset", "@", "start()", "end()",
    "step()", "min_of(", "anchored", "smoothed", "and", "or", "unless", "atan2", "inf", "nan", "stale",
    "{", "}", "(", ")", "[", "]", "{{", "}}", ",", "=", "==", "!=", "=~", "!~", "<", ">/", "+", "-", "*", "/",
    "%", "^", "1", "0x1f", "1e3", "1e999", ".5", "5m", "1h30m", "0s", "1_", "x3", "_", "\"s\"", "'t'", "`u`",
    "\"\\xff\"", "\"open", "{a=\"b\"}", "{a=~\"(\"}", "[5m]", "[5m:]", "[1h:5m]", "[step()", "schema:", "sum:",
    "buckets:[1 2]", "offset:-1", "counter_reset_hint:gauge", "#note\n", " ", "\t", "\n", "\u{e9}", "\u{fffd}",
    "\u{0}", "$", "&", ";", "?",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,3}"];
    let gap = prop_oneof![Just(""), Just(" ")];
    proptest::collection::vec((piece, gap), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn parsing_never_panics(text in text()) {
        for dialect in [Dialect::V3, Dialect::V2_42] {
            for features in [Features::ALL, Features::default()] {
                if let Ok(expr) = syntax::parse(&text, &dialect, &features) {
                    prop_assert!(!expr.pretty().is_empty());
                }
                let _ = parse_selector(&text, &dialect, &features);
            }
            let _ = parse_metric(&text, &dialect);
            for text in [format!("m {text}"), text.clone()] {
                if let Ok(series) = parse_series(&text, &dialect) {
                    let counted: u64 = series.items.iter().map(syntax::series::SeriesItem::count).sum();
                    let expanded = series.expand().take(1000).count();
                    prop_assert_eq!(expanded, usize::try_from(counted).unwrap_or(usize::MAX).min(1000));
                }
            }
        }
    }

    #[test]
    fn an_error_lies_in_the_text(text in text()) {
        if let Err(error) = syntax::parse(&text, &Dialect::V3, &Features::ALL) {
            prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len());
            prop_assert!(text.is_char_boundary(error.span.start) && text.is_char_boundary(error.span.end));
        }
    }
}
