//! What computations on native histograms have to tell, as annotations of a range function.

use firedrill_model::histogram::{Note, Notes};

use super::kernel::{RangeInput, RangeOutput};
use super::windows::metric_name;
use crate::annotations::Level;

/// Adds the notes of one window.
pub(super) fn annotate(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, notes: &Notes) {
    for note in notes.iter() {
        let (level, text) = text(input, note);
        output.annotations.add(level, text, input.argument_span);
    }
}

/// Says that exponential and custom buckets met.
pub(super) fn annotate_mixed_schemas(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let (level, text) = text(input, Note::MixedSchemas);
    output.annotations.add(level, text, input.argument_span);
}

fn text(input: &RangeInput<'_>, note: Note) -> (Level, String) {
    match note {
        Note::MixedSchemas => (
            Level::Warning,
            format!(
                "vector contains a mix of histograms with exponential and custom buckets schemas for metric \
                 name {}",
                metric_name(input)
            ),
        ),
        Note::ConflictingCounterResets(operation) => {
            (Level::Warning, format!("conflicting counter resets during histogram {}", operation.name()))
        }
        Note::BoundsReconciled(operation) => {
            (Level::Info, format!("mismatched custom buckets were reconciled during {}", operation.name()))
        }
        Note::NotCounter => {
            (Level::Warning, format!("this native histogram metric is not a counter: {}", metric_name(input)))
        }
        Note::NotGauge => {
            (Level::Warning, format!("this native histogram metric is not a gauge: {}", metric_name(input)))
        }
    }
}
