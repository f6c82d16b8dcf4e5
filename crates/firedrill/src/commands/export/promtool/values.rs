//! Samples in the notation of unit tests.

use firedrill_model::is_stale_nan;
use firedrill_model::number::api_float;
use firedrill_promql::store::Times;

use super::grid::Grid;

/// Whole numbers up to here are added without loss.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The samples up to `end` on a grid in series notation: `0+1x3 _x2 5 stale`.
pub(super) fn notation(times: &Times, values: &[f64], grid: Grid, end: i64) -> String {
    let mut parts = Vec::new();
    let mut next = 0;
    let mut index = 0;
    let position = |index: usize| grid.point(times.at(index));
    while index < values.len() && times.at(index) <= end {
        let gap = position(index) - next;
        if gap > 0 {
            parts.push(if gap == 1 { "_".to_owned() } else { format!("_x{gap}") });
        }
        let (run, text) = run(values, index, &|later| {
            times.at(later) <= end && position(later) == position(index) + (later - index) as i64
        });
        parts.push(text);
        next = position(index + run - 1) + 1;
        index += run;
    }
    parts.join(" ")
}

/// The longest run from `first` that one expression gives, and that expression.
fn run(values: &[f64], first: usize, is_next: &dyn Fn(usize) -> bool) -> (usize, String) {
    let value = values[first];
    if is_stale_nan(value) {
        return (1, "stale".to_owned());
    }
    let step = values.get(first + 1).filter(|_| is_next(first + 1)).map_or(0.0, |second| second - value);
    let is_whole = |value: f64| value.fract() == 0.0 && value.abs() < EXACT;
    let step = if is_whole(value) && is_whole(step) { step } else { 0.0 };
    let mut length = 1;
    while let Some(next) = values.get(first + length).filter(|_| is_next(first + length)) {
        let wanted = value + step * length as f64;
        if next.to_bits() != wanted.to_bits() || wanted.abs() >= EXACT {
            break;
        }
        length += 1;
    }
    if length == 1 {
        return (1, api_float(value));
    }
    let (sign, step) = if step < 0.0 { ('-', -step) } else { ('+', step) };
    (length, format!("{}{sign}{}x{}", api_float(value), api_float(step), length - 1))
}

#[cfg(test)]
mod tests {
    use firedrill_model::stale_nan;

    use super::*;

    #[test]
    fn runs_gaps_and_ends_are_short() {
        let of = |times: &[i64], values: &[f64]| {
            notation(&Times::Explicit(times.to_vec()), values, Grid { start: 0, interval: 10 }, 60)
        };
        for (times, values, want) in [
            (&[0, 10, 20, 30][..], &[1.0, 1.0, 1.0, 2.0][..], "1+0x2 2"),
            (&[0, 10, 20], &[0.0, 5.0, 10.0], "0+5x2"),
            (&[0, 10], &[10.0, 5.0], "10-5x1"),
            (&[10, 40, 50], &[1.0, stale_nan(), 3.0], "_ 1 _x2 stale 3"),
            (&[0, 10, 20], &[0.1, 0.2, 0.2], "0.1 0.2+0x1"),
            (&[0, 10, 70], &[f64::NAN, f64::INFINITY, 1.0], "NaN +Inf"),
        ] {
            assert_eq!(of(times, values), want, "{values:?}");
        }
    }
}
