//! What aggregations have to tell about native histograms.

use firedrill_model::histogram::{Note, Notes};

use super::AggregationNotes;
use crate::annotations::Level;
use crate::column::Column;
use crate::histogram_notes;

/// Notices histograms among the samples of an aggregation of floats.
#[derive(Debug)]
pub(super) struct IgnoredHistograms {
    aggregation: &'static str,
    seen: bool,
}

impl IgnoredHistograms {
    /// For the aggregation called `aggregation`.
    pub(super) fn of(aggregation: &'static str) -> Self {
        Self { aggregation, seen: false }
    }

    /// Looks for histograms in a series.
    pub(super) fn see(&mut self, column: &Column) {
        if let Some(histograms) = &column.histograms {
            self.seen |= histograms.iter().any(Option::is_some);
        }
    }

    /// Tells of the histograms that were ignored.
    pub(super) fn annotate(&self, notes: &mut AggregationNotes<'_>) {
        if self.seen {
            let text = format!("ignored histogram in {} aggregation", self.aggregation);
            notes.annotations.add(Level::Info, text, notes.operand);
        }
    }
}

/// Warns that floats and histograms met in one group.
pub(super) fn annotate_mixed_types(notes: &mut AggregationNotes<'_>) {
    let text = "encountered a mix of histograms and floats for aggregation";
    notes.annotations.add(Level::Warning, text.to_owned(), notes.operand);
}

/// Warns that a series of `metric` brought exponential buckets to custom ones, or the reverse.
pub(super) fn annotate_mixed_schemas(notes: &mut AggregationNotes<'_>, metric: &str) {
    histogram_notes::annotate(notes.annotations, [Note::MixedSchemas], metric, notes.operand);
}

/// Adds what happened while histograms were summed up.
pub(super) fn annotate(notes: &mut AggregationNotes<'_>, found: &Notes) {
    // Mixed schemas, which need the metric's name, come as an error instead.
    histogram_notes::annotate(notes.annotations, found.iter(), "", notes.operand);
}
