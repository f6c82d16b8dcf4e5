//! Series notation: values, runs and messages.

use firedrill_model::is_stale_nan;

use super::{SeriesItem, SeriesValue, parse_series};
use crate::dialect::Dialect;

/// The values as short texts.
fn values(text: &str) -> Result<Vec<String>, String> {
    let series = parse_series(text, &Dialect::V3).map_err(|error| error.to_string())?;
    Ok(series
        .expand()
        .map(|value| match value {
            SeriesValue::Gap => "_".to_owned(),
            SeriesValue::Float(value) if is_stale_nan(value) => "stale".to_owned(),
            SeriesValue::Float(value) => value.to_string(),
            SeriesValue::Histogram { histogram, .. } => histogram.test_expression(),
        })
        .collect())
}

#[test]
fn expands_runs() {
    for (text, want) in [
        ("m", ""),
        ("m ", ""),
        ("m 4 5", "4 5"),
        ("m\t4  5\n6", "4 5 6"),
        ("m 4x2", "4 4 4"),
        ("m 4+0.5x2 -1-1x1", "4 4.5 5 -1 -2"),
        ("m 4x0", "4"),
        ("m _ _x3 7", "_ _ _ _ 7"),
        ("m stale _ stale", "stale _ stale"),
        ("m +2 -.5 1e2 Inf -inf NaN", "2 -0.5 100 inf -inf NaN"),
        ("m 0x3", "0 0 0 0"),
        ("sum{by=\"x\"} 1", "1"),
    ] {
        assert_eq!(values(text).map(|values| values.join(" ")), Ok(want.to_owned()), "{text}");
    }
}

#[test]
fn adds_again_and_again() {
    let got = values("m 0+0.1x3").expect("valid notation");
    assert_eq!(got, ["0", "0.1", "0.2", "0.30000000000000004"]);
}

#[test]
fn reads_histograms() {
    for (text, want) in [
        ("m {{}}", "{{}}"),
        ("m {{ }}x1", "{{}} {{}}"),
        (
            "m {{schema:1 COUNT:4 sum:-5.5 offset:-1 buckets:[1 2 1]}}",
            "{{schema:1 count:4 sum:-5.5 offset:-1 buckets:[1 2 1]}}",
        ),
        (
            "m {{count:1 buckets:[1]}}+{{count:2 buckets:[2]}}x2",
            "{{count:1 buckets:[1]}} {{count:3 buckets:[3]}} {{count:5 buckets:[5]}}",
        ),
        ("m {{count:9}}-{{count:2}}x1", "{{count:9}} {{count:7}}"),
        ("m {{buckets:[1 lost 2]}}", "{{buckets:[1 2]}}"),
    ] {
        assert_eq!(values(text).map(|values| values.join(" ")), Ok(want.to_owned()), "{text}");
    }
}

#[test]
fn knows_whether_a_reset_hint_was_written() {
    let series = parse_series("m {{counter_reset_hint:gauge}} {{}}", &Dialect::V3).expect("valid notation");
    let hints: Vec<bool> = series
        .items
        .iter()
        .map(|item| matches!(item, SeriesItem::Histogram { has_reset_hint: true, .. }))
        .collect();
    assert_eq!(hints, [true, false]);
}

#[test]
fn refuses_with_prometheus_texts() {
    for (text, want) in [
        ("m {a=\"b\"} 1", "1:3: parse error: unexpected character in series sequence: '{'"),
        ("m{a~\"b\"}", "1:4: parse error: unexpected character inside braces: '~'"),
        ("m{a!=\"b\"}", "1:4: parse error: unexpected <op:!=> in label set, expected \"=\""),
        ("m{a=b}", "1:5: parse error: unexpected identifier \"b\" in label set, expected string"),
        (
            "m{a=\"b\" c}",
            "1:9: parse error: unexpected identifier \"c\" in label set, expected \",\" or \"}\"",
        ),
        ("m{=}", "1:3: parse error: unexpected \"=\" in label set, expected identifier or \"}\""),
        ("m{}4", "1:4: parse error: unexpected number \"4\" in series values"),
        (
            "m 4 gone",
            "1:5: parse error: unexpected identifier \"gone\" in series values, expected number or \"stale\"",
        ),
        ("m x2", "1:3: parse error: unexpected \"x\""),
        ("m 4x2x2", "1:6: parse error: unexpected \"x\""),
        ("m 4+2", "1:6: parse error: unexpected end of input in series values"),
        ("m 4x", "1:5: parse error: unexpected end of input in series values"),
        ("m 7m", "1:3: parse error: bad number syntax: \"7\""),
        (
            "m 4x2.5",
            "1:5: parse error: invalid repetition in series values: \
             strconv.ParseUint: parsing \"2.5\": invalid syntax",
        ),
        ("m {{depth:1}}", "1:5: parse error: bad histogram descriptor found: \"depth\""),
        ("m {{sum 1}}", "1:5: parse error: missing `:` for histogram descriptor"),
        ("m {{sum:1", "1:10: parse error: histogram description incomplete unexpected: '\u{fffd}'"),
        ("m {{buckets:[1 ?]}}", "1:16: parse error: invalid character in buckets description: '?'"),
        ("m {{buckets:[1 -]}}", "1:17: parse error: bad number syntax: \"\""),
        ("m {{sum:1 sum:2}}", "1:1: parse error: duplicate key \"sum\" in histogram"),
        ("m {{sum:count:1}}", "1:9: parse error: unexpected \"<Item 57371>\" \"count\" in series values"),
        (
            "m {{schema:2}}+{{schema:1}}x1",
            "1:29: parse error: error combining histograms: cannot merge from schema 1 to 2",
        ),
    ] {
        assert_eq!(values(text), Err(want.to_owned()), "{text}");
    }
}

#[test]
fn a_huge_repetition_costs_nothing_and_is_refused() {
    for text in ["m 1x99999999999", "m _x18446744073709551615", "m 1x18446744073709551615 1x5"] {
        let error = values(text).expect_err(text);
        assert!(error.contains("too many samples"), "{error}");
    }
    let error = values("m 1x18446744073709551616").expect_err("beyond 64 bits");
    assert!(error.ends_with("value out of range"), "{error}");
}

#[test]
fn prometheus_2_42_has_no_histograms() {
    let error = parse_series("m {{}}", &Dialect::V2_42).expect_err("no histograms");
    assert_eq!(error.to_string(), "1:3: parse error: unexpected character in series sequence: '{'");
}
