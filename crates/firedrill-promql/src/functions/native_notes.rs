//! What computations on native histograms have to tell, as annotations of a range function.

use firedrill_model::histogram::{Note, Notes};

use super::kernel::{RangeInput, RangeOutput};
use crate::histogram_notes;

/// Adds the notes of one window.
pub(super) fn annotate(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, notes: &Notes) {
    add(input, output, notes.iter());
}

/// Says that exponential and custom buckets met.
pub(super) fn annotate_mixed_schemas(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    add(input, output, [Note::MixedSchemas]);
}

fn add(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, notes: impl IntoIterator<Item = Note>) {
    let metric = input.labels.metric_name().unwrap_or("");
    histogram_notes::annotate(output.annotations, notes, metric, input.argument_span);
}
