//! Routes with everything inherited.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::{Duration, Labels, Span};

use super::{GroupBy, RouteDefinition};
use crate::{Matchers, Switches};

/// Upstream's `DefaultRouteOpts`.
const GROUP_WAIT: Duration = Duration::from_seconds(30);
const GROUP_INTERVAL: Duration = Duration::from_seconds(5 * 60);
const REPEAT_INTERVAL: Duration = Duration::from_seconds(4 * 60 * 60);

/// A node of the routing tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The matchers, sorted.
    pub matchers: Matchers,
    /// Whether siblings after a match are tried as well.
    pub continues: bool,
    /// The receiver.
    pub receiver: Arc<str>,
    /// What to group by.
    pub group_by: GroupBy,
    /// How long a new group waits.
    pub group_wait: Duration,
    /// Time between flushes.
    pub group_interval: Duration,
    /// Time after which an unchanged group is notified again.
    pub repeat_interval: Duration,
    /// Names of intervals during which the route is muted.
    pub mute_time_intervals: Vec<String>,
    /// Names of intervals outside of which the route is muted.
    pub active_time_intervals: Vec<String>,
    /// Labels for templates.
    pub labels: BTreeMap<String, String>,
    /// The matchers of all nodes from the root on, joined by `/`; not unique.
    pub key: Arc<str>,
    /// Positions of the children in the tree.
    pub children: Vec<usize>,
    /// Where the route stands in the file.
    pub span: Span,
}

impl Route {
    /// The labels of the group that an alert belongs to: those of its labels that the route groups by.
    pub fn group_labels(&self, labels: &Labels) -> Labels {
        match &self.group_by {
            GroupBy::All => labels.clone(),
            GroupBy::Labels(names) => {
                labels.filtered(|name| names.binary_search_by(|it| it.as_str().cmp(name)).is_ok())
            }
        }
    }

    /// The key of a group of this route: webhook `groupKey`, and hashed, PagerDuty's `dedup_key`.
    pub fn group_key(&self, group_labels: &Labels) -> String {
        format!("{}:{}", self.key, print_label_set(group_labels))
    }
}

/// `{a="b", c="d"}`, names never quoted, as `LabelSet.String` of `prometheus/common/model`.
fn print_label_set(labels: &Labels) -> String {
    let pairs: Vec<_> = labels
        .iter()
        .map(|(name, value)| format!("{name}={}", firedrill_model::quote::quote(value)))
        .collect();
    format!("{{{}}}", pairs.join(", "))
}

/// All routes; the root is the first, children follow their parents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutingTree {
    routes: Vec<Route>,
}

impl RoutingTree {
    /// The tree that `root` describes.
    pub fn new(root: &RouteDefinition, switches: Switches) -> Self {
        let mut routes = vec![inherit(root, None, switches)];
        let mut waiting: Vec<(&RouteDefinition, usize)> = vec![(root, 0)];
        while let Some((definition, parent)) = waiting.pop() {
            for child in &definition.routes {
                let position = routes.len();
                routes.push(inherit(child, Some(&routes[parent]), switches));
                routes[parent].children.push(position);
                waiting.push((child, position));
            }
        }
        Self { routes }
    }

    /// The route at a position.
    pub fn route(&self, position: usize) -> &Route {
        &self.routes[position]
    }

    /// All routes, the root first.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The routes an alert goes to, depth first and left to right: the deepest matches, one per branch,
    /// and after a match further siblings only if it says `continue`. Never empty.
    pub fn matching(&self, labels: &Labels) -> Vec<usize> {
        let mut matching = Vec::new();
        let mut open = vec![Visit { position: 0, next_child: 0, matches_before: 0 }];
        while let Some(visit) = open.last_mut() {
            let route = &self.routes[visit.position];
            if let Some(&child) = route.children.get(visit.next_child) {
                visit.next_child += 1;
                if self.routes[child].matchers.matches(labels) {
                    open.push(Visit { position: child, next_child: 0, matches_before: matching.len() });
                }
                continue;
            }
            if matching.len() == visit.matches_before {
                matching.push(visit.position);
            }
            open.pop();
            if let Some(parent) = open.last_mut()
                && !route.continues
            {
                parent.next_child = self.routes[parent.position].children.len();
            }
        }
        matching
    }
}

/// A route whose children are being tried.
struct Visit {
    position: usize,
    next_child: usize,
    matches_before: usize,
}

fn inherit(definition: &RouteDefinition, parent: Option<&Route>, switches: Switches) -> Route {
    let receiver = match (&definition.receiver, parent) {
        (Some(name), _) => Arc::from(name.as_str()),
        (None, Some(parent)) => Arc::clone(&parent.receiver),
        (None, None) => Arc::from(""),
    };
    let inherited_group_by = || parent.map_or(GroupBy::Labels(Vec::new()), |it| it.group_by.clone());
    let group_by = match &definition.group_by {
        Some(GroupBy::Labels(names)) if names.is_empty() && !switches.empty_group_by_overrides => {
            inherited_group_by()
        }
        Some(group_by) => group_by.clone(),
        None => inherited_group_by(),
    };
    let timer = |own: Option<Duration>, of_parent: fn(&Route) -> Duration, default: Duration| {
        own.or(parent.map(of_parent)).unwrap_or(default)
    };
    let mut labels = parent.map(|parent| parent.labels.clone()).unwrap_or_default();
    labels.extend(definition.labels.iter().cloned());
    let key = match parent {
        Some(parent) => format!("{}/{}", parent.key, definition.matchers),
        None => definition.matchers.to_string(),
    };
    Route {
        matchers: definition.matchers.clone(),
        continues: definition.continues,
        receiver,
        group_by,
        group_wait: timer(definition.group_wait, |it| it.group_wait, GROUP_WAIT),
        group_interval: timer(definition.group_interval, |it| it.group_interval, GROUP_INTERVAL),
        repeat_interval: timer(definition.repeat_interval, |it| it.repeat_interval, REPEAT_INTERVAL),
        mute_time_intervals: definition.mute_time_intervals.clone(),
        active_time_intervals: definition.active_time_intervals.clone(),
        labels,
        key: Arc::from(key),
        children: Vec::new(),
        span: definition.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;
    use crate::matcher::Dialect;

    fn definition(matchers: &str, receiver: &str) -> RouteDefinition {
        RouteDefinition {
            receiver: Some(receiver.to_owned()),
            matchers: Dialect::of(Version::NEWEST).matchers(matchers).expect(matchers).value.sorted(),
            ..RouteDefinition::default()
        }
    }

    fn receivers(tree: &RoutingTree, labels: &[(&str, &str)]) -> Vec<String> {
        let labels = Labels::from_pairs(labels.iter().copied());
        tree.matching(&labels).into_iter().map(|it| tree.route(it).receiver.to_string()).collect()
    }

    #[test]
    fn the_deepest_match_of_each_branch_wins() {
        let mut team = definition("team=a", "a");
        team.routes = vec![definition("sev=page", "a-page")];
        let mut audit = definition("team=~a|b", "audit");
        audit.continues = true;
        let mut root = definition("", "default");
        root.routes = vec![audit, team, definition("team=b", "b")];
        let tree = RoutingTree::new(&root, Version::NEWEST.switches());
        assert_eq!(receivers(&tree, &[]), ["default"]);
        assert_eq!(receivers(&tree, &[("team", "a")]), ["audit", "a"]);
        assert_eq!(receivers(&tree, &[("team", "a"), ("sev", "page")]), ["audit", "a-page"]);
        assert_eq!(receivers(&tree, &[("team", "b")]), ["audit", "b"]);
        let key = |receiver: &str| {
            tree.routes().iter().find(|it| &*it.receiver == receiver).map(|it| it.key.to_string())
        };
        assert_eq!(key("a-page").as_deref(), Some(r#"{}/{team="a"}/{sev="page"}"#));
    }

    #[test]
    fn children_inherit_all_but_intervals_and_continue() {
        let mut child = definition("a=b", "child");
        child.receiver = None;
        child.group_by = Some(GroupBy::Labels(vec![]));
        let root = RouteDefinition {
            receiver: Some("root".to_owned()),
            group_by: Some(GroupBy::All),
            group_wait: Some(Duration::from_seconds(1)),
            mute_time_intervals: vec!["night".to_owned()],
            labels: vec![("team".to_owned(), "x".to_owned())],
            routes: vec![child],
            ..RouteDefinition::default()
        };
        let newest = RoutingTree::new(&root, Version::NEWEST.switches());
        let child = newest.route(1);
        assert_eq!((&*child.receiver, child.group_wait), ("root", Duration::from_seconds(1)));
        assert_eq!(child.group_interval, GROUP_INTERVAL);
        assert!(child.mute_time_intervals.is_empty());
        assert_eq!(child.labels.get("team").map(String::as_str), Some("x"));
        assert_eq!(child.group_by, GroupBy::Labels(vec![]));
        let oldest = RoutingTree::new(&root, Version::OLDEST.switches());
        assert_eq!(oldest.route(1).group_by, GroupBy::All);
    }
}
