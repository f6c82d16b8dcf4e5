//! Which alerts a server posts.

use std::collections::{BTreeMap, BTreeSet};

use firedrill_alertmanager::sender::{ActiveAlert, Post, RuleEvaluation, Sender, SenderOptions};
use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_rules::evaluation::AlertState;
use firedrill_rules::evaluation::server::{AlertChange, Begin, Cause, Served};

use super::Lifetime;
use crate::resources::{PlacedRule, Resources};

/// The posts of one server, by time and rule.
pub(crate) fn posts(
    served: &Served,
    lifetimes: &[Lifetime<'_>],
    resources: &Resources,
    default_interval: Duration,
    options: &SenderOptions,
) -> Vec<Post> {
    let mut by_rule: BTreeMap<(usize, usize), Vec<&AlertChange>> = BTreeMap::new();
    for change in &served.changes {
        by_rule.entry((change.segment, change.rule)).or_default().push(change);
    }
    let failed: BTreeSet<_> =
        served.failures.iter().map(|failure| (failure.segment, failure.rule, failure.at)).collect();
    let Some(origin) = lifetimes.first().map(|first| first.start) else { return Vec::new() };
    let mut sender = Sender::new(options.clone());
    let mut identities = BTreeMap::new();
    let mut active: BTreeMap<usize, BTreeMap<Labels, ActiveAlert>> = BTreeMap::new();
    let mut posts = Vec::new();
    for (segment, lifetime) in lifetimes.iter().enumerate() {
        if lifetime.begin == Begin::Restart {
            sender = Sender::new(options.clone());
            active.clear();
        }
        let rules = &lifetime.pack(resources).rules;
        for (position, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.is_alerting) {
            let interval = rule.interval.unwrap_or(default_interval);
            let same = |other: &&PlacedRule| identity(other) == identity(rule);
            let key = (identity(rule), rules[..position].iter().filter(same).count());
            let next = identities.len();
            let identity = *identities.entry(key).or_insert(next);
            let changes = by_rule.get(&(segment, position)).map_or(&[][..], Vec::as_slice);
            let mut sending = Sending {
                sender: &mut sender,
                rule,
                identity,
                interval,
                active: active.entry(identity).or_default(),
            };
            let has_failed = |at: Timestamp| failed.contains(&(segment, position, at));
            sending.over(lifetime, origin, changes, &has_failed, position, &mut posts);
        }
    }
    posts.sort_by_key(|(at, rule, _)| (*at, *rule));
    posts.into_iter().map(|(.., post)| post).collect()
}

/// What a rule keeps over a reload; rules of one group may share it.
fn identity(rule: &PlacedRule) -> (&str, &str) {
    (&rule.reference.group, &rule.reference.name)
}

/// One rule in one lifetime.
struct Sending<'a> {
    sender: &'a mut Sender,
    rule: &'a PlacedRule,
    identity: usize,
    interval: Duration,
    active: &'a mut BTreeMap<Labels, ActiveAlert>,
}

impl Sending<'_> {
    fn over(
        &mut self,
        lifetime: &Lifetime<'_>,
        origin: Timestamp,
        changes: &[&AlertChange],
        has_failed: &dyn Fn(Timestamp) -> bool,
        position: usize,
        posts: &mut Vec<(Timestamp, usize, Post)>,
    ) {
        let mut changes = changes.iter().peekable();
        let interval = self.interval.as_ms().max(1);
        let elapsed = (lifetime.start - origin).as_ms();
        let first = elapsed.div_euclid(interval) + i64::from(elapsed.rem_euclid(interval) != 0);
        let mut at = origin + Duration::from_ms(first * interval);
        while at < lifetime.end {
            while let Some(change) = changes.next_if(|change| change.at <= at) {
                self.apply(change);
            }
            if self.active.is_empty() && self.sender.is_idle(self.identity) {
                let Some(next) = changes.peek() else { return };
                at = next.at.max(at + self.interval);
                continue;
            }
            if !has_failed(at) {
                let active: Vec<_> = self.active.values().cloned().collect();
                let evaluation = RuleEvaluation {
                    rule: self.identity,
                    expression: &self.rule.expression,
                    interval: self.interval,
                    at,
                    active: &active,
                };
                let sent = self.sender.evaluated(&evaluation);
                posts.extend(sent.into_iter().map(|post| (at, position, post)));
            }
            at = at + self.interval.max(Duration::from_ms(1));
        }
    }

    fn apply(&mut self, change: &AlertChange) {
        if change.cause == Cause::Dropped {
            self.active.clear();
            self.sender.forget(self.identity);
            return;
        }
        let fired_at = match change.to {
            AlertState::Inactive | AlertState::Resolved { .. } => {
                self.active.remove(&change.labels);
                return;
            }
            AlertState::Pending { .. } => None,
            AlertState::Firing { fired_at, .. } => Some(fired_at),
        };
        let alert =
            ActiveAlert { labels: change.labels.clone(), annotations: change.annotations.clone(), fired_at };
        self.active.insert(change.labels.clone(), alert);
    }
}
