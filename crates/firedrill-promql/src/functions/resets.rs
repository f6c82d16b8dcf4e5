//! `changes`, `resets`: events between neighbouring samples.

use super::extended_range::anchored_window;
use super::function::Function;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::pair_events::PairEvents;

pub(super) static CHANGES: Function = Function::of_range(
    "changes",
    "how often the value changed within the window",
    Kernel::range(|input, output| {
        count_events(input, output, |idx| is_change(input, idx));
        Ok(())
    }),
);
pub(super) static RESETS: Function = Function::of_range(
    "resets",
    "number of counter resets within the window",
    Kernel::range(|input, output| {
        count_events(input, output, |idx| is_reset(input, idx));
        Ok(())
    }),
);

fn count_events(input: &RangeInput<'_>, output: &mut RangeOutput<'_>, happens_at: impl Fn(usize) -> bool) {
    let mut events = PairEvents::new(happens_at);
    for (step, &window) in input.windows.iter().enumerate() {
        let window = match input.extension {
            None => Some(window).filter(|(start, end)| start < end),
            Some(_) => anchored_window(input, step, window),
        };
        if let Some(window) = window {
            output.column.floats[step] = events.within(window).len() as f64;
        }
    }
}

/// Whether the sample differs from its predecessor. NaN equals NaN, and 0 equals −0.
fn is_change(input: &RangeInput<'_>, idx: usize) -> bool {
    let (old, new) = (input.values[idx - 1], input.values[idx]);
    let floats_differ = || new != old && !(new.is_nan() && old.is_nan());
    let Some(histograms) = input.histograms else {
        return floats_differ();
    };
    match (&histograms[idx - 1], &histograms[idx]) {
        (None, None) => floats_differ(),
        (Some(old), Some(new)) => new != old,
        _ => true,
    }
}

/// Whether a counter was reset between the sample and its predecessor; a change of the sample type
/// is one.
fn is_reset(input: &RangeInput<'_>, idx: usize) -> bool {
    if input.sample_times(idx).starts_after(input.sample_times(idx - 1)) {
        return true;
    }
    let is_drop = || input.values[idx] < input.values[idx - 1];
    let Some(histograms) = input.histograms else {
        return is_drop();
    };
    match (&histograms[idx - 1], &histograms[idx]) {
        (None, None) => is_drop(),
        (Some(old), Some(new)) => new.is_reset_after(old),
        _ => true,
    }
}
