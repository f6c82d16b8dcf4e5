//! What the instants of the story are called.

use firedrill_scenario::Mark;

use super::axis::Axis;

/// Letters for marks; those behind the last share it.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The line of letters, and one line per mark that says what it stands for.
pub(super) fn drawn(marks: &[Mark], axis: &Axis) -> (String, Vec<String>) {
    let mut line = vec![' '; axis.columns];
    let mut legend = Vec::new();
    for (mark, letter) in marks.iter().zip(LETTERS.chars()) {
        let column = axis.column(mark.at);
        if line[column] == ' ' {
            line[column] = letter;
        }
        legend.push(format!("{letter}  {:>8}  {}", (mark.at - axis.start).to_string(), mark.name));
    }
    let left_out = marks.len().saturating_sub(LETTERS.len());
    if left_out > 0 {
        legend.push(format!("   and {left_out} more"));
    }
    (line.into_iter().collect(), legend)
}
