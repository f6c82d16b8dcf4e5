//! `deriv`, `predict_linear`: least squares.

use super::function::Function;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::window_fold::{WindowFold, fold_windows};
use super::windows::floats_only;
use crate::statistics::CompensatedSum;
use crate::syntax::ValueType;

pub(super) static DERIV: Function = Function::of_range(
    "deriv",
    "slope per second of the line through the window by least squares",
    Kernel::range(|input, output| {
        floats_only(input, output, derivatives);
        Ok(())
    }),
);
pub(super) static PREDICT_LINEAR: Function = Function {
    args: &[ValueType::RangeVector, ValueType::Scalar],
    ..Function::of_range(
        "predict_linear",
        "the value that the line through the window by least squares has so many seconds from now",
        Kernel::range(|input, output| {
            floats_only(input, output, predictions);
            Ok(())
        }),
    )
};

fn derivatives(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let fold = LineFold { input, origin: |_, first_ms| first_ms, result: |_, line: Line| line.slope };
    fold_windows(input, output, 2, &fold);
}

/// The intercept lies at the evaluation time, which `offset` and `@` do not move.
fn predictions(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let fold = LineFold {
        input,
        origin: |step, _| input.steps.time(step),
        result: |step, line: Line| line.slope * input.scalars[0][step] + line.intercept,
    };
    fold_windows(input, output, 2, &fold);
}

struct Line {
    /// Per second.
    slope: f64,
    /// The value at the origin.
    intercept: f64,
}

/// Fits a line to each window.
struct LineFold<'a, O, R> {
    input: &'a RangeInput<'a>,
    /// The time in milliseconds from which a window's times count, given its step and first time.
    origin: O,
    /// What is asked of the line at a step.
    result: R,
}

/// The sums of least squares; x counts seconds from the origin.
#[derive(Debug, Clone, Copy)]
struct Moments {
    origin_ms: i64,
    first: f64,
    /// All values so far equal the first, so the line is known exactly without sums.
    is_constant: bool,
    x: CompensatedSum,
    y: CompensatedSum,
    xy: CompensatedSum,
    xx: CompensatedSum,
}

impl<O: Fn(usize, i64) -> i64, R: Fn(usize, Line) -> f64> WindowFold for LineFold<'_, O, R> {
    type State = Moments;

    fn start(&self, step: usize, idx: usize) -> Moments {
        let zero = CompensatedSum::default();
        let mut moments = Moments {
            origin_ms: (self.origin)(step, self.input.times[idx]),
            first: self.input.values[idx],
            is_constant: true,
            x: zero,
            y: zero,
            xy: zero,
            xx: zero,
        };
        self.add(&mut moments, idx);
        moments
    }

    #[inline]
    fn add(&self, moments: &mut Moments, idx: usize) {
        let guarded = self.input.dialect.guarded_compensation;
        let x = (self.input.times[idx] - moments.origin_ms) as f64 / 1e3;
        let y = self.input.values[idx];
        moments.is_constant &= y == moments.first;
        moments.x.add(x, guarded);
        moments.y.add(y, guarded);
        moments.xy.add(x * y, guarded);
        moments.xx.add(x * x, guarded);
    }

    fn finish(&self, step: usize, moments: Moments, count: usize) -> f64 {
        (self.result)(step, moments.line(count as f64))
    }
}

impl Moments {
    fn line(self, count: f64) -> Line {
        if self.is_constant && self.first.is_infinite() {
            return Line { slope: f64::NAN, intercept: f64::NAN };
        }
        if self.is_constant {
            return Line { slope: 0.0, intercept: self.first };
        }
        let (x, y) = (self.x.total(), self.y.total());
        let covariance = self.xy.total() - x * y / count;
        let variance = self.xx.total() - x * x / count;
        let slope = covariance / variance;
        Line { slope, intercept: y / count - slope * x / count }
    }
}
