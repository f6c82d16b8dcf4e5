//! Rules under interruptions.

use firedrill_rules::evaluation::Mode;
use firedrill_sim::SimulationOptions;

use crate::memory::{Setting, states};

const FULL: &str = "groups: [{name: q, rules: [{alert: Full, expr: depth > 9, for: 20m}]}]";

fn setting(timeline: &str, expect: &str) -> Setting {
    let body = format!(
        "series:\n  - depth{{queue=\"a\", job=\"j\", instance=\"a\"}}: 10x60\n{timeline}expect:\n{expect}end: 50m\n"
    );
    Setting::new(FULL, None, &body)
}

const FIRES: &str = "  - { alert: Full, fires: within 50m }\n";

#[test]
fn a_restart_loses_and_restores_what_was_pending() {
    assert_eq!(states(&setting("", FIRES).play()), "0P 20F");
    let restarted = setting("timeline: [{12m: \"prometheus restarts, 4m\"}]\n", FIRES).play();
    let states = states(&restarted);
    assert!(states.starts_with("0P 12. 1") && states.ends_with('F'), "{states}");
}

#[test]
fn stepwise_and_whole_horizons_give_the_same_timeline() {
    for timeline in ["", "timeline: [{12m: \"prometheus restarts, 4m\"}]\n"] {
        let setting = setting(timeline, FIRES);
        let stepwise = SimulationOptions { mode: Mode::Stepwise, ..SimulationOptions::default() };
        assert_eq!(setting.play().timeline.observations, setting.play_with(stepwise).timeline.observations);
    }
}

#[test]
fn what_decided_is_said() {
    let low = setting("", "  - { alert: Full, fires: within 10m }\n");
    let failures = low.failures();
    assert_eq!(failures.len(), 1, "{failures:?}");
    let never = Setting::new(
        FULL,
        None,
        "series:\n  - depth{queue=\"a\"}: 3x60\nexpect:\n  - { alert: Full, fires: within 40m }\n",
    );
    let (title, because) = never.failures().remove(0);
    assert_eq!(title, "Full never fired");
    assert_eq!(because, "depth is 3 at 40m, wanted is > 9");
    let gone = Setting::new(
        FULL,
        None,
        "series:\n  - depth{queue=\"a\"}: 10x15 stale\nexpect:\n  - { alert: Full, fires: within 40m }\n",
    );
    let (_, because) = gone.failures().remove(0);
    assert!(because.starts_with("depth{queue=\"a\"} vanished at 16m"), "{because}");
}
