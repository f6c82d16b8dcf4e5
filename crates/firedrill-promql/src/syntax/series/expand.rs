//! Runs to values.

use std::iter;
use std::sync::Arc;

use firedrill_model::FloatHistogram;

use super::item::{HistogramStep, SeriesDescription, SeriesItem, SeriesValue};

impl SeriesDescription {
    /// The values step by step.
    pub fn expand(&self) -> impl Iterator<Item = SeriesValue> {
        self.items.iter().flat_map(SeriesItem::expand)
    }
}

impl SeriesItem {
    /// The values of the run: the step is added again and again, as upstream, so that rounding errors
    /// are the same.
    pub fn expand(&self) -> Box<dyn Iterator<Item = SeriesValue> + '_> {
        match self {
            Self::Gap { count } => Box::new((0..*count).map(|_| SeriesValue::Gap)),
            Self::Float { start, step, count } => {
                let mut next = *start;
                Box::new((0..*count).map(move |_| {
                    let current = next;
                    if let Some(step) = step {
                        next += step;
                    }
                    SeriesValue::Float(current)
                }))
            }
            Self::Histogram { start, step, count, has_reset_hint } => {
                let mut upcoming = Some(Arc::clone(start));
                let values = iter::from_fn(move || {
                    let current = upcoming.take()?;
                    upcoming = next_histogram(&current, step.as_ref());
                    Some(SeriesValue::Histogram { histogram: current, has_reset_hint: *has_reset_hint })
                });
                Box::new(values.take(usize::try_from(*count).unwrap_or(usize::MAX)))
            }
        }
    }
}

/// The value after `current`; `None` where the two cannot be combined, which the parser has excluded.
fn next_histogram(
    current: &Arc<FloatHistogram>,
    step: Option<&HistogramStep>,
) -> Option<Arc<FloatHistogram>> {
    let Some(HistogramStep { histogram, subtract }) = step else { return Some(Arc::clone(current)) };
    let mut next = FloatHistogram::clone(current);
    let combined = if *subtract { next.subtract(histogram) } else { next.add(histogram) };
    combined.ok().map(|_| Arc::new(next))
}
