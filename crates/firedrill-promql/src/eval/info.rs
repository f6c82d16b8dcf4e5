//! `info`: adds the labels of info series such as `target_info`.

use std::collections::{BTreeSet, HashMap};

use firedrill_model::{Labels, METRIC_NAME};

use super::collision::{Collision, check};
use super::node;
use super::plan::{Plan, PlanKind, Reference};
use super::samples::for_each_run;
use super::scope::Scope;
use super::stepwise::Joined;
use crate::annotations::Annotations;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::store::Series;
use crate::syntax::{CompiledMatcher, MatchOp};

/// The labels by which base and info series find each other.
const IDENTIFYING: [&str; 2] = ["instance", "job"];

/// Evaluates a call of `info`. Follows `evalInfo` in promql/info.go.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    args: &[Plan<'_>],
    notes: &mut Annotations,
) -> Result<Vector, EvalError> {
    let base = node::evaluate_vector(scope, &args[0], notes)?;
    if base.series.is_empty() {
        return Ok(base);
    }
    let wanted = Wanted::new(args.get(1));
    let reference = first_reference(&args[0]).unwrap_or(Reference::NOW);
    let enrichment = Enrichment::new(scope, &wanted, &base, reference);
    let mut joined = Joined::new(scope.steps.count);
    for step in 0..scope.steps.count {
        joined.add(step, enrichment.at_step(step)?);
    }
    let result = joined.finish();
    check(&result, Collision::SameStep)?;
    Ok(result)
}

/// What the second argument asks for.
struct Wanted<'w> {
    /// Matchers of the names of info series.
    names: Vec<NameMatcher<'w>>,
    /// Matchers of the labels to add.
    data: Vec<&'w CompiledMatcher>,
}

enum NameMatcher<'w> {
    Written(&'w CompiledMatcher),
    /// `__name__="target_info"`, where no name is asked for.
    TargetInfo,
    /// `__name__=~".+_info"`, where names are only excluded.
    AnyInfo,
}

impl NameMatcher<'_> {
    fn matches(&self, name: &str) -> bool {
        match self {
            Self::Written(matcher) => matcher.matches(name),
            Self::TargetInfo => name == "target_info",
            Self::AnyInfo => name.len() > "_info".len() && name.ends_with("_info"),
        }
    }
}

impl<'w> Wanted<'w> {
    fn new(selector: Option<&'w Plan<'_>>) -> Self {
        let mut wanted = Self { names: Vec::new(), data: Vec::new() };
        let mut has_positive = false;
        if let Some(PlanKind::Selector(plan)) = selector.map(|plan| &plan.kind) {
            for (matcher, written) in plan.matchers.iter().zip(&plan.selector.matchers) {
                if matcher.name() == METRIC_NAME {
                    has_positive |= matches!(written.op, MatchOp::Equal | MatchOp::Regex);
                    wanted.names.push(NameMatcher::Written(matcher));
                } else {
                    wanted.data.push(matcher);
                }
            }
        }
        if wanted.names.is_empty() {
            wanted.names.push(NameMatcher::TargetInfo);
        } else if !has_positive {
            wanted.names.push(NameMatcher::AnyInfo);
        }
        wanted
    }

    fn is_info_name(&self, labels: &Labels) -> bool {
        let name = labels.metric_name().unwrap_or("");
        self.names.iter().all(|matcher| matcher.matches(name))
    }

    fn is_info_series(&self, labels: &Labels) -> bool {
        self.is_info_name(labels)
            && self.data.iter().all(|matcher| matcher.matches(labels.get(matcher.name()).unwrap_or("")))
    }

    /// Whether the second argument lets the label through.
    fn adds(&self, name: &str) -> bool {
        name != METRIC_NAME
            && (self.data.is_empty() || self.data.iter().any(|matcher| matcher.name() == name))
    }

    fn accepts_unmatched(&self) -> bool {
        self.data.iter().all(|matcher| matcher.matches(""))
    }
}

/// The time at which the first selector of `plan` looks, subqueries around it included.
fn first_reference(plan: &Plan<'_>) -> Option<Reference> {
    match &plan.kind {
        PlanKind::Number(_) | PlanKind::String(_) => None,
        PlanKind::Selector(selector) => Some(selector.reference.anywhere()),
        PlanKind::Matrix(matrix) => Some(matrix.selector.reference.anywhere()),
        PlanKind::Subquery(subquery) => {
            first_reference(&subquery.inner).map(|inner| inner.within(subquery.reference))
        }
        PlanKind::Call { args, .. } => args.iter().find_map(first_reference),
        PlanKind::Aggregate { operand, param, .. } => {
            first_reference(operand).or_else(|| param.as_deref().and_then(first_reference))
        }
        PlanKind::Binary { lhs, rhs, .. } => first_reference(lhs).or_else(|| first_reference(rhs)),
        PlanKind::Unary(_, operand) => first_reference(operand),
    }
}

/// An info series and the time of the sample that each step sees.
struct InfoSeries<'s> {
    series: &'s Series,
    name: &'s str,
    key: Labels,
    /// Index of the sample per step.
    samples: Vec<Option<usize>>,
}

struct Enrichment<'e> {
    wanted: &'e Wanted<'e>,
    base: &'e Vector,
    /// Per base series the labels that identify it; `None` for info series, which pass unchanged.
    base_keys: Vec<Option<Labels>>,
    infos: Vec<InfoSeries<'e>>,
}

impl<'e> Enrichment<'e> {
    fn new(scope: &Scope<'e>, wanted: &'e Wanted<'e>, base: &'e Vector, reference: Reference) -> Self {
        let base_keys: Vec<Option<Labels>> = base
            .series
            .iter()
            .map(|series| (!wanted.is_info_name(&series.labels)).then(|| identity(&series.labels)))
            .collect();
        let present = |label: &str| -> BTreeSet<&str> {
            base_keys.iter().flatten().map(|key| key.get(label).unwrap_or("")).collect()
        };
        let present = IDENTIFYING.map(present);
        let is_near = |labels: &Labels| {
            IDENTIFYING
                .iter()
                .zip(&present)
                .all(|(label, present)| present.contains(labels.get(label).unwrap_or("")))
        };
        let infos = scope
            .store
            .iter()
            .filter(|series| wanted.is_info_series(series.labels()) && is_near(series.labels()))
            .map(|series| InfoSeries {
                series,
                name: series.labels().metric_name().unwrap_or(""),
                key: identity(series.labels()),
                samples: samples(scope, series, reference),
            })
            .collect();
        Self { wanted, base, base_keys, infos }
    }

    fn at_step(&self, step: usize) -> Result<Vector, EvalError> {
        let current = self.current(step)?;
        let mut result = Vector::default();
        for (series, key) in self.base.series.iter().zip(&self.base_keys) {
            let Some(value) = series.column.value(step) else { continue };
            let labels = match key {
                Some(key) => self.enriched(&series.labels, current.get(key).map_or(&[], Vec::as_slice))?,
                None => Some(series.labels.clone()),
            };
            let Some(labels) = labels else { continue };
            let mut column = Column::absent(1);
            column.set(0, Some(value));
            result.series.push(VectorSeries { labels, drop_name: series.drop_name, column });
        }
        check(&result, Collision::SameStep)?;
        Ok(result)
    }

    /// Per identity the info series with a sample at `step`, one per name: the one whose sample is
    /// the newest.
    fn current(&self, step: usize) -> Result<HashMap<&Labels, Vec<usize>>, EvalError> {
        let mut current: HashMap<&Labels, Vec<usize>> = HashMap::new();
        for (idx, info) in self.infos.iter().enumerate() {
            let Some(sample) = info.samples[step] else { continue };
            if info.series.histogram(sample).is_some() {
                return Err(EvalError::Execution("info sample should be float".to_owned()));
            }
            let time = info.series.times().at(sample);
            let of_key = current.entry(&info.key).or_default();
            let Some(known) = of_key.iter_mut().find(|known| self.infos[**known].name == info.name) else {
                of_key.push(idx);
                continue;
            };
            let existing = &self.infos[*known];
            let existing_time = existing.samples[step].map_or(i64::MIN, |it| existing.series.times().at(it));
            if existing_time == time {
                return Err(EvalError::Execution(format!(
                    "found duplicate series for info metric: existing {} @ {existing_time}, new {} @ {time}",
                    existing.series.labels(),
                    info.series.labels()
                )));
            }
            if existing_time < time {
                *known = idx;
            }
        }
        Ok(current)
    }

    /// `base` with the labels of its info series; `None` where it must have one and has none.
    fn enriched(&self, base: &Labels, infos: &[usize]) -> Result<Option<Labels>, EvalError> {
        if infos.is_empty() {
            return Ok(self.wanted.accepts_unmatched().then(|| base.clone()));
        }
        let mut labels = base.to_builder();
        for info in infos {
            for (name, value) in self.infos[*info].series.labels() {
                if !self.wanted.adds(name) || base.get(name).is_some() {
                    continue;
                }
                if labels.get(name).is_some_and(|known| known != value) {
                    return Err(EvalError::Execution(format!("conflicting label: {name}")));
                }
                labels.set(name, value);
            }
        }
        Ok(Some(labels.build()))
    }
}

fn identity(labels: &Labels) -> Labels {
    labels.filtered(|name| IDENTIFYING.contains(&name))
}

/// Index of the sample that each step sees, staleness markers left out.
fn samples(scope: &Scope<'_>, series: &Series, reference: Reference) -> Vec<Option<usize>> {
    let mut samples = vec![None; scope.steps.count];
    for_each_run(scope, series, reference, |run| {
        for (nth, step) in run.steps.enumerate() {
            let sample = run.first_sample + run.stride * nth;
            samples[step] = series.value(sample).is_some().then_some(sample);
        }
    });
    samples
}
