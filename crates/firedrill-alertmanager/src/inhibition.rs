//! Alerts that mute other alerts.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::{Duration, Labels, Span, Timestamp};

use crate::alert::Alert;
use crate::{Fingerprint, Matchers, Switches};

/// How often resolved sources are forgotten, counted from the start or reload.
const GC_INTERVAL: Duration = Duration::from_seconds(15 * 60);

/// An entry of `inhibit_rules`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InhibitRule {
    /// The name, for people (0.30).
    pub name: String,
    /// What mutes.
    pub source: Matchers,
    /// What is muted.
    pub target: Matchers,
    /// Labels that must be equal in both; missing counts as empty.
    pub equal: Vec<String>,
    /// Where the rule stands in the file.
    pub span: Span,
}

/// By what an alert is inhibited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inhibition {
    /// Position of the rule.
    pub rule: usize,
    /// The source alert.
    pub source: Fingerprint,
}

/// All rules with the source alerts they know. Routes, silences and receivers play no part: a source
/// that is muted itself still inhibits.
#[derive(Debug, Clone)]
pub struct Inhibitor {
    rules: Vec<RuleState>,
    one_source_per_tuple: bool,
    last_gc: Timestamp,
}

#[derive(Debug, Clone)]
struct RuleState {
    rule: InhibitRule,
    /// The sources, by their values of the `equal` labels.
    sources: BTreeMap<Vec<String>, Tuple>,
}

/// The sources of a rule that agree in the `equal` labels.
#[derive(Debug, Clone, Default)]
struct Tuple {
    alerts: BTreeMap<Fingerprint, Arc<Alert>>,
    /// The only source that counts since 0.30; absent after a collection has dropped it.
    indexed: Option<Fingerprint>,
}

impl Inhibitor {
    /// An inhibitor that knows no alert, started at `now`.
    pub fn new(rules: &[InhibitRule], switches: Switches, now: Timestamp) -> Self {
        let rules = rules.iter().map(|rule| RuleState { rule: rule.clone(), sources: BTreeMap::new() });
        Self {
            rules: rules.collect(),
            one_source_per_tuple: switches.one_inhibition_source_per_tuple,
            last_gc: now,
        }
    }

    /// Takes note of an alert that was stored at `now`.
    pub fn observe(&mut self, alert: &Arc<Alert>, now: Timestamp) {
        self.collect_garbage(now);
        for state in &mut self.rules {
            if state.rule.source.matches(&alert.labels) {
                let values = equal_values(&state.rule, &alert.labels);
                state.sources.entry(values).or_default().add(alert);
            }
        }
    }

    /// The first inhibition of an alert with these labels at `now`.
    pub fn inhibits(&mut self, labels: &Labels, now: Timestamp) -> Option<Inhibition> {
        self.collect_garbage(now);
        self.rules.iter().enumerate().find_map(|(position, state)| {
            let source = state.source_of(labels, now, self.one_source_per_tuple)?;
            Some(Inhibition { rule: position, source })
        })
    }

    /// The rule at a position.
    pub fn rule(&self, position: usize) -> &InhibitRule {
        &self.rules[position].rule
    }

    /// Drops resolved sources at every full interval up to `now`.
    fn collect_garbage(&mut self, now: Timestamp) {
        let elapsed = (now - self.last_gc).as_ms();
        if elapsed < GC_INTERVAL.as_ms() {
            return;
        }
        self.last_gc = self.last_gc + Duration::from_ms(elapsed / GC_INTERVAL.as_ms() * GC_INTERVAL.as_ms());
        let last_gc = self.last_gc;
        for state in &mut self.rules {
            state.sources.retain(|_, tuple| tuple.collect_garbage(last_gc));
        }
    }
}

impl RuleState {
    fn source_of(&self, labels: &Labels, now: Timestamp, one_per_tuple: bool) -> Option<Fingerprint> {
        if !self.rule.target.matches(labels) {
            return None;
        }
        let tuple = self.sources.get(&equal_values(&self.rule, labels))?;
        let target_is_source = self.rule.source.matches(labels);
        let inhibits = |alert: &&Arc<Alert>| {
            let is_two_sided = target_is_source && self.rule.target.matches(&alert.labels);
            !alert.is_resolved(now) && !is_two_sided
        };
        let source = if one_per_tuple {
            tuple.indexed.and_then(|fingerprint| tuple.alerts.get(&fingerprint)).filter(inhibits)
        } else {
            tuple.alerts.values().find(inhibits)
        };
        source.map(|alert| alert.fingerprint)
    }
}

impl Tuple {
    /// Adds or updates a source. It becomes the indexed one unless the indexed one ends later.
    fn add(&mut self, alert: &Arc<Alert>) {
        let indexed = self.indexed.and_then(|fingerprint| self.alerts.get(&fingerprint));
        let stays =
            indexed.is_some_and(|it| it.fingerprint == alert.fingerprint || !it.is_resolved(alert.ends_at));
        if !stays {
            self.indexed = Some(alert.fingerprint);
        }
        self.alerts.insert(alert.fingerprint, Arc::clone(alert));
    }

    /// Drops the sources that are resolved at `now`, and with any of them the index; says whether a
    /// source remains.
    fn collect_garbage(&mut self, now: Timestamp) -> bool {
        let before = self.alerts.len();
        self.alerts.retain(|_, alert| !alert.is_resolved(now));
        if self.alerts.len() < before {
            self.indexed = None;
        }
        !self.alerts.is_empty()
    }
}

fn equal_values(rule: &InhibitRule, labels: &Labels) -> Vec<String> {
    rule.equal.iter().map(|name| labels.get(name).unwrap_or("").to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;
    use crate::alert::PostedAlert;
    use crate::matcher::Dialect;

    fn rule(source: &str, target: &str, equal: &[&str]) -> InhibitRule {
        let matchers = |text: &str| Dialect::of(Version::NEWEST).matchers(text).expect(text).value;
        InhibitRule {
            source: matchers(source),
            target: matchers(target),
            equal: equal.iter().map(ToString::to_string).collect(),
            ..InhibitRule::default()
        }
    }

    fn alert(labels: &[(&str, &str)], ends_at: i64) -> Arc<Alert> {
        let mut posted = PostedAlert::firing(Labels::from_pairs(labels.iter().copied()));
        posted.starts_at = Some(Timestamp(0));
        posted.ends_at = Some(Timestamp(ends_at));
        let switches = Version::NEWEST.switches();
        Arc::new(posted.accept(Timestamp(0), Duration::ZERO, switches, 0).expect("a valid alert"))
    }

    fn inhibited(
        rule: InhibitRule,
        sources: &[Arc<Alert>],
        target: &[(&str, &str)],
        version: Version,
    ) -> bool {
        let mut inhibitor = Inhibitor::new(&[rule], version.switches(), Timestamp(0));
        for source in sources {
            inhibitor.observe(source, Timestamp(0));
        }
        inhibitor.inhibits(&Labels::from_pairs(target.iter().copied()), Timestamp(1000)).is_some()
    }

    #[test]
    fn a_firing_source_with_equal_labels_inhibits() {
        let source = |extra: &[(&str, &str)], ends_at| {
            let mut labels = vec![("sev", "src")];
            labels.extend(extra);
            alert(&labels, ends_at)
        };
        for (sources, target, want) in [
            (vec![source(&[("eq", "1")], 5000)], vec![("sev", "tgt"), ("eq", "1")], true),
            (vec![source(&[("eq", "1")], 1000)], vec![("sev", "tgt"), ("eq", "1")], false),
            (vec![source(&[("eq", "1")], 5000)], vec![("sev", "tgt"), ("eq", "2")], false),
            (vec![source(&[("eq", "1")], 5000)], vec![("sev", "tgt")], false),
            (vec![source(&[], 5000)], vec![("sev", "tgt")], true),
            (vec![source(&[], 5000)], vec![("sev", "other")], false),
            (vec![], vec![("sev", "tgt")], false),
        ] {
            let rule = rule("sev=src", "sev=tgt", &["eq"]);
            assert_eq!(inhibited(rule, &sources, &target, Version::NEWEST), want, "{sources:?} {target:?}");
        }
    }

    #[test]
    fn alerts_on_both_sides_never_inhibit_each_other() {
        let both = alert(&[("sev", "both"), ("n", "1")], 5000);
        for version in [Version::OLDEST, Version::NEWEST] {
            let target = [("sev", "both"), ("n", "2")];
            assert!(!inhibited(
                rule("sev=both", "sev=both", &[]),
                std::slice::from_ref(&both),
                &target,
                version
            ));
            assert!(!inhibited(rule("", "", &[]), std::slice::from_ref(&both), &target, version));
        }
    }

    #[test]
    fn newer_releases_forget_the_other_sources_of_a_tuple() {
        let sources = [alert(&[("sev", "src"), ("n", "1")], 5000), alert(&[("sev", "src"), ("n", "2")], 500)];
        let later_resolves = [sources[1].clone(), alert(&[("sev", "src"), ("n", "1")], 900)];
        let target = [("sev", "tgt")];
        let ideal = |sources: &[Arc<Alert>], version| {
            inhibited(rule("sev=src", "sev=tgt", &[]), sources, &target, version)
        };
        assert!(ideal(&sources, Version::NEWEST));
        assert!(!ideal(&later_resolves, Version::NEWEST));
        // The indexed source is updated as resolved while another one still fires.
        let updated = [
            alert(&[("sev", "src"), ("n", "1")], 5000),
            alert(&[("sev", "src"), ("n", "2")], 6000),
            alert(&[("sev", "src"), ("n", "2")], 900),
        ];
        assert!(ideal(&updated, Version::OLDEST));
        assert!(!ideal(&updated, Version::NEWEST));
    }
}
