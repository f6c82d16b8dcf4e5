//! Series computed one by one: a selector or range function over stored series, and what is done to
//! each of its values. Nothing holds the whole vector, and batches are computed in parallel.

use std::collections::HashSet;

use firedrill_model::{Labels, METRIC_NAME};
use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::binary::ScalarOperation;
use super::change::Change;
use super::plan::{Plan, PlanKind, SelectorPlan};
use super::range_call::RangeCall;
use super::range_vector::is_range;
use super::scope::Scope;
use super::selector;
use super::windows::WindowCache;
use crate::annotations::Annotations;
use crate::column::{Column, Vector, VectorSeries};
use crate::error::EvalError;
use crate::functions::kernel::Kernel;
use crate::store::SeriesId;
use crate::syntax::UnaryOp;
use crate::syntax::ast::Call;

/// Series times steps from which on threads pay.
const PARALLEL_FROM: usize = 1 << 18;
/// Series that one thread computes in a row.
const CHUNK: usize = 32;
/// Series that are computed before the consumer sees them.
const BATCH: usize = 16 * CHUNK;

/// Where the columns come from.
#[derive(Debug)]
enum Base<'p> {
    Selector(&'p SelectorPlan<'p>, Vec<SeriesId>),
    Range(RangeCall<'p>),
}

/// Series that do not depend on each other, with different labels.
#[derive(Debug)]
pub(super) struct Source<'p> {
    base: Base<'p>,
    changes: Vec<Change>,
    drops_name: bool,
}

impl<'p> Source<'p> {
    /// The series of `plan`, or `None` where it is another kind of node, or its series could collide.
    pub(super) fn new(
        scope: &Scope<'_>,
        plan: &'p Plan<'_>,
        notes: &mut Annotations,
    ) -> Result<Option<Self>, EvalError> {
        let has_delayed_names = scope.options.features.delayed_name_removal;
        // Counting looks at every node's result.
        if has_delayed_names || scope.counter.is_some() || !is_series_by_series(scope, plan) {
            return Ok(None);
        }
        let source = Self::build(scope, plan, notes)?;
        if source.drops_name && source.collides(scope) {
            return Ok(None);
        }
        let has_histograms = |id: &SeriesId| scope.store.series(*id).histograms().is_some();
        if !source.changes.is_empty() && source.ids().iter().any(has_histograms) {
            return Ok(None);
        }
        Ok(Some(source))
    }

    fn build(scope: &Scope<'_>, plan: &'p Plan<'_>, notes: &mut Annotations) -> Result<Self, EvalError> {
        match &plan.kind {
            PlanKind::Selector(selector) => {
                let base = Base::Selector(selector, scope.store.select(&selector.matchers));
                Ok(Self { base, changes: Vec::new(), drops_name: false })
            }
            PlanKind::Call { call, args } => Self::of_call(scope, call, args, notes),
            PlanKind::Unary(op, operand) => {
                let source = Self::build(scope, operand, notes)?;
                Ok(if *op == UnaryOp::Plus { source } else { source.then(Change::Negate, true) })
            }
            PlanKind::Binary { binary, lhs, rhs } => {
                let (vector, operation) = match (&lhs.kind, &rhs.kind) {
                    (PlanKind::Number(number), _) => (rhs, ScalarOperation::number_left(binary, *number)),
                    (_, PlanKind::Number(number)) => (lhs, ScalarOperation::number_right(binary, *number)),
                    _ => unreachable!("one side is a number"),
                };
                let drops_name = operation.drops_name(scope);
                Ok(Self::build(scope, vector, notes)?.then(Change::Operator(operation), drops_name))
            }
            _ => unreachable!("the kind of node was looked at before"),
        }
    }

    fn of_call(
        scope: &Scope<'_>,
        call: &'p Call,
        args: &'p [Plan<'_>],
        notes: &mut Annotations,
    ) -> Result<Self, EvalError> {
        let change = match call.function.kernel {
            Kernel::Range(kernel) => {
                let base = Base::Range(RangeCall::new(scope, call, args, kernel, notes)?);
                return Ok(Self { base, changes: Vec::new(), drops_name: !kernel.keeps_name });
            }
            Kernel::Element(function) => Change::Element(function),
            Kernel::ElementWith(function) => {
                let numbers = args[1..].iter().filter_map(number).collect();
                Change::ElementWith(function, numbers)
            }
            Kernel::Calendar(part) => Change::Calendar(part),
            Kernel::Vector(_) | Kernel::Special(_) => unreachable!("the kind of kernel was looked at before"),
        };
        Ok(Self::build(scope, &args[0], notes)?.then(change, true))
    }

    fn then(mut self, change: Change, drops_name: bool) -> Self {
        self.changes.push(change);
        self.drops_name |= drops_name;
        self
    }

    /// The stored series behind it, in order.
    pub(super) fn ids(&self) -> &[SeriesId] {
        match &self.base {
            Base::Selector(_, ids) => ids,
            Base::Range(call) => call.stored(),
        }
    }

    /// The labels of the result of a stored series.
    pub(super) fn labels(&self, scope: &Scope<'_>, stored: &Labels) -> Labels {
        if self.drops_name { scope.without_name(stored) } else { stored.clone() }
    }

    /// Whether a label of the stored series is not one of the result.
    pub(super) fn drops(&self, scope: &Scope<'_>, name: &str) -> bool {
        self.drops_name && scope.is_name_label(name)
    }

    /// Whether two series have the same labels without their names.
    fn collides(&self, scope: &Scope<'_>) -> bool {
        let labels = self.ids().iter().map(|id| scope.store.series(*id).labels());
        let mut names = labels.clone().map(|labels| {
            let is_plain = !labels.iter().any(|(name, _)| name != METRIC_NAME && scope.is_name_label(name));
            (labels.metric_name(), is_plain)
        });
        let first = names.next();
        if names.all(|name| Some(name) == first && name.1) {
            // Different labels with the same name differ without it.
            return false;
        }
        let mut seen = HashSet::with_hasher(FixedState::default());
        !labels.map(|labels| scope.without_name(labels)).all(|labels| seen.insert(labels))
    }

    /// Calls `consume` with every series that has a value, in order; its labels are those stored.
    pub(super) fn for_each(
        &self,
        scope: &Scope<'_>,
        notes: &mut Annotations,
        mut consume: impl FnMut(usize, &Labels, Column),
    ) -> Result<(), EvalError> {
        let ids = self.ids();
        let mut consume_chunk = |start: usize, chunk: Chunk, notes: &mut Annotations| {
            notes.merge(chunk.notes);
            for (idx, column) in (start..).zip(chunk.columns) {
                if let Some(column) = column? {
                    consume(idx, scope.store.series(ids[idx]).labels(), column);
                }
            }
            Ok(())
        };
        if ids.len() < 2 || ids.len().saturating_mul(scope.steps.count) < PARALLEL_FROM {
            let mut cache = WindowCache::default();
            for (start, id) in ids.iter().enumerate() {
                let chunk = self.chunk(scope, std::slice::from_ref(id), &mut cache);
                consume_chunk(start, chunk, notes)?;
            }
            return Ok(());
        }
        for (batch, ids) in ids.chunks(BATCH).enumerate() {
            let chunks: Vec<Chunk> = ids
                .par_chunks(CHUNK)
                .map(|ids| self.chunk(scope, ids, &mut WindowCache::default()))
                .collect();
            for (position, chunk) in chunks.into_iter().enumerate() {
                consume_chunk(batch * BATCH + position * CHUNK, chunk, notes)?;
            }
        }
        Ok(())
    }

    /// All series as a vector.
    pub(super) fn collect(&self, scope: &Scope<'_>, notes: &mut Annotations) -> Result<Vector, EvalError> {
        let mut vector = Vector::default();
        self.for_each(scope, notes, |_, labels, column| {
            let labels = self.labels(scope, labels);
            vector.series.push(VectorSeries { labels, drop_name: false, column });
        })?;
        Ok(vector)
    }

    fn chunk(&self, scope: &Scope<'_>, ids: &[SeriesId], cache: &mut WindowCache) -> Chunk {
        let mut notes = Annotations::default();
        let columns = ids.iter().map(|id| self.column(scope, *id, cache, &mut notes)).collect();
        Chunk { columns, notes }
    }

    fn column(
        &self,
        scope: &Scope<'_>,
        id: SeriesId,
        cache: &mut WindowCache,
        notes: &mut Annotations,
    ) -> Result<Option<Column>, EvalError> {
        scope.check_deadline()?;
        let column = match &self.base {
            Base::Selector(plan, _) => selector::column(scope, plan, scope.store.series(id)),
            Base::Range(call) => call.stored_column(scope, cache, id, notes)?,
        };
        let Some(mut column) = column else { return Ok(None) };
        for change in &self.changes {
            change.apply(&mut column.floats);
        }
        Ok((self.changes.is_empty() || !column.is_empty()).then_some(column))
    }
}

/// What one thread has computed.
struct Chunk {
    columns: Vec<Result<Option<Column>, EvalError>>,
    notes: Annotations,
}

fn number(plan: &Plan<'_>) -> Option<f64> {
    match plan.kind {
        PlanKind::Number(value) => Some(value),
        _ => None,
    }
}

/// Whether every series of a node can be computed for itself.
fn is_series_by_series(scope: &Scope<'_>, plan: &Plan<'_>) -> bool {
    if plan.is_step_invariant && scope.steps.count > 1 {
        return false;
    }
    match &plan.kind {
        PlanKind::Selector(selector) => !selector.selector.smoothed,
        PlanKind::Call { call, args } => match call.function.kernel {
            Kernel::Range(_) => args.iter().all(|arg| match &arg.kind {
                PlanKind::Matrix(matrix) => {
                    !matrix.selector.selector.smoothed && !matrix.selector.selector.anchored
                }
                _ => !is_range(arg) && number(arg).is_some(),
            }),
            Kernel::Element(_) | Kernel::ElementWith(_) | Kernel::Calendar(_) => {
                args.split_first().is_some_and(|(vector, rest)| {
                    is_series_by_series(scope, vector) && rest.iter().all(|arg| number(arg).is_some())
                })
            }
            Kernel::Vector(_) | Kernel::Special(_) => false,
        },
        PlanKind::Unary(_, operand) => is_series_by_series(scope, operand),
        PlanKind::Binary { binary, lhs, rhs } => {
            ScalarOperation::is_possible(binary)
                && (number(lhs).is_some() && is_series_by_series(scope, rhs)
                    || number(rhs).is_some() && is_series_by_series(scope, lhs))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{QueryOptions, QueryValue, range};
    use super::*;
    use crate::store::{Origin, Store, Times};
    use crate::syntax;
    use crate::{Dialect, Features};

    const SERIES: usize = 700;
    const STEPS: i64 = 400;
    const STEP_MS: i64 = 15_000;

    fn store() -> Store {
        let mut store = Store::default();
        for number in 0..SERIES {
            let (job, instance) = (format!("{}", number % 7), format!("{number}"));
            let labels = Labels::from_pairs([
                (METRIC_NAME, "requests_total"),
                ("job", job.as_str()),
                ("instance", instance.as_str()),
            ]);
            let values = (0..STEPS).map(|step| (step * (number as i64 % 13 + 1)) as f64 / 3.0).collect();
            let times = Times::regular(number as i64, STEP_MS, STEPS as usize);
            store.append_column(&labels, Origin::default(), times, values).expect("new series");
        }
        store
    }

    fn points(store: &Store, query: &str, from: i64, until: i64) -> Vec<(String, i64, u64)> {
        let expr = syntax::parse(query, &Dialect::V3, &Features::SERVER_DEFAULT).expect(query);
        let options = QueryOptions::default();
        let outcome = range(store, &expr, from * STEP_MS, until * STEP_MS, STEP_MS, &options).expect(query);
        let QueryValue::Matrix(matrix) = outcome.value else { panic!("a matrix") };
        let mut points = Vec::new();
        for series in matrix {
            for (time, value) in series.points {
                let firedrill_model::Value::Float(value) = value else { panic!("floats") };
                points.push((series.labels.to_string(), time, value.to_bits()));
            }
        }
        points.sort();
        points
    }

    #[test]
    fn threads_change_nothing() {
        assert!(SERIES * STEPS as usize >= PARALLEL_FROM && SERIES * STEPS as usize / 2 < PARALLEL_FROM);
        let store = store();
        for query in [
            "sum by (job) (rate(requests_total[2m]))",
            "avg without (instance) (requests_total / 7)",
            "-increase(requests_total{job=~\"1|2\"}[1m]) > 3",
        ] {
            let whole = points(&store, query, 0, STEPS - 1);
            let mut halves = points(&store, query, 0, STEPS / 2 - 1);
            halves.extend(points(&store, query, STEPS / 2, STEPS - 1));
            halves.sort();
            assert_eq!(whole, halves, "{query}");
        }
    }
}
