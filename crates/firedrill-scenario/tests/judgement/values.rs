//! `value:`.

use crate::story::check;

#[test]
fn values_over_windows() {
    let values = "values up: 1 1 0.5 _ 1 1";
    check(&[
        ("- value: up\n  at: 1m\n  is: 1", values, &[]),
        ("- value: up\n  at: 0m..2m\n  between: 50%..1", values, &[]),
        ("- value: up\n  at: 2m\n  is: 0.5 ± 1%", values, &[]),
        ("- value: up\n  at: 3m\n  is: absent", values, &[]),
        // Between evaluations the last one counts.
        ("- value: up\n  at: 2m30s\n  is: 0.5", values, &[]),
        ("- value: up\n  at: 0m..2m\n  is: 1", values, &["up is not 1 | up at 0m..2m, 1 | 0.5 at 2m"]),
        ("- value: up\n  at: 3m\n  is: 1", values, &["up is not 1 | up at 3m, 1 | nothing at 3m"]),
        (
            "- value: up\n  at: 2m..4m\n  is: 1",
            values,
            &["up is not 1 | up at 2m..4m, 1 | 0.5 at 2m, and at 2 of 3 evaluations in all"],
        ),
        ("- value: up\n  at: 4m\n  is: absent", values, &["up is not absent | up at 4m, absent | 1 at 4m"]),
        ("- value: down\n  at: 4m\n  is: 1", values, &["down was not evaluated | down at 4m, 1 | nothing"]),
    ]);
}
