//! A range answer as one line of bars per series.

use std::fmt::Write as _;

use firedrill_model::number::api_float;
use firedrill_model::{Duration, Value};
use firedrill_promql::eval::MatrixSeries;

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Narrowest and widest run of bars in characters.
const WIDTH: std::ops::RangeInclusive<usize> = 10..=120;

/// The grid of a range query in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// First step.
    pub start: i64,
    /// Last step at the latest.
    pub end: i64,
    /// Distance of steps.
    pub step: i64,
}

/// One line per series, bars scaled to the smallest and largest finite value of all; steps without
/// a sample are blank, `!` marks values that are not finite, `#` native histograms. `columns` is the
/// width of the terminal.
pub fn render(series: &[MatrixSeries], grid: Grid, columns: usize) -> String {
    if series.is_empty() {
        return "no series\n".to_owned();
    }
    let names: Vec<String> = series.iter().map(|it| it.labels.to_string()).collect();
    let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let steps = usize::try_from((grid.end - grid.start) / grid.step).unwrap_or(0) + 1;
    // Two blanks on either side of the bars and room for the last value.
    let room = columns.saturating_sub(widest + 4 + 22).clamp(*WIDTH.start(), *WIDTH.end());
    let width = room.min(steps);
    let (low, high) = bounds(series);
    let mut out = String::new();
    for (one, name) in series.iter().zip(names) {
        let bars = bars(one, grid, steps, width, (low, high));
        let last = one.points.last().map(|(_, value)| value_text(value)).unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{name:widest$}  {bars}  {last}");
    }
    let span = Duration::from_ms(grid.end - grid.start);
    let _ = writeln!(out, "{:widest$}  {} … {} over {span}", "", api_float(low), api_float(high));
    out
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Float(float) => api_float(*float),
        Value::Histogram(histogram) => histogram.to_string(),
    }
}

/// Smallest and largest finite value; 0 and 0 where there is none.
fn bounds(series: &[MatrixSeries]) -> (f64, f64) {
    let mut found: Option<(f64, f64)> = None;
    for (_, value) in series.iter().flat_map(|it| &it.points) {
        if let Value::Float(value) = value
            && value.is_finite()
        {
            let (low, high) = found.unwrap_or((*value, *value));
            found = Some((low.min(*value), high.max(*value)));
        }
    }
    found.unwrap_or((0.0, 0.0))
}

/// Each character stands for an equal share of the steps and shows the last sample in it.
fn bars(series: &MatrixSeries, grid: Grid, steps: usize, width: usize, (low, high): (f64, f64)) -> String {
    let mut cells: Vec<char> = vec![' '; width];
    for (time, value) in &series.points {
        let step = usize::try_from((time - grid.start) / grid.step).unwrap_or(0).min(steps - 1);
        cells[step * width / steps] = match value {
            Value::Float(value) if value.is_finite() => bar(*value, low, high),
            Value::Float(_) => '!',
            Value::Histogram(_) => '#',
        };
    }
    cells.into_iter().collect()
}

fn bar(value: f64, low: f64, high: f64) -> char {
    if high <= low {
        return BARS[0];
    }
    // Halves first: the difference of two finite doubles may overflow.
    let share = (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0);
    BARS[((share * BARS.len() as f64) as usize).min(BARS.len() - 1)]
}

#[cfg(test)]
mod tests {
    use firedrill_model::Labels;

    use super::*;

    #[test]
    fn scales_bars_to_all_series_and_leaves_gaps_blank() {
        let point = |step: i64, value: f64| (step * 1000, Value::Float(value));
        let series = [
            MatrixSeries {
                labels: Labels::from_pairs([("a", "x")]),
                points: vec![point(0, 0.0), point(1, 4.0), point(3, 8.0)],
            },
            MatrixSeries {
                labels: Labels::from_pairs([("a", "longer")]),
                points: vec![point(0, f64::NAN), point(2, 2.0)],
            },
        ];
        let grid = Grid { start: 0, end: 3000, step: 1000 };
        let want = "{a=\"x\"}       ▁▅ █  8\n{a=\"longer\"}  ! ▃   2\n              0 … 8 over 3s\n";
        assert_eq!(render(&series, grid, 80), want);
    }
}
