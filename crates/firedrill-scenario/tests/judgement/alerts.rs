//! `alert:`.

use crate::story::check;

const ONCE: &str = "60m A pending\n65m A firing\n80m A resolved";

#[test]
fn firing_in_time() {
    check(&[
        ("- alert: A\n  fires: within 1h10m", ONCE, &[]),
        ("- alert: A\n  fires: at 1h5m", ONCE, &[]),
        ("- alert: A\n  fires: 1h5m..1h6m", ONCE, &[]),
        ("- alert: A\n  fires: 5m..6m after p-1 stalls", "1h mark p-1 stalls\n65m A firing", &[]),
        (
            "- alert: A\n  fires: within 1h",
            ONCE,
            &["A fired too late | firing within 1h | firing 1h5m, resolved 1h20m"],
        ),
        (
            "- alert: A\n  fires: 1h6m..1h10m",
            ONCE,
            &["A fired too early | firing 1h6m..1h10m | firing 1h5m, resolved 1h20m"],
        ),
        (
            "- alert: A\n  fires: 30m..32m after p-1 stalls",
            "35m mark p-1 stalls\n62m A pending\n64m30s A inactive",
            &[
                "A never fired | firing 30m..32m after p-1 stalls (1h5m..1h7m) | pending since 1h2m, for 2m30s of 5m, then gone at 1h4m30s",
            ],
        ),
        (
            "- alert: A\n  fires: within 1h",
            "59m A pending",
            &["A never fired | firing within 1h | pending since 59m, for 1h1m of 5m, to the end"],
        ),
        (
            "- alert: A\n  fires: within 1h",
            "",
            &["A never fired | firing within 1h | no such alert, not even pending"],
        ),
        (
            "- alert: A\n  fires: within 5m after p-2 stalls",
            "",
            &["nothing is called \"p-2 stalls\" | within 5m after p-2 stalls | no such moment in this run"],
        ),
    ]);
}

#[test]
fn the_nearest_miss_may_have_other_labels() {
    check(&[(
        "- alert: A\n  labels: { severity: critical }\n  fires: within 10m",
        "5m A{severity=\"warning\"} firing",
        &["A{severity=\"critical\"} never fired | firing within 10m | A{severity=\"warning\"} firing \
             5m to the end"],
    )]);
}

#[test]
fn never_and_quiet() {
    check(&[
        ("- alert: A\n  fires: never", "5m B pending\n7m A pending\n8m A inactive", &[]),
        ("- alert: A\n  fires: never", ONCE, &["A fired | never firing | firing 1h5m, resolved 1h20m"]),
        ("- alert: A\n  quiet: until 1h", "", &[]),
        (
            "- alert: A\n  quiet: 1h10m..1h30m",
            ONCE,
            &["A fired | quiet 1h10m..1h30m | firing 1h5m, resolved 1h20m"],
        ),
        ("- alert: A\n  quiet: from 1h20m\n  fires: within 1h10m", ONCE, &[]),
        ("- alert: A\n  fires: within 2h\n  quiet: until 1h", ONCE, &[]),
    ]);
}

#[test]
fn resolving_in_time() {
    check(&[
        ("- alert: A\n  resolves: within 20m after 1h", ONCE, &[]),
        ("- alert: A\n  fires: within 70m\n  resolves: at 1h20m", ONCE, &[]),
        ("- alert: A\n  resolves: never", "5m A firing", &[]),
        (
            "- alert: A\n  resolves: never",
            ONCE,
            &["A resolved | resolved never | firing 1h5m, resolved 1h20m"],
        ),
        (
            "- alert: A\n  fires: within 70m\n  resolves: within 70m",
            ONCE,
            &["A resolved too late | firing within 70m, resolved within 70m | firing \
                 1h5m, resolved 1h20m"],
        ),
        (
            "- alert: A\n  resolves: within 10m",
            "5m A firing",
            &["A did not resolve | resolved within 10m | firing 5m to the end"],
        ),
    ]);
}

#[test]
fn how_often() {
    let three = "5m A{i=\"a\"} firing\n5m A{i=\"b\"} firing\n6m A{i=\"c\"} firing";
    check(&[
        ("- alert: A\n  times: 3", three, &[]),
        ("- alert: A\n  times: 2..", three, &[]),
        ("- alert: A\n  times: any", three, &[]),
        ("- alert: A\n  times: any", "", &[]),
        (
            "- alert: A\n  times: 4",
            three,
            &["A fired 3 times, not 4 times | 4 times | no such alert, not even pending"],
        ),
        (
            "- alert: A\n  times: 2",
            three,
            &["A fired 3 times, not 2 times | 2 times | A{i=\"c\"} firing 6m to the end"],
        ),
        (
            "- alert: A\n  fires: within 10m",
            three,
            &[
                "A fired 2 times, and nothing expects it | quiet: no expectation names it | A{i=\"b\"} firing 5m \
                 to the end, A{i=\"c\"} firing 6m to the end",
            ],
        ),
    ]);
}

#[test]
fn flapping() {
    let flaps = "5m A firing\n10m A resolved\n15m A firing\n20m A resolved\n25m A firing";
    check(&[
        ("- alert: A\n  fires: within 5m\n  flaps: 2", flaps, &[]),
        ("- alert: A\n  flaps: 2", flaps, &[]),
        (
            "- alert: A\n  fires: within 5m\n  flaps: 1",
            flaps,
            &["A flapped | firing again once at most | firing again 2 times: at 15m, 25m"],
        ),
        (
            "- alert: A\n  flaps: 0",
            flaps,
            &["A flapped | firing again 0 times at most | firing again 2 times: at 15m, 25m"],
        ),
    ]);
}

#[test]
fn pending_and_states() {
    check(&[
        ("- alert: A\n  pending: at 1h\n  times: 1", ONCE, &[]),
        ("- alert: A\n  pending: never", "5m B pending", &[]),
        (
            "- alert: A\n  pending: never\n  times: 1",
            ONCE,
            &["A was pending | never pending | firing 1h5m, resolved 1h20m"],
        ),
        (
            "- alert: A\n  pending: within 30m\n  times: 1",
            ONCE,
            &["A was not pending in time | pending within 30m | firing 1h5m, resolved 1h20m"],
        ),
        (
            "- alert: A\n  states: { 59m: inactive, 61m: pending, 65m: firing, 79m: firing, 80m: resolved }",
            ONCE,
            &[],
        ),
        (
            "- alert: A\n  states: { 61m: firing, 70m: firing }",
            ONCE,
            &["A was not firing at 1h1m | firing at 1h1m | firing 1h5m, resolved 1h20m"],
        ),
        (
            "- alert: A\n  states: { 30m: resolved }\n  times: 1",
            ONCE,
            &["A was not resolved at 30m | resolved at 30m | no such alert at that time"],
        ),
    ]);
}

#[test]
fn annotations_and_values() {
    check(&[
        ("- alert: A\n  annotations: { summary: /is broken$/ }", ONCE, &[]),
        ("- alert: A\n  fires: within 2h\n  value: 40%..60%", ONCE, &[]),
        (
            "- alert: A\n  annotations: { summary: A is fine }",
            ONCE,
            &[
                "A fired with another summary | summary \"A is fine\" | summary \"A is broken\", firing 1h5m, \
                 resolved 1h20m",
            ],
        ),
        (
            "- alert: A\n  fires: within 2h\n  value: 1..",
            ONCE,
            &["A fired with another value | firing within 2h, value 1.. | value 0.5, firing 1h5m, \
                 resolved 1h20m"],
        ),
    ]);
}

#[test]
fn each_firing_fulfils_one_expectation() {
    let two = "5m A{i=\"a\"} firing\n6m A{i=\"b\"} firing";
    check(&[
        // The first expectation could take both, the second only `a`: both hold.
        ("- alert: A\n  fires: within 10m\n- alert: A{i=\"a\"}\n  fires: within 10m", two, &[]),
        (
            "- alert: A{i=\"a\"}\n  fires: within 10m\n- alert: A{i=\"a\"}\n  fires: within 10m\n- alert: A{i=\"b\"}\n  times: 1",
            two,
            &["A{i=\"a\"} never fired | firing within 10m | no such alert, not even pending"],
        ),
    ]);
}

#[test]
fn what_nothing_names_must_stay_quiet() {
    check(&[
        (
            "- alert: A\n  fires: never",
            "5m B{i=\"a\"} firing\n7m B{i=\"a\"} resolved",
            &[
                "B{i=\"a\"} fired, and nothing expects it | quiet: no expectation names it | firing 5m, resolved 7m",
            ],
        ),
        (
            "- alert: A\n  fires: never",
            "5m fails A: boom\n6m fails A: boom",
            &["A failed 2 times, and nothing expects it | evaluated every time | boom at 5m, boom at 6m"],
        ),
    ]);
}
