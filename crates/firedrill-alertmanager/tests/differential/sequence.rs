//! Random configurations and what happens under them.

use std::fmt;

use firedrill_alertmanager::MatchOperator;
use serde_json::{Value, json};

use crate::dice::Dice;

/// Inputs have a sixth of a second of their own each, so that none comes at another one's tick.
const SLOTS: usize = 6;
/// Ends of alerts and silences lie in the middle between two slots.
const HALF_SLOT: f64 = 1.0 / 12.0;
/// When inputs end, in seconds.
const INPUTS_UNTIL: usize = 16;
/// When the comparison ends: before the server drops empty groups, 30 s after its start.
pub(crate) const UNTIL: f64 = 24.0;

/// A sequence with all that is random about it.
#[derive(Debug)]
pub(crate) struct Sequence {
    seed: u64,
    number: u64,
    /// The configurations before and after a reload; `BASE` stands for the URL of the receivers.
    pub(crate) configs: [Value; 2],
    /// What happens when, in seconds from the start, ascending.
    pub(crate) inputs: Vec<(f64, Input)>,
}

/// Something that happens.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    /// Alerts are posted.
    Post(Vec<Alert>),
    /// A silence begins at once.
    Silence { name: &'static str, operator: MatchOperator, value: &'static str, lasts: f64 },
    /// The latest silence is expired, if there is one.
    Expire,
    /// The second configuration is loaded.
    Reload,
    /// The next requests to a path are answered with a status.
    Fail { path: String, status: u16, requests: u32 },
}

/// A posted alert.
#[derive(Debug, Clone)]
pub(crate) struct Alert {
    pub(crate) labels: Vec<(&'static str, &'static str)>,
    /// Seconds from the post to the end; in the past for a resolve.
    pub(crate) ends_in: Option<f64>,
}

const NAMES: [&str; 3] = ["Disk", "Load", "Node"];
const TEAMS: [&str; 2] = ["db", "web"];
const ZONES: [&str; 3] = ["", "east", "west"];

impl Sequence {
    /// The sequence of a seed and number.
    pub(crate) fn generate(seed: u64, number: u64) -> Self {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let receivers = 1 + dice.below(3);
        let traits = Traits { fails: dice.chance(0.4), reloads: dice.chance(0.5) };
        let first = config(&mut dice, receivers, traits);
        let second = if dice.chance(0.5) { first.clone() } else { config(&mut dice, receivers, traits) };
        let mut inputs: Vec<(f64, Input)> = Vec::new();
        for slot in 0..SLOTS {
            // The first alerts come early, so that there is something to change.
            let second = if slot == 0 { 0 } else { dice.below(INPUTS_UNTIL) };
            let at = second as f64 + slot as f64 / SLOTS as f64;
            let input = if slot == 0 { post(&mut dice) } else { input(&mut dice, receivers, traits) };
            inputs.push((at, input));
        }
        inputs.sort_by(|lhs, rhs| lhs.0.total_cmp(&rhs.0));
        Self { seed, number, configs: [first, second], inputs }
    }
}

/// What a sequence may contain. Some things together are decided by chance in a real server.
#[derive(Debug, Clone, Copy)]
struct Traits {
    /// Receivers fail. Then each has one group, because which of several that flush together meets the failure
    /// is a race; and nothing is repeated, because the time of a retried success is random.
    fails: bool,
    /// The configuration is reloaded. Then nothing inhibits, because groups that flush at once may do so
    /// before the inhibitor knows its sources.
    reloads: bool,
}

fn config(dice: &mut Dice, receivers: usize, traits: Traits) -> Value {
    let routes: Vec<_> = (0..receivers).map(|receiver| route(dice, receiver, traits)).collect();
    let hooks = (0..receivers).map(|receiver| {
        let hooks: Vec<_> = (0..=usize::from(dice.chance(0.2)))
            .map(|index| {
                let url = format!("BASE/r{receiver}/{index}");
                json!({"url": url, "send_resolved": dice.chance(0.7), "max_alerts": i32::from(dice.chance(0.1))})
            })
            .collect();
        json!({"name": format!("r{receiver}"), "webhook_configs": hooks})
    });
    let receivers: Vec<_> = hooks.chain([json!({"name": "nobody"})]).collect();
    let repeat = if traits.fails || dice.chance(0.5) { "1h" } else { "7s" };
    let mut config = json!({
        "route": {
            "receiver": "nobody", "group_wait": "2s", "group_interval": "3s", "repeat_interval": repeat,
            "routes": routes,
        },
        "receivers": receivers,
    });
    if !traits.reloads && dice.chance(0.7) {
        let equal = if dice.chance(0.5) { vec!["zone"] } else { vec![] };
        config["inhibit_rules"] = json!([{
            "source_matchers": [format!("alertname={}", dice.pick(&NAMES))],
            "target_matchers": [format!("alertname={}", dice.pick(&NAMES))],
            "equal": equal,
        }]);
    }
    config
}

fn route(dice: &mut Dice, receiver: usize, traits: Traits) -> Value {
    let matcher = match dice.below(4) {
        0 => format!("team={}", dice.pick(&TEAMS)),
        1 => format!("alertname=~\"{}|{}\"", dice.pick(&NAMES), dice.pick(&NAMES)),
        2 => format!("zone!={}", dice.pick(&ZONES[1..])),
        _ => "alertname=~\".+\"".to_owned(),
    };
    let groupings: [&[&str]; 5] = [&[], &["team"], &["alertname"], &["zone", "team"], &["..."]];
    let group_by = if traits.fails { groupings[0] } else { *dice.pick(&groupings) };
    json!({
        "receiver": format!("r{receiver}"),
        "matchers": [matcher],
        "continue": dice.chance(0.5),
        "group_by": group_by,
    })
}

fn input(dice: &mut Dice, receivers: usize, traits: Traits) -> Input {
    match dice.below(10) {
        0 | 1 => {
            let (name, values) =
                *dice.pick(&[("team", &TEAMS[..]), ("alertname", &NAMES), ("zone", &ZONES[1..])]);
            let operators = [MatchOperator::Equal, MatchOperator::NotEqual, MatchOperator::Matches];
            let lasts = (2 + dice.below(8)) as f64 + HALF_SLOT;
            Input::Silence { name, operator: *dice.pick(&operators), value: dice.pick::<&str>(values), lasts }
        }
        2 => Input::Expire,
        3 if traits.reloads => Input::Reload,
        4 | 5 if traits.fails => Input::Fail {
            path: format!("/r{}/0", dice.below(receivers)),
            status: *dice.pick(&[400, 500, 503]),
            requests: 1 + dice.below(2) as u32,
        },
        _ => post(dice),
    }
}

fn post(dice: &mut Dice) -> Input {
    let count = 1 + dice.below(3);
    let mut alerts: Vec<Alert> = Vec::new();
    for _ in 0..count {
        let zone = dice.pick(&ZONES);
        let mut labels = vec![("alertname", *dice.pick(&NAMES)), ("team", *dice.pick(&TEAMS))];
        if !zone.is_empty() {
            labels.push(("zone", *zone));
        }
        let ends_in = match dice.below(4) {
            0 => Some(-HALF_SLOT),
            1 => Some((3 + dice.below(8)) as f64 + HALF_SLOT),
            _ => None,
        };
        // One alert twice in a post would be a race.
        if alerts.iter().all(|alert| alert.labels != labels) {
            alerts.push(Alert { labels, ends_in });
        }
    }
    Input::Post(alerts)
}

impl fmt::Display for Sequence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "sequence {} of seed {}", self.number, self.seed)?;
        writeln!(formatter, "  {}\n  {}", self.configs[0], self.configs[1])?;
        for (at, input) in &self.inputs {
            writeln!(formatter, "  {at:6.3} {input:?}")?;
        }
        Ok(())
    }
}
