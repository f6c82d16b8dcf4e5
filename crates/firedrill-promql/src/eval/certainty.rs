//! Which expressions cannot fail, whatever the values of their samples.
//!
//! Everything that the engine refuses in mid-evaluation has to do with label sets that meet: two
//! series of one match group, two results with the same labels. Where the number of series, the metric
//! name or a `by` clause rules that out, the evaluation cannot fail. What is not understood here may
//! fail.

use firedrill_model::METRIC_NAME;
use firedrill_model::labels::is_legacy_name;

use super::bound::Bound;
use super::plan::{MatrixPlan, Plan, PlanKind, SelectorPlan, SubqueryPlan};
use super::range_vector::is_range;
use crate::dialect::Dialect;
use crate::functions::kernel::{Kernel, SpecialForm};
use crate::syntax::ast::{Aggregate, Binary, Call, MatchCardinality, VectorMatching};
use crate::syntax::{AggregateOp, BinaryOp, UnaryOp, compile_pattern};

/// What is known of the label sets of a result that cannot fail to be computed.
#[derive(Debug, Clone)]
pub(super) struct Shape<'e> {
    /// At no step two samples differ in nothing but the metric name.
    pub(super) is_distinct: bool,
    pub(super) labels: KnownLabels<'e>,
}

/// Which labels the samples of a result may have.
#[derive(Debug, Clone)]
pub(super) enum KnownLabels<'e> {
    /// Any but these.
    Without(Vec<&'e str>),
    /// None but these.
    Only(Vec<&'e str>),
}

impl<'e> KnownLabels<'e> {
    /// Whether no sample has the label.
    pub(super) fn lacks(&self, name: &str) -> bool {
        match self {
            Self::Without(names) => names.contains(&name),
            Self::Only(names) => !names.contains(&name),
        }
    }

    fn remove(self, removed: impl Iterator<Item = &'e str>) -> Self {
        match self {
            Self::Without(mut names) => {
                names.extend(removed);
                Self::Without(names)
            }
            Self::Only(mut names) => {
                let removed: Vec<&str> = removed.collect();
                names.retain(|name| !removed.contains(name));
                Self::Only(names)
            }
        }
    }

    fn add(self, added: impl Iterator<Item = &'e str>) -> Self {
        match self {
            Self::Without(mut names) => {
                let added: Vec<&str> = added.collect();
                names.retain(|name| !added.contains(name));
                Self::Without(names)
            }
            Self::Only(mut names) => {
                names.extend(added);
                Self::Only(names)
            }
        }
    }
}

impl Shape<'_> {
    fn any(is_distinct: bool) -> Self {
        Self { is_distinct, labels: KnownLabels::Without(Vec::new()) }
    }

    /// A scalar, or a sample without labels.
    fn without_labels() -> Self {
        Self { is_distinct: true, labels: KnownLabels::Only(Vec::new()) }
    }
}

/// The analysis of one expression, at one step.
pub(super) struct Certainty<'b, F, W> {
    pub(super) bound: &'b Bound<F, W>,
    pub(super) dialect: &'b Dialect,
    pub(super) max_samples: usize,
}

impl<F, W> Certainty<'_, F, W>
where
    F: Fn(&SelectorPlan<'_>, i64) -> usize,
    W: Fn(&MatrixPlan<'_>) -> usize,
{
    /// What is known of the result; `None` where the evaluation may fail.
    pub(super) fn shape<'p>(&self, plan: &'p Plan<'_>) -> Option<Shape<'p>> {
        match &plan.kind {
            PlanKind::Number(_) | PlanKind::String(_) => Some(Shape::without_labels()),
            PlanKind::Selector(selector) => Self::selector(selector),
            PlanKind::Matrix(matrix) => Self::selector(&matrix.selector),
            PlanKind::Subquery(subquery) => self.subquery(subquery),
            PlanKind::Call { call, args } => self.call(call, args),
            PlanKind::Aggregate { aggregate, operand, param } => {
                self.aggregate(aggregate, operand, param.as_deref())
            }
            PlanKind::Binary { binary, lhs, rhs } => self.binary(binary, lhs, rhs),
            PlanKind::Unary(UnaryOp::Plus, operand) => self.shape(operand),
            PlanKind::Unary(UnaryOp::Minus, operand) => self.distinct(operand),
        }
    }

    fn selector<'p>(plan: &'p SelectorPlan<'_>) -> Option<Shape<'p>> {
        if plan.selector.anchored || plan.selector.smoothed {
            return None;
        }
        Some(Shape::any(plan.matchers.iter().any(|matcher| matcher.exact(METRIC_NAME).is_some())))
    }

    fn subquery<'p>(&self, plan: &'p SubqueryPlan<'_>) -> Option<Shape<'p>> {
        let steps = plan.range.as_ms().checked_div(plan.step_ms)?;
        let is_limited = steps.unsigned_abs() as usize >= self.max_samples;
        if is_limited { None } else { self.shape(&plan.inner) }
    }

    /// As [`Self::shape`], for what drops metric names: no two samples may differ in nothing else.
    fn distinct<'p>(&self, plan: &'p Plan<'_>) -> Option<Shape<'p>> {
        let shape = self.shape(plan)?;
        let is_distinct = shape.is_distinct || self.is_single(plan);
        is_distinct.then_some(Shape { is_distinct, ..shape })
    }

    fn is_single(&self, plan: &Plan<'_>) -> bool {
        self.bound.of(plan, 1).results <= 1
    }

    fn call<'p>(&self, call: &Call, args: &'p [Plan<'_>]) -> Option<Shape<'p>> {
        let shapes = args.iter().map(|arg| self.shape(arg)).collect::<Option<Vec<_>>>()?;
        match call.function.kernel {
            Kernel::Element(_) | Kernel::ElementWith(_) | Kernel::Calendar(_) => match args.first() {
                Some(vector) => self.distinct(vector),
                None => Some(Shape::without_labels()),
            },
            Kernel::Range(kernel) => {
                let range = args.iter().find(|arg| is_range(arg))?;
                match call.function.name {
                    // They refuse some factors.
                    "double_exponential_smoothing" | "holt_winters" => None,
                    _ if kernel.keeps_name => self.shape(range),
                    _ => self.distinct(range),
                }
            }
            Kernel::Vector(_) => match call.function.name {
                "scalar" | "vector" | "pi" => Some(Shape::without_labels()),
                "sort" | "sort_desc" => shapes.into_iter().next(),
                "histogram_quantile" => self.distinct(args.get(1)?),
                "label_replace" | "label_join" => {
                    let (vector, texts) = args.split_first()?;
                    let is_certain = self.is_single(vector) && self.sets_label(call, texts);
                    is_certain.then_some(Shape::any(true))
                }
                _ => None,
            },
            Kernel::Special(form) => match form {
                SpecialForm::Time => Some(Shape::without_labels()),
                SpecialForm::Absent | SpecialForm::AbsentOverTime => Some(Shape::any(true)),
                SpecialForm::Timestamp => self.distinct(args.first()?),
                _ => None,
            },
        }
    }

    /// Whether `label_replace` and `label_join` take these arguments.
    fn sets_label(&self, call: &Call, texts: &[Plan<'_>]) -> bool {
        let texts = texts.iter().map(|plan| match &plan.kind {
            PlanKind::String(text) => Some(text.as_str()),
            _ => None,
        });
        let Some(texts) = texts.collect::<Option<Vec<&str>>>() else { return false };
        match texts.as_slice() {
            [target, _, _, pattern] if call.function.name == "label_replace" => {
                is_legacy_name(target) && compile_pattern(pattern, self.dialect).is_ok()
            }
            [target, _, sources @ ..] => {
                is_legacy_name(target) && sources.iter().all(|it| is_legacy_name(it))
            }
            _ => false,
        }
    }

    fn aggregate<'p>(
        &self,
        aggregate: &'p Aggregate,
        operand: &'p Plan<'_>,
        param: Option<&'p Plan<'_>>,
    ) -> Option<Shape<'p>> {
        let inner = self.shape(operand)?;
        match aggregate.op {
            AggregateOp::CountValues => {
                let label = param.map(|param| &param.kind);
                let is_good = matches!(label, Some(PlanKind::String(label)) if is_legacy_name(label));
                return (is_good && self.is_single(operand)).then_some(Shape::any(true));
            }
            AggregateOp::Topk | AggregateOp::Bottomk | AggregateOp::Limitk | AggregateOp::LimitRatio => {
                // Numbers that are no integer are refused.
                let number = param.map(|param| &param.kind);
                let is_good = matches!(number, Some(PlanKind::Number(number)) if number.abs() < 1e15);
                return is_good.then_some(inner);
            }
            _ => {}
        }
        if let Some(param) = param {
            self.shape(param)?;
        }
        let listed = aggregate.grouping.iter().map(String::as_str);
        let labels =
            if aggregate.without { inner.labels.remove(listed) } else { KnownLabels::Only(listed.collect()) };
        Some(Shape { is_distinct: labels.lacks(METRIC_NAME) || aggregate.without, labels })
    }

    fn binary<'p>(&self, binary: &'p Binary, lhs: &'p Plan<'_>, rhs: &'p Plan<'_>) -> Option<Shape<'p>> {
        let (left, right) = (self.shape(lhs)?, self.shape(rhs)?);
        let Some(matching) = &binary.matching else {
            let is_left_scalar = matches!(&left.labels, KnownLabels::Only(names) if names.is_empty());
            let (vector, shape) = if is_left_scalar { (rhs, right) } else { (lhs, left) };
            let keeps_name = binary.op.is_comparison() && !binary.returns_bool;
            return if keeps_name { Some(shape) } else { self.distinct(vector) };
        };
        match binary.op {
            BinaryOp::And | BinaryOp::Unless => Some(left),
            BinaryOp::Or => {
                let by_name = matching.on && matching.labels.iter().any(|name| name == METRIC_NAME);
                let labels = match (left.labels, right.labels) {
                    (KnownLabels::Only(names), KnownLabels::Only(more)) => {
                        KnownLabels::Only(names).add(more.into_iter())
                    }
                    _ => KnownLabels::Without(Vec::new()),
                };
                Some(Shape { is_distinct: left.is_distinct && right.is_distinct && !by_name, labels })
            }
            _ if matching.fill_left.is_some() || matching.fill_right.is_some() => None,
            _ => self.join(matching, (lhs, left), (rhs, right)),
        }
    }

    fn join<'p>(
        &self,
        matching: &'p VectorMatching,
        lhs: (&'p Plan<'_>, Shape<'p>),
        rhs: (&'p Plan<'_>, Shape<'p>),
    ) -> Option<Shape<'p>> {
        let listed = || matching.labels.iter().map(String::as_str);
        let (many, one) = match matching.cardinality {
            MatchCardinality::OneToOne => {
                let meets_once = self.is_keyed(matching, &lhs) && self.is_keyed(matching, &rhs);
                let labels = if matching.on {
                    KnownLabels::Only(listed().collect())
                } else {
                    lhs.1.labels.remove(listed())
                };
                return meets_once.then_some(Shape { is_distinct: true, labels });
            }
            MatchCardinality::ManyToOne => (lhs, rhs),
            MatchCardinality::OneToMany => (rhs, lhs),
            MatchCardinality::ManyToMany => return None,
        };
        let included = || matching.include.iter().map(String::as_str);
        let stays_distinct =
            self.is_single(many.0) || many.1.is_distinct && included().all(|name| many.1.labels.lacks(name));
        let is_certain = stays_distinct && self.is_keyed(matching, &one);
        is_certain.then(|| Shape { is_distinct: true, labels: many.1.labels.add(included()) })
    }

    /// Whether no two samples of a side are in the same match group.
    fn is_keyed(&self, matching: &VectorMatching, (plan, shape): &(&Plan<'_>, Shape<'_>)) -> bool {
        if self.is_single(plan) {
            return true;
        }
        let decides = match &shape.labels {
            KnownLabels::Only(names) if matching.on => {
                names.iter().all(|name| matching.labels.iter().any(|listed| listed == name))
            }
            KnownLabels::Without(_) if matching.on => false,
            labels => matching.labels.iter().all(|name| labels.lacks(name)),
        };
        shape.is_distinct && decides
    }
}
