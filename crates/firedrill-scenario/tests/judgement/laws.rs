//! What holds of every judgement.

use firedrill_scenario::judgement::{Unexplained, judge};
use firedrill_scenario::{Judgement, Timeline};
use proptest::prelude::*;

use crate::story::{lines, scenario, timeline};

const EXPECT: &str = "\
- alert: A
  fires: within 30m
- alert: A{i=\"a\"}
  fires: within 40m
  resolves: within 50m
- alert: A{i=\"b\"}
  times: 0..2
- alert: B
  fires: never
- page: pagerduty
  for: A
  within: 1h
- no page: teams
  until: 30m";

/// Some alerts that go through some of their states, and pages, at random minutes.
fn stories() -> impl Strategy<Value = String> {
    let alert = (0..4_usize, 0..60_u32, 0..20_u32, 0..3_usize).prop_map(|(which, from, length, kind)| {
        let name = ["A{i=\"a\"}", "A{i=\"b\"}", "A{i=\"c\"}", "B"][which];
        match kind {
            0 => format!("{from}m {name} pending\n{}m {name} inactive\n", from + length + 1),
            1 => format!("{from}m {name} firing\n{}m {name} resolved\n", from + length + 1),
            _ => {
                let (fires, ends) = (from + length + 1, from + 2 * length + 2);
                format!("{from}m {name} pending\n{fires}m {name} firing\n{ends}m {name} resolved\n")
            }
        }
    });
    let page = (0..2_usize, 0..90_u32)
        .prop_map(|(receiver, at)| format!("{at}m page {} A{{i=\"a\"}}\n", ["pagerduty", "teams"][receiver]));
    let many = (prop::collection::vec(alert, 0..6), prop::collection::vec(page, 0..4));
    many.prop_map(|(alerts, pages)| alerts.concat() + &pages.concat())
}

/// The story in the order of time, as a server goes through it.
fn played(story: &str) -> Timeline {
    let mut timeline = timeline(story);
    timeline.sort();
    timeline
}

fn judged(timeline: &Timeline) -> Judgement {
    judge(&scenario(EXPECT), timeline, &Unexplained)
}

proptest! {
    /// The order in which observations stand in a timeline says nothing.
    #[test]
    fn permutations_change_nothing(story in stories(), seed in any::<u64>()) {
        let timeline = played(&story);
        let mut shuffled = timeline.clone();
        let mut state = seed | 1;
        for idx in (1..shuffled.observations.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.observations.swap(idx, (state >> 33) as usize % (idx + 1));
        }
        prop_assert_eq!(judged(&timeline), judged(&shuffled));
    }

    /// A serialised timeline is judged like the one it was made from.
    #[test]
    fn serialisation_keeps_everything(story in stories()) {
        let timeline = played(&story);
        let json = serde_json::to_string(&timeline).expect("a timeline is serialisable");
        let read: Timeline = serde_json::from_str(&json).expect("what was written can be read");
        prop_assert_eq!(&timeline, &read);
    }

    /// Another alert that fires never makes what must stay quiet hold.
    #[test]
    fn more_firing_never_clears_a_failure(story in stories(), at in 0..60_u32) {
        let quiet = scenario("- alert: B\n  fires: never\n- alert: A\n  times: any");
        let before = judge(&quiet, &played(&story), &Unexplained).holds();
        let worse = format!("{story}{at}m B{{i=\"z\"}} firing\n");
        let after = judge(&quiet, &played(&worse), &Unexplained).holds();
        prop_assert!(!after);
        prop_assert!(before || !after);
    }

    /// Every firing is named by one expectation, or reported; never both.
    #[test]
    fn leftovers_are_reported(story in stories()) {
        let free = scenario("- alert: A\n  times: any\n- alert: B\n  times: any");
        prop_assert_eq!(lines(&judge(&free, &played(&story), &Unexplained)), Vec::<String>::new());
    }
}
