//! The annotation texts for what computations on native histograms have to tell.

use firedrill_model::Span;
use firedrill_model::histogram::Note;
use firedrill_model::quote::quote;

use crate::annotations::{Annotations, Level};

/// Adds notes on series of the metric called `metric` (empty where it has no name).
pub(crate) fn annotate(
    annotations: &mut Annotations,
    notes: impl IntoIterator<Item = Note>,
    metric: &str,
    span: Span,
) {
    for note in notes {
        let (level, text) = text(note, metric);
        annotations.add(level, text, span);
    }
}

/// Warns that floats and histograms met among the samples of the metric called `metric`.
pub(crate) fn annotate_mixed_types(annotations: &mut Annotations, metric: &str, span: Span) {
    let text = format!("encountered a mix of histograms and floats for metric name {}", quote(metric));
    annotations.add(Level::Warning, text, span);
}

/// Level and text of one note.
pub(crate) fn text(note: Note, metric: &str) -> (Level, String) {
    match note {
        Note::MixedSchemas => (
            Level::Warning,
            format!(
                "vector contains a mix of histograms with exponential and custom buckets schemas for metric \
                 name {}",
                quote(metric)
            ),
        ),
        Note::ConflictingCounterResets(operation) => {
            (Level::Warning, format!("conflicting counter resets during histogram {}", operation.name()))
        }
        Note::BoundsReconciled(operation) => {
            (Level::Info, format!("mismatched custom buckets were reconciled during {}", operation.name()))
        }
        Note::NotCounter => {
            (Level::Warning, format!("this native histogram metric is not a counter: {}", quote(metric)))
        }
        Note::NotGauge => {
            (Level::Warning, format!("this native histogram metric is not a gauge: {}", quote(metric)))
        }
    }
}
