//! When a server runs, and with which rules.

use firedrill_model::{Duration, Timestamp};
use firedrill_rules::evaluation::server::{Begin, Segment};
use firedrill_scenario::action::PrometheusAction;

use crate::resources::{Resources, RulePack};

/// A stretch in which one server runs without interruption, with the rules it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lifetime<'a> {
    pub(crate) begin: Begin,
    pub(crate) start: Timestamp,
    /// Not included.
    pub(crate) end: Timestamp,
    /// What the reload named; the scenario's own rules where nothing is.
    pub(crate) rules: Option<&'a str>,
}

impl<'a> Lifetime<'a> {
    pub(crate) fn pack(&self, resources: &'a Resources) -> &'a RulePack {
        let named = self.rules.and_then(|name| resources.other_rules.get(name));
        named.unwrap_or(&resources.rules)
    }

    pub(crate) fn segment(&self, resources: &'a Resources) -> Segment<'a> {
        Segment { begin: self.begin, start: self.start, end: self.end, rules: &self.pack(resources).set }
    }
}

/// What happens to a server at an instant.
#[derive(Debug, Clone, Copy)]
enum Turn<'a> {
    Stops,
    Starts,
    Reloads(Option<&'a str>),
}

/// The lifetimes of a server from `start` to `end`, which is included, under `actions`, which ascend.
pub(crate) fn lifetimes<'a>(
    actions: impl IntoIterator<Item = (Timestamp, &'a PrometheusAction)>,
    start: Timestamp,
    end: Timestamp,
) -> Vec<Lifetime<'a>> {
    let mut turns: Vec<_> = actions.into_iter().flat_map(|(at, action)| turns(at, action)).collect();
    turns.sort_by_key(|(at, _)| *at);
    let past_end = end + Duration::from_ms(1);
    let mut lifetimes = Vec::new();
    let mut rules = None;
    let mut running = Some((Begin::Fresh, start));
    for (at, turn) in turns.into_iter().filter(|(at, _)| *at <= end) {
        let next = match (turn, running) {
            (Turn::Starts, None) => Some((Begin::Restart, at)),
            (Turn::Stops, Some(_)) => None,
            (Turn::Reloads(_), Some(_)) => Some((Begin::Reload, at)),
            (Turn::Reloads(named), None) => {
                rules = named;
                continue;
            }
            (Turn::Starts, Some(_)) | (Turn::Stops, None) => continue,
        };
        if let Some((begin, start)) = running {
            lifetimes.push(Lifetime { begin, start, end: at, rules });
        }
        if let Turn::Reloads(named) = turn {
            rules = named;
        }
        running = next;
    }
    if let Some((begin, start)) = running {
        lifetimes.push(Lifetime { begin, start, end: past_end, rules });
    }
    joined(lifetimes)
}

fn turns(at: Timestamp, action: &PrometheusAction) -> Vec<(Timestamp, Turn<'_>)> {
    match action {
        PrometheusAction::Restarts { lasting } => vec![(at, Turn::Stops), (at + *lasting, Turn::Starts)],
        PrometheusAction::GoesDown => vec![(at, Turn::Stops)],
        PrometheusAction::ComesBack => vec![(at, Turn::Starts)],
        PrometheusAction::Reloads { rules } => vec![(at, Turn::Reloads(rules.as_deref()))],
    }
}

/// A reload of the rules that run changes nothing.
fn joined(lifetimes: Vec<Lifetime<'_>>) -> Vec<Lifetime<'_>> {
    let mut joined: Vec<Lifetime<'_>> = Vec::new();
    for lifetime in lifetimes {
        match joined.last_mut() {
            Some(last) if lifetime.begin == Begin::Reload && last.rules == lifetime.rules => {
                last.end = lifetime.end;
            }
            _ => joined.push(lifetime),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(minutes: i64) -> Duration {
        Duration::from_seconds(minutes * 60)
    }

    fn text(actions: &[(i64, PrometheusAction)]) -> String {
        let at = |time: i64| Timestamp(0) + minutes(time);
        let actions = actions.iter().map(|(time, action)| (at(*time), action));
        let texts = lifetimes(actions, Timestamp(0), at(60)).into_iter().map(|it| {
            let minute = |at: Timestamp| at.as_ms() / 60_000;
            format!("{:?} {}..{} {}", it.begin, minute(it.start), minute(it.end), it.rules.unwrap_or("-"))
        });
        texts.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn restarts_and_reloads_cut_the_run() {
        use PrometheusAction::{ComesBack, GoesDown, Reloads, Restarts};
        let other = || Reloads { rules: Some("other".to_owned()) };
        for (actions, want) in [
            (vec![], "Fresh 0..60 -"),
            (vec![(10, Restarts { lasting: minutes(4) })], "Fresh 0..10 -, Restart 14..60 -"),
            (vec![(10, GoesDown)], "Fresh 0..10 -"),
            (vec![(10, GoesDown), (20, ComesBack)], "Fresh 0..10 -, Restart 20..60 -"),
            (vec![(10, Reloads { rules: None })], "Fresh 0..60 -"),
            (vec![(10, other())], "Fresh 0..10 -, Reload 10..60 other"),
            (
                vec![(10, Restarts { lasting: minutes(9) }), (12, other())],
                "Fresh 0..10 -, Restart 19..60 other",
            ),
            (vec![(10, ComesBack)], "Fresh 0..60 -"),
        ] {
            assert_eq!(text(&actions), want, "{actions:?}");
        }
    }
}
