//! `irate`, `idelta`: the last two samples of a window.

use std::sync::Arc;

use firedrill_model::Value;
use firedrill_model::histogram::{HistogramSample, InstantFunction, instant_rate};

use super::function::Function;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::native_notes::annotate;
use super::windows::{value_at, warn_mixed};

pub(super) static IRATE: Function = Function::of_range(
    "irate",
    "increase of a counter per second between the last two samples of the window",
    Kernel::range(|input, output| {
        last_differences(input, output, InstantFunction::Irate);
        Ok(())
    }),
);
pub(super) static IDELTA: Function = Function::of_range(
    "idelta",
    "difference of the last two samples of the window",
    Kernel::range(|input, output| {
        last_differences(input, output, InstantFunction::Idelta);
        Ok(())
    }),
);

fn last_differences(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, function: InstantFunction) {
    for (step, &(start, end)) in input.windows.iter().enumerate() {
        if end < start + 2 {
            continue;
        }
        let (old, new) = (end as usize - 2, end as usize - 1);
        let interval_ms = input.times[new] - input.times[old];
        let starts_anew = input.sample_times(new).starts_after(input.sample_times(old));
        let float_difference = |old: f64, new: f64| match function {
            InstantFunction::Idelta => new - old,
            InstantFunction::Irate => {
                let increase = if starts_anew || new < old { new } else { new - old };
                increase / (interval_ms as f64 / 1000.0)
            }
        };
        if input.histograms.is_none() {
            if interval_ms != 0 {
                output.column.floats[step] = float_difference(input.values[old], input.values[new]);
            }
            continue;
        }
        let value = match (value_at(input, old), value_at(input, new)) {
            _ if interval_ms == 0 => None,
            (Value::Float(old), Value::Float(new)) => Some(Value::Float(float_difference(old, new))),
            (Value::Histogram(previous), Value::Histogram(last)) => {
                let at = |idx, histogram| HistogramSample { times: input.sample_times(idx), histogram };
                let (difference, notes) = instant_rate(function, at(old, &previous), at(new, &last));
                annotate(input, output, &notes);
                difference.map(|difference| Value::Histogram(Arc::new(difference)))
            }
            _ => {
                warn_mixed(input, output);
                None
            }
        };
        output.column.set(step, value);
    }
}
