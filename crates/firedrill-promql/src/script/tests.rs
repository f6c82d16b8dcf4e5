//! The language as a whole: what is refused, and what makes an evaluation fail.

use proptest::prelude::*;

use super::{EvalOutcome, parse_script, run_script, script_options};

const LOAD: &str = "load 1m\n  up{job=\"a\"} 1 2 3\n  up{job=\"b\"} 4x2\n\n";

fn outcomes(commands: &str) -> Vec<EvalOutcome> {
    let script = parse_script(&format!("{LOAD}{commands}")).expect(commands);
    run_script(&script, &script_options())
}

#[test]
fn lines_that_are_refused() {
    for (script, want) in [
        ("lod 1m", "error in line 1: invalid command \"lod 1m\""),
        ("\n# no\nclear all", "error in line 3: invalid command \"clear all\""),
        ("load", "error in line 1: invalid load command (wanted `load[_with_nhcb] <step:duration>`)"),
        ("load 5", "error in line 1: invalid duration \"5\": not a valid duration string: \"5\""),
        ("load 1m\n  up{ 1", "error in line 2: "),
        ("load 1m\n  up@st 5", "error in line 2: invalid start timestamp \"5\""),
        ("load 1m\n  up 1x2000000", "error in line 2: too many values"),
        ("eval sometime up", "error in line 1: invalid eval command"),
        ("eval instant at 1m", "error in line 1: invalid eval command"),
        ("eval range from 2m to 1m step 1m up", "end time is before start time"),
        ("eval range from 1m to 2m step 0 up", "the step is zero"),
        ("eval instant at 0 up\n  up 1 2", "expecting multiple values in instant evaluation not allowed"),
        ("eval instant at 0 up\n  expect nothing", "invalid expect statement \"expect nothing\""),
        ("eval instant at 0 up\n  expect fail regex: (", "invalid regex error parsing regexp"),
    ] {
        let error = parse_script(script).expect_err(script).to_string();
        assert!(error.contains(want), "{script:?}: {error}");
    }
}

#[test]
fn an_error_points_at_its_line() {
    let script = "load 1m\n  up 1\n\n  nonsense here\n";
    let error = parse_script(script).expect_err("no command");
    assert_eq!(error.span.text(script), "nonsense here");
    assert_eq!(error.at.to_string(), "4:3");
}

#[test]
fn expectations_that_hold() {
    for commands in [
        "eval instant at 1m up\n  up{job=\"a\"} 2\n  up{job=\"b\"} 4",
        "eval instant at 1m 1 + 1\n  2",
        "eval instant at 1m \"text\"\n  expect string \"text\"",
        "eval instant at 2m sort_desc(up)\n  expect ordered\n  up{job=\"b\"} 4\n  up{job=\"a\"} 3",
        "eval_ordered instant at 2m sort(up)\n  up{job=\"a\"} 3\n  up{job=\"b\"} 4",
        "eval range from 0 to 4m step 2m sum(up)\n  {} 5 7 7",
        "eval range from 0 to 8m step 4m up{job=\"a\"}\n  up{job=\"a\"} 1 3 _",
        "eval instant at 1m up{job=\"a\"}[2m]\n  expect range vector from 0 to 1m step 1m\n  up{job=\"a\"} 1 2",
        "eval instant at 0 up +\n  expect fail",
        "eval_fail instant at 0 up + on(x) up\n  expected_fail_regexp found duplicate series",
        "eval instant at 2m rate(up[2m])\n  expect info\n  expect no_warn\n  {job=\"a\"} 0.016666666666666666\n  {job=\"b\"} 0",
        "clear\n\neval instant at 1m up",
    ] {
        for outcome in outcomes(commands) {
            assert!(outcome.result.is_ok(), "{commands}: {:?}", outcome.result);
        }
    }
}

#[test]
fn expectations_that_fail() {
    for (commands, want) in [
        (
            "eval instant at 1m up{job=\"a\"}\n  up{job=\"a\"} 3",
            "expected [3] for {__name__=\"up\", job=\"a\"} but got 2",
        ),
        (
            "eval instant at 1m up{job=\"a\"}",
            "unexpected metric {__name__=\"up\", job=\"a\"} in result, has value 2",
        ),
        (
            "eval instant at 1m up{job=\"c\"}\n  up{job=\"c\"} 3",
            "expected metric {__name__=\"up\", job=\"c\"} with [3] not found",
        ),
        (
            "eval instant at 1m sort(up)\n  expect ordered\n  up{job=\"b\"} 4\n  up{job=\"a\"} 2",
            "at position 2 but was at 1",
        ),
        (
            "eval range from 0 to 2m step 1m sum(up)\n  {} 5 6",
            "expected [5 6] for {} but got [5@0 6@60000 7@120000]",
        ),
        ("eval instant at 1m 1 + 1\n  3", "but got Scalar"),
        (
            "eval instant at 1m up{job=\"a\"}[2m]\n  up{job=\"a\"} 1",
            "expected an instant vector but got a range vector",
        ),
        ("eval instant at 0 up +", "error evaluating query: 1:5: parse error: unexpected end of input"),
        ("eval instant at 0 vector(1)\n  expect fail", "expected error evaluating query but got none"),
        (
            "eval instant at 0 up +\n  expect fail msg: no",
            "query failed with \"1:5: parse error: unexpected end of input\"",
        ),
        ("eval instant at 0 vector(1)\n  expect warn\n  {} 1", "expected warnings, got []"),
        (
            "eval instant at 2m rate(up[2m])\n  expect no_info",
            "expected no infos, got [\"PromQL info: metric might not",
        ),
        (
            "eval instant at 2m rate(up[2m])\n  expect info msg: other",
            "expected infos [Exact(\"other\")], got",
        ),
        ("load 1m\n  h {{count:-1}}\n\n", "error appending: line 6: observation count is  -1"),
    ] {
        let found = outcomes(commands).pop().and_then(|outcome| outcome.result.err());
        let found = found.map(|failure| failure.to_string()).unwrap_or_default();
        assert!(found.contains(want), "{commands}: {found}");
    }
}

#[test]
fn outcomes_carry_line_and_query() {
    let outcomes = outcomes("eval instant at 1m up{job=\"a\"}\n  up{job=\"a\"} 2\n");
    assert_eq!((outcomes[0].line, outcomes[0].expr.as_str()), (5, "up{job=\"a\"}"));
}

proptest! {
    #[test]
    fn no_script_panics(lines in proptest::collection::vec(line(), 0..6)) {
        if let Ok(script) = parse_script(&lines.join("\n")) {
            run_script(&script, &script_options());
        }
    }
}

/// A line in the style of the language, or anything.
fn line() -> impl Strategy<Value = String> {
    let known = prop_oneof![
        Just("load 1m"),
        Just("load_with_nhcb 10s"),
        Just("  up{le=\"1\"} 1 _x3 stale 5-2x3"),
        Just("  up@st _ -1m-1sx3"),
        Just("  up_bucket{le=\"1\"} {{schema:-53 buckets:[1 2]}}x3 5 NaN"),
        Just("  {} {{count:1 buckets:[-1 NaN]}}+{{schema:3 buckets:[1]}}x2"),
        Just("eval instant at 1m up </ 5 + rate(up[5m] smoothed)"),
        Just("eval range from 0 to 5m step 1m info(up, {le=\"1\"})"),
        Just("  expect range vector from 0 to 1m step 1s"),
        Just("  expect string `a"),
        Just(""),
    ]
    .prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => ".{0,30}"]
}
