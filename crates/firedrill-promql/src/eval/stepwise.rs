//! Evaluating one node step by step, where the order within a step matters.

use std::collections::HashMap;

use firedrill_model::Labels;

use super::scope::{Mode, Scope};
use crate::column::{Column, Evaluated, StepOrder, Vector, VectorSeries};
use crate::error::EvalError;
use crate::functions::Function;

/// Whether a function over whole vectors must see one step at a time: it sorts, or the order of its
/// input depends on the step.
pub(super) fn is_needed(scope: &Scope<'_>, function: &Function, values: &[Evaluated]) -> bool {
    scope.mode == Mode::Instant
        && scope.steps.count > 1
        && (sorts(function)
            || values
                .iter()
                .any(|value| matches!(value, Evaluated::Vector(vector) if vector.order.is_some())))
}

fn sorts(function: &Function) -> bool {
    matches!(function.name, "sort" | "sort_desc" | "sort_by_label" | "sort_by_label_desc")
}

/// Runs `node` at each step on one-step vectors and joins the results.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    values: &[Evaluated],
    mut node: impl FnMut(&Scope<'_>, Vec<Evaluated>) -> Result<Evaluated, EvalError>,
) -> Result<Evaluated, EvalError> {
    let mut joined = Joined::new(scope.steps.count);
    let mut numbers = Vec::new();
    for step in 0..scope.steps.count {
        let here = scope.at(scope.steps.time(step));
        let inputs = values.iter().map(|value| at_step(value, step)).collect();
        match node(&here, inputs)? {
            Evaluated::Vector(vector) => joined.add(step, vector),
            Evaluated::Scalar(value) => numbers.push(value[0]),
            Evaluated::String(text) => return Ok(Evaluated::String(text)),
        }
    }
    if numbers.is_empty() { Ok(Evaluated::Vector(joined.finish())) } else { Ok(Evaluated::Scalar(numbers)) }
}

/// The value at one step, in the order of that step.
pub(super) fn at_step(value: &Evaluated, step: usize) -> Evaluated {
    match value {
        Evaluated::Scalar(values) => Evaluated::Scalar(vec![values[step]]),
        Evaluated::String(text) => Evaluated::String(text.clone()),
        Evaluated::Vector(vector) => Evaluated::Vector(vector_at(vector, step)),
    }
}

/// The vector at one step, in the order of that step.
pub(super) fn vector_at(vector: &Vector, step: usize) -> Vector {
    let pick = |series: &VectorSeries| {
        let value = series.column.value(step)?;
        let mut column = Column::absent(1);
        column.set(0, Some(value));
        Some(VectorSeries { labels: series.labels.clone(), drop_name: series.drop_name, column })
    };
    Vector::new(match &vector.order {
        Some(order) => {
            order.steps[step].iter().filter_map(|idx| pick(&vector.series[*idx as usize])).collect()
        }
        None => vector.series.iter().filter_map(pick).collect(),
    })
}

/// One-step vectors joined into columns that remember the order of each step.
#[derive(Debug)]
pub(super) struct Joined {
    steps: usize,
    vector: Vector,
    order: StepOrder,
    position: HashMap<Labels, u32, foldhash::fast::FixedState>,
}

impl Joined {
    pub(super) fn new(steps: usize) -> Self {
        Self {
            steps,
            vector: Vector::default(),
            order: StepOrder { steps: vec![Vec::new(); steps] },
            position: HashMap::default(),
        }
    }

    /// Adds the vector of one step, whose label sets must differ.
    pub(super) fn add(&mut self, step: usize, vector: Vector) {
        for series in vector.series {
            let idx = *self.position.entry(series.labels.clone()).or_insert_with(|| {
                self.vector.series.push(VectorSeries {
                    labels: series.labels,
                    drop_name: series.drop_name,
                    column: Column::absent(self.steps),
                });
                self.vector.series.len() as u32 - 1
            });
            self.vector.series[idx as usize].column.set(step, series.column.value(0));
            self.order.steps[step].push(idx);
        }
    }

    /// The joined vector; its order is kept only where it is not that of the series.
    pub(super) fn finish(mut self) -> Vector {
        let is_plain = self.order.steps.iter().all(|order| order.is_sorted());
        self.vector.order = (!is_plain).then_some(self.order);
        self.vector
    }
}
