//! Hostile templates end in an error or a result, never in a panic.

use firedrill_gotemplate::prometheus::{AlertData, AlertTemplate, Dialect, Environment, QuerySample};
use firedrill_model::{Labels, Timestamp, Value};
use proptest::prelude::*;

fn expand(text: &str, dialect: Dialect) -> Option<String> {
    let template = AlertTemplate::parse("A", text, dialect).ok()?;
    let labels = Labels::from_pairs([("instance", "web-1.example.org:9100"), ("é", "<b>")]);
    let data = AlertData {
        labels: &labels,
        external_labels: &Labels::empty(),
        external_url: "http://x/y",
        value: &Value::Float(-1234.5),
    };
    let sample = QuerySample { labels: labels.clone(), value: Value::Float(1.0) };
    let mut query = |_: &str, _| Ok(vec![sample.clone(), sample.clone()]);
    let mut environment =
        Environment { query: &mut query, now: Timestamp(1_000), external_url: Some("http://x/y") };
    Some(template.expand(&data, &mut environment).unwrap_or_else(|error| error.to_string()))
}

const WORDS: [&str; 64] = [
    "{{",
    "}}",
    "{{- ",
    " -}}",
    "{{/*",
    "*/}}",
    "if",
    "else",
    "end",
    "range",
    "with",
    "define",
    "template",
    "block",
    "break",
    "continue",
    "nil",
    "true",
    ".",
    "$",
    "$x",
    "$labels",
    "$value",
    ".Labels",
    ".Value",
    ":=",
    "=",
    ",",
    "|",
    "(",
    ")",
    " ",
    "\n",
    "\"a\"",
    "`b`",
    "'c'",
    "\"",
    "1",
    "-2",
    "1.5e3",
    "0x1p4",
    "1i",
    "print",
    "printf",
    "\"%[2]*.[1]*d %v\"",
    "index",
    "slice",
    "len",
    "call",
    "and",
    "or",
    "not",
    "eq",
    "lt",
    "html",
    "js",
    "urlquery",
    "query",
    "first",
    "value",
    "humanize",
    "reReplaceAll",
    "args",
    "toTime",
];

proptest! {
    #[test]
    fn any_words_are_survived(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..40)) {
        for dialect in [Dialect::V2_42, Dialect::V3] {
            let _ = expand(&words.concat(), dialect);
            let action = format!("{{{{{}}}}}", words.join(" "));
            let _ = expand(&action, dialect);
        }
    }

    #[test]
    fn any_text_is_survived(text in "\\PC*") {
        let _ = expand(&text, Dialect::V3);
    }
}

#[test]
fn nesting_and_recursion_are_bounded() {
    let blocks = format!("{}x{}", "{{if true}}".repeat(50_000), "{{end}}".repeat(50_000));
    assert_eq!(expand(&blocks, Dialect::V3).as_deref(), Some("x"));
    let chain = format!("{{{{if false}}}}{}{{{{end}}}}", "{{else if false}}".repeat(50_000));
    assert_eq!(expand(&chain, Dialect::V3).as_deref(), Some(""));
    let parentheses = format!("{{{{ {}1{} }}}}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(expand(&parentheses, Dialect::V3), None);
    let calls = format!("{{{{ {}1{} }}}}", "print (".repeat(200), ")".repeat(200));
    assert_eq!(expand(&calls, Dialect::V3).as_deref(), Some("1"));
    let endless = expand("{{define \"r\"}}{{template \"r\"}}{{end}}{{template \"r\"}}", Dialect::V3);
    assert!(endless.is_some_and(|error| error.ends_with("exceeded maximum template depth (100000)")));
    let nested = expand("{{$x := 1}}{{range 300000}}{{$x = args $x}}{{end}}{{len $x}}", Dialect::V3);
    assert!(nested.is_some_and(|error| error.ends_with("values within each other")));
    let printed = expand("{{$x := 1}}{{range 99}}{{$x = args $x}}{{end}}{{$x}}", Dialect::V3);
    assert!(printed.is_some_and(|text| text.starts_with("map[arg0:map[arg0:")));
    let counting = expand("{{range 9223372036854775807}}{{continue}}{{end}}", Dialect::V3);
    assert!(counting.is_some_and(|error| error.ends_with("takes more than 10000000 steps")));
    let doubled = expand("{{$x := \"ab\"}}{{range 64}}{{$x = print $x $x}}{{end}}", Dialect::V3);
    assert!(doubled.is_some_and(|error| error.contains("longer than")));
}
