//! The limit on samples that a query holds at one moment.
//!
//! Most queries stay far below it whatever their data, which an upper bound shows ([`super::bound`]);
//! only the others are counted while they are evaluated.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::column::{Column, Evaluated};
use crate::error::EvalError;

/// Counts the samples that are alive.
#[derive(Debug)]
pub(super) struct SampleCounter {
    limit: usize,
    current: AtomicUsize,
}

impl SampleCounter {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, current: AtomicUsize::new(0) }
    }

    pub(super) fn current(&self) -> usize {
        self.current.load(Ordering::Relaxed)
    }

    /// # Errors
    /// Where that many samples beside the counted ones are too many.
    pub(super) fn check(&self, more: usize) -> Result<(), EvalError> {
        if self.current().saturating_add(more) > self.limit { Err(EvalError::TooManySamples) } else { Ok(()) }
    }

    /// Accounts for a node: what its operands left since `before` goes, its result stays.
    ///
    /// # Errors
    /// Where operands, the inputs of one step and results were too many together.
    pub(super) fn settle(&self, before: usize, node: &NodeLoad) -> Result<(), EvalError> {
        let inputs = self.current() - before;
        self.current.store(before, Ordering::Relaxed);
        self.check(node.peak(inputs))?;
        self.current.store(before + node.results, Ordering::Relaxed);
        Ok(())
    }
}

/// What a node holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeLoad {
    /// Samples of its result.
    pub(super) results: usize,
    /// Number of steps.
    pub(super) steps: usize,
    /// An aggregation, which gathers nothing.
    pub(super) is_folded: bool,
}

impl NodeLoad {
    /// Samples held while the node is evaluated over `inputs` samples of its operands.
    pub(super) fn peak(&self, inputs: usize) -> usize {
        if self.is_folded {
            return inputs.max(self.results);
        }
        inputs.saturating_add(inputs.div_ceil(self.steps)).saturating_add(self.results)
    }
}

/// Samples of a value; a native histogram counts by its size.
pub(super) fn load(value: &Evaluated) -> usize {
    match value {
        Evaluated::Scalar(values) => values.len(),
        Evaluated::String(_) => 0,
        Evaluated::Vector(vector) => vector.series.iter().map(|series| column_load(&series.column)).sum(),
    }
}

/// Samples of a column.
pub(super) fn column_load(column: &Column) -> usize {
    let steps = 0..column.floats.len();
    let of_step = |step| match column.histogram(step) {
        Some(histogram) => histogram.sample_load(),
        None => usize::from(column.float(step).is_some()),
    };
    steps.map(of_step).sum()
}

#[cfg(test)]
mod tests {
    use firedrill_model::{Labels, Value};

    use super::super::{QueryOptions, instant};
    use crate::store::{Origin, Store};
    use crate::{Dialect, EvalError, Features, syntax};

    /// Whether `query` over `series` samples stays within 89 samples.
    fn fits(query: &str, series: usize) -> bool {
        let mut store = Store::default();
        for number in 0..series {
            let instance = number.to_string();
            let id = store.series_id(
                &Labels::from_pairs([("__name__", "v"), ("instance", instance.as_str())]),
                Origin::default(),
            );
            store.append(id, 0, Value::Float(1.0)).expect("a first sample");
        }
        let expr = syntax::parse(query, &Dialect::V3, &Features::SERVER_DEFAULT).expect(query);
        let options = QueryOptions { max_samples: 89, ..QueryOptions::default() };
        match instant(&store, &expr, 0, &options) {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error, EvalError::TooManySamples, "{query}");
                false
            }
        }
    }

    #[test]
    fn counts_as_the_reference_does() {
        for (query, most) in [("v", 89), ("abs(v)", 29), ("v + v", 17), ("sum(v)", 89)] {
            assert!(fits(query, most), "{query} over {most}");
            assert!(!fits(query, most + 1), "{query} over {}", most + 1);
        }
    }
}
