//! Which rules of a set a run must evaluate.
//!
//! A rule counts if somebody asks for its alerts, if an expression that will be asked may read what it
//! writes, or if a rule that counts may. Of the others Prometheus would only notice that they fail, so a
//! rule that is not certain to succeed counts too, with everything it reads.

use std::collections::BTreeSet;

use firedrill_promql::eval::{QueryOptions, Supply};
use firedrill_promql::store::Store;
use firedrill_promql::syntax::CompiledMatcher;

use super::dependency::{Reads, Stage, Writes, may_select};
use super::outcome::Wanted;
use super::plan::{ALERTNAME, ALERTS, ALERTS_FOR_STATE, ALERTSTATE, RulePlan, RuleSet};
use super::prepared::PreparedRules;

/// Per rule whether it must be evaluated. `store` holds the input; `interval_ms` is the distance of the
/// evaluations.
pub(super) fn relevant_rules(
    prepared: &PreparedRules<'_>,
    store: &Store,
    wanted: &Wanted<'_>,
    options: &QueryOptions<'_>,
    interval_ms: i64,
) -> Vec<bool> {
    let rules = &prepared.set.rules;
    let mut relevance = Relevance { set: prepared.set, is_relevant: vec![false; rules.len()] };
    // Native histograms fail in ways of their own.
    if wanted.all_rules || wanted.all_alert_series || store.has_histograms() {
        return vec![true; rules.len()];
    }
    relevance.ask(wanted, options);
    if relevance.is_relevant.contains(&false) {
        relevance.add_uncertain(prepared, store, options, interval_ms);
    }
    relevance.is_relevant
}

struct Relevance<'r> {
    set: &'r RuleSet,
    is_relevant: Vec<bool>,
}

impl Relevance<'_> {
    /// Adds a rule with everything it reads.
    fn add(&mut self, rule: usize) {
        let mut open = vec![rule];
        while let Some(rule) = open.pop() {
            if !std::mem::replace(&mut self.is_relevant[rule], true) {
                open.extend(&self.set.reads[rule]);
            }
        }
    }

    /// Adds what somebody will look at.
    fn ask(&mut self, wanted: &Wanted<'_>, options: &QueryOptions<'_>) {
        let asked = wanted.expressions.iter().map(|expr| Reads::of(expr, &options.dialect));
        let asked: Vec<Reads> = asked.collect();
        for (idx, rule) in self.set.rules.iter().enumerate() {
            let is_asked = rule.is_alerting && wanted.alerts.contains_key(&rule.name);
            // Queries in templates may read anything.
            if is_asked && rule.has_queries() {
                self.is_relevant.fill(true);
                return;
            }
            let is_read = || rule.writes.iter().any(|writes| asked.iter().any(|it| it.may_include(writes)));
            if is_asked || is_read() {
                self.add(idx);
            }
        }
    }

    /// Adds the rules that could fail. Dependencies come first, so that the number of their series is
    /// known.
    fn add_uncertain(
        &mut self,
        prepared: &PreparedRules<'_>,
        store: &Store,
        options: &QueryOptions<'_>,
        interval_ms: i64,
    ) {
        let interplay = &prepared.interplay;
        let input: BTreeSet<&str> =
            store.iter().flat_map(|series| series.labels().iter().map(|(name, _)| name)).collect();
        let exists = |name: &str| input.contains(name) || interplay.label_names.contains(name);
        let mut series = vec![usize::MAX; self.set.rules.len()];
        for stage in &self.set.stages {
            let &rule = match stage {
                Stage::Whole(rule) => rule,
                Stage::Sliced(members) => {
                    for rule in members {
                        self.add(*rule);
                    }
                    continue;
                }
            };
            let plan = &self.set.rules[rule];
            let Ok(expression) = &prepared.expressions[rule] else {
                self.add(rule);
                continue;
            };
            let supply = Expected { store, set: self.set, rule, series: &series, interval_ms };
            let forecast = expression.forecast(&supply, options);
            series[rule] = plan.written(forecast.series);
            let set = plan.labels.iter().map(|label| label.name.as_str());
            let is_certain = forecast.is_certain(set, exists)
                && (plan.limit == 0 || forecast.series <= plan.limit)
                && (forecast.series == 0 || !interplay.is_shared[rule] && !is_written(store, plan));
            if !is_certain {
                self.add(rule);
            }
        }
    }
}

impl RulePlan {
    /// The most series it writes at one step when its expression gives so many.
    fn written(&self, series: usize) -> usize {
        if !self.is_alerting {
            series
        } else if self.timing.keep_firing_for.as_ms() == 0 {
            series.saturating_mul(2)
        } else {
            usize::MAX
        }
    }
}

/// Whether the input has series of a metric that the rule writes.
fn is_written(store: &Store, rule: &RulePlan) -> bool {
    if rule.is_alerting {
        return store.has_metric(ALERTS) || store.has_metric(ALERTS_FOR_STATE);
    }
    store.has_metric(&rule.name)
}

/// What one rule will find.
struct Expected<'r> {
    store: &'r Store,
    set: &'r RuleSet,
    rule: usize,
    /// Per rule the most series that it writes at one step, where that is known.
    series: &'r [usize],
    interval_ms: i64,
}

impl Expected<'_> {
    /// The rules behind a selector.
    fn writers(&self, matchers: &[CompiledMatcher]) -> impl Iterator<Item = usize> {
        let writes = |rule: &usize| {
            let families: &[Writes] = &self.set.rules[*rule].writes;
            families.iter().any(|family| may_select(matchers, family))
        };
        self.set.reads[self.rule].iter().copied().filter(writes)
    }

    /// Evaluations within a range, the one at its edge included.
    fn evaluations(&self, range_ms: i64) -> usize {
        usize::try_from(range_ms / self.interval_ms.max(1)).unwrap_or(0).saturating_add(2)
    }
}

impl Supply for Expected<'_> {
    fn series(&self, matchers: &[CompiledMatcher], range_ms: i64) -> usize {
        // Within a range other series may have been there at every evaluation.
        let times = if range_ms == 0 { 1 } else { self.evaluations(range_ms) };
        let recorded = self.writers(matchers).map(|rule| self.series[rule].saturating_mul(times));
        recorded.fold(self.store.select(matchers).len(), usize::saturating_add)
    }

    fn samples(&self, matchers: &[CompiledMatcher], range_ms: i64) -> usize {
        let input = self.store.select(matchers).into_iter();
        let input = input.map(|id| self.store.series(id).times().most_within(range_ms)).max();
        let recorded = self.writers(matchers).next().map(|_| self.evaluations(range_ms));
        input.max(recorded).unwrap_or(0)
    }
}

/// What the rules of a set may do to each other's series.
#[derive(Debug)]
pub(super) struct Interplay<'r> {
    /// Per rule whether another one may write a series of the same labels.
    is_shared: Vec<bool>,
    /// Names of labels that rules may add to those of the input.
    label_names: BTreeSet<&'r str>,
}

impl<'r> Interplay<'r> {
    pub(super) fn of(rules: &'r [RulePlan]) -> Self {
        Self { is_shared: shared_families(rules), label_names: label_names(rules) }
    }
}

fn shared_families(rules: &[RulePlan]) -> Vec<bool> {
    let records_alerts =
        |rule: &RulePlan| !rule.is_alerting && (rule.name == ALERTS || rule.name == ALERTS_FOR_STATE);
    if rules.iter().any(records_alerts) {
        return vec![true; rules.len()];
    }
    let mut families: Vec<usize> = (0..rules.len()).collect();
    let key = |rule: &usize| (rules[*rule].is_alerting, rules[*rule].name.as_str());
    families.sort_by_key(key);
    let mut is_shared = vec![false; rules.len()];
    for namesakes in families.chunk_by(|lhs, rhs| key(lhs) == key(rhs)) {
        for (position, lhs) in namesakes.iter().enumerate() {
            for rhs in &namesakes[position + 1..] {
                if !differ(&rules[*lhs].writes[0], &rules[*rhs].writes[0]) {
                    is_shared[*lhs] = true;
                    is_shared[*rhs] = true;
                }
            }
        }
    }
    is_shared
}

/// Whether a label that both families fix has different values.
fn differ(lhs: &Writes, rhs: &Writes) -> bool {
    lhs.iter().any(|(name, value)| rhs.iter().any(|(other, theirs)| name == other && value != theirs))
}

fn label_names(rules: &[RulePlan]) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let reads_alerts = rules.iter().any(|rule| rule.reads.may_include_metric(&[ALERTS, ALERTS_FOR_STATE]));
    if reads_alerts {
        names.extend([ALERTNAME, ALERTSTATE]);
    }
    for rule in rules {
        if !rule.is_alerting || reads_alerts {
            names.extend(rule.labels.iter().map(|label| label.name.as_str()));
        }
        for expr in rule.expr.iter().flat_map(|expr| expr.walk()) {
            // Targets of `label_replace` and the like.
            names.extend(expr.string_bytes().and_then(|text| std::str::from_utf8(text).ok()));
        }
        for selector in rule.expr.iter().flat_map(|expr| expr.selectors()) {
            // `absent` makes labels of matchers.
            names.extend(selector.matchers.iter().map(|matcher| matcher.name.as_str()));
        }
    }
    names
}
