//! Joining two vectors step by step: where series could collide, or missing partners are filled in.

use std::collections::{HashMap, HashSet};

use firedrill_model::{Labels, Value};

use super::super::scope::{Mode, Scope};
use super::floats::Kept;
use super::join_plan::{Sides, match_labels, result_labels};
use super::operation::{Operation, Paired, StepNotes};
use crate::column::{Column, StepOrder, Vector, VectorSeries};
use crate::error::EvalError;
use crate::syntax::ast::{MatchCardinality, VectorMatching};

/// Joins as `VectorBinop` in promql/engine.go does at every step, on numbers of match groups.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    operation: &Operation,
    matching: &VectorMatching,
    sides: &Sides<'_>,
    notes: &mut StepNotes,
) -> Result<Vector, EvalError> {
    let mut join = Join {
        scope,
        operation,
        matching,
        sides,
        result: Vector::default(),
        order: StepOrder::default(),
        position: HashMap::default(),
        one_of_key: vec![None; sides.key_count],
    };
    for step in 0..scope.steps.count {
        join.order.steps.push(Vec::new());
        join.step(step, notes)?;
    }
    if scope.mode == Mode::Instant {
        join.result.order = Some(join.order);
        join.result.put_in_order();
    }
    Ok(join.result)
}

/// A series of one side, or the filled-in partner of one of the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Partner {
    Series(usize),
    FilledFor(usize),
}

struct Join<'j, 's> {
    scope: &'j Scope<'s>,
    operation: &'j Operation,
    matching: &'j VectorMatching,
    sides: &'j Sides<'j>,
    result: Vector,
    order: StepOrder,
    /// The output series of a pair.
    position: HashMap<(Partner, Partner), u32, foldhash::fast::FixedState>,
    /// The present series of the "one" side per match group.
    one_of_key: Vec<Option<usize>>,
}

/// What a step has produced so far.
#[derive(Debug, Default)]
struct Produced {
    /// Match groups with a result.
    keys: HashSet<u32>,
    /// Match groups and labels of the results.
    labels: HashSet<(u32, Labels)>,
}

impl Join<'_, '_> {
    fn step(&mut self, step: usize, notes: &mut StepNotes) -> Result<(), EvalError> {
        let sides = self.sides;
        if self.is_pointless(step) {
            return Ok(());
        }
        self.one_of_key.fill(None);
        for (one, series) in sides.one.iter().enumerate() {
            if !series.column.is_present(step) {
                continue;
            }
            let slot = &mut self.one_of_key[sides.one_keys[one] as usize];
            if let Some(earlier) = slot.replace(one) {
                return Err(self.duplicate(&sides.one[earlier].labels, &series.labels));
            }
        }
        let mut produced = Produced::default();
        let mut has_many = vec![false; if self.fill_many().is_some() { sides.key_count } else { 0 }];
        for (many, series) in sides.many.iter().enumerate() {
            let Some(value) = series.column.value(step) else { continue };
            let key = sides.many_keys[many];
            if let Some(has_many) = has_many.get_mut(key as usize) {
                *has_many = true;
            }
            let (partner, partner_value) = match (self.one_of_key[key as usize], self.fill_one()) {
                (Some(one), _) => (Partner::Series(one), sides.one[one].column.value(step)),
                (None, Some(fill)) => (Partner::FilledFor(many), Some(Value::Float(fill))),
                (None, None) => continue,
            };
            if let Some(partner_value) = partner_value {
                let pair = (Partner::Series(many), partner);
                self.pair(step, key, pair, [&value, &partner_value], &mut produced, notes)?;
            }
        }
        let Some(fill) = self.fill_many() else { return Ok(()) };
        for (one, series) in sides.one.iter().enumerate() {
            let key = sides.one_keys[one];
            let Some(value) = series.column.value(step) else { continue };
            if !has_many[key as usize] {
                let pair = (Partner::FilledFor(one), Partner::Series(one));
                self.pair(step, key, pair, [&Value::Float(fill), &value], &mut produced, notes)?;
            }
        }
        Ok(())
    }

    /// Whether a side without any sample settles the step, before anything is checked.
    fn is_pointless(&self, step: usize) -> bool {
        let is_empty = |side: &[VectorSeries]| !side.iter().any(|series| series.column.is_present(step));
        let (lhs, rhs) = if self.sides.is_swapped {
            (self.sides.one, self.sides.many)
        } else {
            (self.sides.many, self.sides.one)
        };
        let (no_left, no_right) = (is_empty(lhs), is_empty(rhs));
        (no_left && (no_right || self.matching.fill_left.is_none()))
            || (no_right && self.matching.fill_right.is_none())
    }

    /// The fill values go by role: with `group_right` the left one is for the "many" side, upstream too.
    fn fill_many(&self) -> Option<f64> {
        self.matching.fill_left
    }

    fn fill_one(&self) -> Option<f64> {
        self.matching.fill_right
    }

    fn pair(
        &mut self,
        step: usize,
        key: u32,
        pair: (Partner, Partner),
        values: [&Value; 2],
        produced: &mut Produced,
        notes: &mut StepNotes,
    ) -> Result<(), EvalError> {
        let [many, one] = values;
        let (lhs, rhs) = if self.sides.is_swapped { (one, many) } else { (many, one) };
        let paired = self.operation.values(lhs, rhs, Kept::Left, step, notes);
        let checks_filtered = self.scope.options.dialect.match_check_before_filter;
        if paired == Paired::Incompatible || (paired == Paired::Filtered && !checks_filtered) {
            return Ok(());
        }
        let known = self.position.get(&pair).copied();
        let labels = match known {
            Some(position) => self.result.series[position as usize].labels.clone(),
            None => self.labels(pair),
        };
        self.check_unique(key, &labels, produced)?;
        let Paired::Value(value) = paired else { return Ok(()) };
        let position = known.unwrap_or_else(|| self.add_series(pair, labels));
        self.result.series[position as usize].column.set(step, Some(value));
        self.order.steps[step].push(position);
        Ok(())
    }

    fn check_unique(&self, key: u32, labels: &Labels, produced: &mut Produced) -> Result<(), EvalError> {
        let cause = if self.matching.cardinality == MatchCardinality::OneToOne {
            if produced.keys.insert(key) {
                return Ok(());
            }
            "many-to-one matching must be explicit (group_left/group_right)"
        } else {
            if produced.labels.insert((key, labels.clone())) {
                return Ok(());
            }
            "grouping labels must ensure unique matches"
        };
        Err(EvalError::Execution(format!("multiple matches for labels: {cause}")))
    }

    fn add_series(&mut self, pair: (Partner, Partner), labels: Labels) -> u32 {
        let delays = self.scope.options.features.delayed_name_removal;
        let many_drops = match pair.0 {
            Partner::Series(many) => self.sides.many[many].drop_name,
            Partner::FilledFor(_) => false,
        };
        let drop_name = many_drops || (delays && self.operation.drops_name(self.scope));
        let position = self.result.series.len() as u32;
        let column = Column::absent(self.scope.steps.count);
        self.result.series.push(VectorSeries { labels, drop_name, column });
        self.position.insert(pair, position);
        position
    }

    fn labels(&self, pair: (Partner, Partner)) -> Labels {
        let labels = |partner: Partner, own: &[VectorSeries], other: &[VectorSeries]| match partner {
            Partner::Series(idx) => own[idx].labels.clone(),
            Partner::FilledFor(idx) => match_labels(self.matching, &other[idx].labels),
        };
        let many = labels(pair.0, self.sides.many, self.sides.one);
        let one = labels(pair.1, self.sides.one, self.sides.many);
        result_labels(self.scope, self.operation, self.matching, &many, &one)
    }

    fn duplicate(&self, earlier: &Labels, later: &Labels) -> EvalError {
        let group = match_labels(self.matching, later);
        let side = if self.sides.is_swapped { "left" } else { "right" };
        let mut pair = [later.to_string(), earlier.to_string()];
        if self.scope.options.dialect.sorted_duplicate_series {
            pair.sort();
        }
        let [first, second] = pair;
        EvalError::Execution(format!(
            "found duplicate series for the match group {group} on the {side} hand-side of the operation: \
             [{first}, {second}];many-to-many matching not allowed: matching labels must be unique on one side"
        ))
    }
}
