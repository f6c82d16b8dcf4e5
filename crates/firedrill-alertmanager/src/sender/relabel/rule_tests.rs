//! Which rules are refused, and why.

use super::decode::relabel_rules;
use crate::sender::SenderDialect;
use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{Decoder, Version, parse};

fn refusals(source: &str, dialect: SenderDialect) -> Vec<String> {
    let stream = parse(source);
    let lines = LineIndex::new(source);
    let mut decoder = Decoder::new(Version::V2, &lines, true);
    relabel_rules(&mut decoder, stream.documents[0].root(), dialect);
    decoder.into_errors().iter().map(ToString::to_string).collect()
}

#[test]
fn refuses_as_prometheus() {
    for (rule, want) in [
        ("{action: labeldrop, regex: replica}", ""),
        ("{action: LabelDrop, regex: replica}", ""),
        ("{source_labels: [a], target_label: b}", ""),
        ("{source_labels: [a], target_label: '${1}_x'}", ""),
        ("{action: hashmod, source_labels: [a], modulus: 8, target_label: b}", ""),
        ("{action: keepequal, source_labels: [a], target_label: b}", ""),
        ("{source_labels: [a]}", "relabel configuration for replace action requires 'target_label' value"),
        ("{action: hashmod, target_label: b}", "relabel configuration for hashmod requires non-zero modulus"),
        ("{action: sideways}", "unknown relabel action \"sideways\""),
        (
            "{action: lowercase, target_label: b, replacement: x}",
            "'replacement' can not be set for lowercase action",
        ),
        (
            "{action: keepequal, target_label: b, separator: ','}",
            "keepequal action requires only 'source_labels' and `target_label`, and no other fields",
        ),
        (
            "{action: labeldrop, regex: a, source_labels: [b]}",
            "labeldrop action requires only 'regex', and no other fields",
        ),
        ("{action: drop, regex: '('}", "error parsing regexp: missing closing ): `(`"),
    ] {
        let got = refusals(&format!("[{rule}]"), SenderDialect::V3);
        assert_eq!(got.join("; "), want, "{rule}");
    }
}

#[test]
fn older_servers_know_classic_names_only() {
    for (rule, want) in [
        ("{target_label: a.b}", "\"a.b\" is invalid 'target_label' for replace action"),
        ("{target_label: 'x$1', regex: a}", ""),
        ("{target_label: '1$1', regex: a}", "\"1$1\" is invalid 'target_label' for replace action"),
        (
            "{action: labelmap, regex: '(.+)', replacement: 'a.$1'}",
            "\"a.$1\" is invalid 'replacement' for labelmap action",
        ),
        ("{action: labelmap, regex: 'x_(.+)'}", ""),
    ] {
        assert_eq!(refusals(&format!("[{rule}]"), SenderDialect::V2_42).join("; "), want, "{rule}");
        assert!(refusals(&format!("[{rule}]"), SenderDialect::V3).is_empty(), "{rule}");
    }
}
