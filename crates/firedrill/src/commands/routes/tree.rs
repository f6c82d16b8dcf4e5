//! The whole tree of routes, with what each sets itself.

use firedrill_alertmanager::routing::{GroupBy, Route};

use super::decision::Router;
use crate::report::Palette;

/// One line per route: matchers, receiver, and where it differs from its parent.
pub(super) fn drawn(router: &Router<'_>, palette: &Palette) -> String {
    let mut text = String::new();
    // Position, the lines to its left, whether it is the last of its siblings; the next one last.
    let mut waiting = vec![(0, String::new(), None, None)];
    while let Some((position, lead, is_last, parent)) = waiting.pop() {
        let route = router.route(position);
        let (branch, below) = match is_last {
            None => ("", ""),
            Some(false) => ("├─ ", "│  "),
            Some(true) => ("└─ ", "   "),
        };
        text += &format!(
            "{}{} → {}{}\n",
            palette.faint.style(format!("{lead}{branch}")),
            matchers(route),
            palette.strong.style(&route.receiver),
            palette.faint.style(details(route, parent.map(|it| router.route(it)))),
        );
        let lead = format!("{lead}{below}");
        let last = route.children.last().copied();
        let children = route.children.iter().rev();
        waiting
            .extend(children.map(|child| (*child, lead.clone(), Some(Some(*child) == last), Some(position))));
    }
    text
}

pub(super) fn matchers(route: &Route) -> String {
    if route.matchers.is_empty() { "(everything)".to_owned() } else { route.matchers.to_string() }
}

/// `group by a, b; waits 30s, then every 5m, repeats after 4h`, as far as it is not inherited.
fn details(route: &Route, parent: Option<&Route>) -> String {
    let differs = |same: fn(&Route, &Route) -> bool| parent.is_none_or(|parent| !same(route, parent));
    let mut parts = Vec::new();
    if route.continues {
        parts.push("continue".to_owned());
    }
    if differs(|lhs, rhs| lhs.group_by == rhs.group_by) {
        parts.push(grouping(&route.group_by));
    }
    if differs(|lhs, rhs| timers(lhs) == timers(rhs)) {
        parts.push(timers(route));
    }
    parts.extend(intervals("active in", &route.active_time_intervals));
    parts.extend(intervals("muted in", &route.mute_time_intervals));
    if parts.is_empty() { String::new() } else { format!("  {}", parts.join("; ")) }
}

pub(super) fn grouping(group_by: &GroupBy) -> String {
    match group_by {
        GroupBy::All => "one group per alert".to_owned(),
        GroupBy::Labels(names) if names.is_empty() => "one group for all".to_owned(),
        GroupBy::Labels(names) => format!("grouped by {}", names.join(", ")),
    }
}

pub(super) fn timers(route: &Route) -> String {
    let Route { group_wait, group_interval, repeat_interval, .. } = route;
    format!("waits {group_wait}, then every {group_interval}, repeats after {repeat_interval}")
}

fn intervals(verb: &str, names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("{verb} {}", names.join(", ")))
}
