//! One operator on samples of any kind.

use std::sync::Arc;

use firedrill_model::histogram::{self, CounterResetHint, Keep, Note};
use firedrill_model::{FloatHistogram, Span, Value, is_stale_nan};

use super::super::scope::Scope;
use super::floats::{Comparison, Kept, combine};
use crate::annotations::{Annotations, Level};
use crate::column::Column;
use crate::histogram_notes;
use crate::syntax::BinaryOp;
use crate::syntax::ast::Binary;

/// An operator with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Operation {
    pub(super) op: BinaryOp,
    pub(super) returns_bool: bool,
    /// The whole expression.
    pub(super) span: Span,
}

/// Annotations of an operation: per step only the last pair's, as upstream.
#[derive(Debug)]
pub(super) struct StepNotes {
    of_step: Vec<Option<(Level, String)>>,
}

impl StepNotes {
    pub(super) fn new(steps: usize) -> Self {
        Self { of_step: vec![None; steps] }
    }

    /// Moves what is left of every step to `notes`.
    pub(super) fn finish(self, span: Span, notes: &mut Annotations) {
        for (level, text) in self.of_step.into_iter().flatten() {
            notes.add(level, text, span);
        }
    }
}

/// What an operator makes of two samples.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Paired {
    /// A value.
    Value(Value),
    /// A comparison that does not hold.
    Filtered,
    /// Types that do not go together; the pair counts as not matched.
    Incompatible,
}

impl Operation {
    pub(super) fn new(binary: &Binary) -> Self {
        Self { op: binary.op, returns_bool: binary.returns_bool, span: binary.lhs.span.to(binary.rhs.span) }
    }

    /// Whether results lose their metric name.
    pub(super) fn drops_name(&self, scope: &Scope<'_>) -> bool {
        let is_arithmetic = match self.op {
            BinaryOp::Atan2 => scope.options.dialect.atan2_drops_name,
            BinaryOp::Add
            | BinaryOp::Subtract
            | BinaryOp::Multiply
            | BinaryOp::Divide
            | BinaryOp::Modulo
            | BinaryOp::Power => true,
            _ => false,
        };
        is_arithmetic || self.returns_bool
    }

    fn comparison(&self, kept: Kept) -> Comparison {
        if self.returns_bool { Comparison::Bool } else { Comparison::Filter(kept) }
    }

    /// The operator on two columns.
    pub(super) fn columns(&self, lhs: &Column, rhs: &Column, kept: Kept, notes: &mut StepNotes) -> Column {
        let is_trim = matches!(self.op, BinaryOp::TrimLower | BinaryOp::TrimUpper);
        if lhs.histograms.is_none() && rhs.histograms.is_none() && !is_trim {
            return Column::from_floats(combine(self.op, self.comparison(kept), &lhs.floats, &rhs.floats));
        }
        let mut column = Column::absent(lhs.floats.len());
        for step in 0..lhs.floats.len() {
            if let (Some(lhs), Some(rhs)) = (lhs.value(step), rhs.value(step))
                && let Paired::Value(value) = self.values(&lhs, &rhs, kept, step, notes)
            {
                column.set(step, Some(value));
            }
        }
        column
    }

    /// The operator on two samples of one step.
    pub(super) fn values(
        &self,
        lhs: &Value,
        rhs: &Value,
        kept: Kept,
        step: usize,
        notes: &mut StepNotes,
    ) -> Paired {
        match (lhs, rhs) {
            (Value::Float(left), Value::Float(right)) if !self.is_trim() => {
                let result = combine(self.op, self.comparison(kept), &[*left], &[*right])[0];
                if is_stale_nan(result) { Paired::Filtered } else { Paired::Value(Value::Float(result)) }
            }
            (Value::Histogram(left), Value::Histogram(right)) => self.histograms(left, right, step, notes),
            (Value::Histogram(histogram), Value::Float(number)) => {
                match self.histogram_and_float(histogram, *number) {
                    Some(result) => Paired::Value(Value::Histogram(Arc::new(result))),
                    None => self.refuse(lhs, rhs, step, notes),
                }
            }
            (Value::Float(number), Value::Histogram(histogram)) if self.op == BinaryOp::Multiply => {
                let mut product = FloatHistogram::clone(histogram);
                product.multiply(*number);
                Paired::Value(Value::Histogram(Arc::new(product.compacted())))
            }
            _ => self.refuse(lhs, rhs, step, notes),
        }
    }

    fn is_trim(&self) -> bool {
        matches!(self.op, BinaryOp::TrimLower | BinaryOp::TrimUpper)
    }

    fn histogram_and_float(&self, histogram: &FloatHistogram, number: f64) -> Option<FloatHistogram> {
        let mut result = match self.op {
            BinaryOp::Multiply | BinaryOp::Divide => histogram.clone(),
            BinaryOp::TrimUpper => return Some(histogram.trimmed(Keep::Below, number)),
            BinaryOp::TrimLower => return Some(histogram.trimmed(Keep::Above, number)),
            _ => return None,
        };
        if self.op == BinaryOp::Multiply {
            result.multiply(number);
        } else {
            result.divide(number);
        }
        Some(result.compacted())
    }

    fn histograms(
        &self,
        lhs: &Arc<FloatHistogram>,
        rhs: &Arc<FloatHistogram>,
        step: usize,
        notes: &mut StepNotes,
    ) -> Paired {
        match self.op {
            BinaryOp::Add | BinaryOp::Subtract => self.sum_or_difference(lhs, rhs, step, notes),
            BinaryOp::Equal | BinaryOp::NotEqual => {
                let holds = (lhs == rhs) == (self.op == BinaryOp::Equal);
                if self.returns_bool {
                    Paired::Value(Value::Float(f64::from(u8::from(holds))))
                } else if holds {
                    Paired::Value(Value::Histogram(Arc::clone(lhs)))
                } else {
                    Paired::Filtered
                }
            }
            _ => self.refuse(
                &Value::Histogram(Arc::clone(lhs)),
                &Value::Histogram(Arc::clone(rhs)),
                step,
                notes,
            ),
        }
    }

    fn sum_or_difference(
        &self,
        lhs: &FloatHistogram,
        rhs: &FloatHistogram,
        step: usize,
        notes: &mut StepNotes,
    ) -> Paired {
        let mut result = lhs.clone();
        let (combined, operation) = match self.op {
            BinaryOp::Subtract => (result.subtract(rhs), histogram::Operation::Subtraction),
            _ => (result.add(rhs), histogram::Operation::Addition),
        };
        let Ok(combined) = combined else {
            let text =
                format!("incompatible bucket layout encountered for binary operator {}", self.op.text());
            notes.of_step[step] = Some((Level::Warning, text));
            return Paired::Incompatible;
        };
        if combined.conflicting_counter_resets {
            let note = Note::ConflictingCounterResets(operation);
            notes.of_step[step] = Some(histogram_notes::text(note, ""));
            return Paired::Incompatible;
        }
        if combined.bounds_reconciled {
            let note = Note::BoundsReconciled(operation);
            notes.of_step[step] = Some(histogram_notes::text(note, ""));
        }
        if self.op == BinaryOp::Subtract {
            result.counter_reset_hint = CounterResetHint::Gauge;
        }
        Paired::Value(Value::Histogram(Arc::new(result.compacted())))
    }

    fn refuse(&self, lhs: &Value, rhs: &Value, step: usize, notes: &mut StepNotes) -> Paired {
        let kind = |value: &Value| match value {
            Value::Float(_) => "float",
            Value::Histogram(_) => "histogram",
        };
        let op = self.op.text();
        let text = format!(
            "incompatible sample types encountered for binary operator \"{op}\": {} {op} {}",
            kind(lhs),
            kind(rhs)
        );
        notes.of_step[step] = Some((Level::Info, text));
        Paired::Incompatible
    }
}
