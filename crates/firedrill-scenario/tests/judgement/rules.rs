//! `warning:`, `no warnings:` and `rule fails:`.

use crate::story::check;

#[test]
fn warnings() {
    let note = "5m note A: metric might not be a counter";
    check(&[
        ("- warning: /might not be a counter/", note, &[]),
        ("- no warnings: B", note, &[]),
        ("- no warnings: any", "", &[]),
        (
            "- no warnings: any",
            note,
            &["PromQL warned of A | no warnings | A said \"metric might not be a counter\" at 5m"],
        ),
        (
            "- warning: /histogram/",
            note,
            &[
                "PromQL did not warn | a warning or an information: /histogram/ | A said \"metric might not be a \
                 counter\" at 5m",
            ],
        ),
        (
            "- warning: /histogram/",
            "",
            &["PromQL did not warn | a warning or an information: /histogram/ | nothing was said"],
        ),
    ]);
}

#[test]
fn failing_rules() {
    let failures =
        "5m fails A: many-to-many matching not allowed\n6m fails A: many-to-many matching not allowed";
    check(&[
        ("- rule fails: A\n  text: /many-to-many/", failures, &[]),
        ("- rule fails: A\n  within: 10m", failures, &[]),
        (
            "- rule fails: A\n  within: 5m",
            failures,
            &[
                "A failed once, and nothing expects it | evaluated every time | many-to-many matching not allowed at \
                 6m",
            ],
        ),
        ("- rule fails: B", "", &["B did not fail | failing | it was evaluated every time"]),
    ]);
}
