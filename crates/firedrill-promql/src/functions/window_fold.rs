//! Folding every window sample by sample, where the order of additions decides the last bit.

use super::kernel::{RangeInput, RangeOutput};

/// Windows folded side by side. Each addition waits for the one before it in the same window, so a
/// single window leaves the processor idle most of the time; neighbours fill the gaps.
const LANES: usize = 4;

/// How to fold one window; samples are named by their index in the series.
pub(super) trait WindowFold {
    /// What is carried from sample to sample.
    type State: Copy;

    /// The state after the first sample of the window at `step`.
    fn start(&self, step: usize, idx: usize) -> Self::State;

    /// Takes in the next sample.
    fn add(&self, state: &mut Self::State, idx: usize);

    /// The result of a window of `count` samples.
    fn finish(&self, step: usize, state: Self::State, count: usize) -> f64;
}

/// A window that is not empty.
#[derive(Debug, Clone, Copy, Default)]
struct Lane {
    step: usize,
    start: usize,
    end: usize,
}

/// Sets every step whose window has at least `shortest` (1 or more) samples to its fold.
pub(super) fn fold_windows(
    input: &RangeInput<'_>,
    output: &mut RangeOutput<'_>,
    shortest: usize,
    fold: &impl WindowFold,
) {
    let floats = output.column.floats.as_mut_slice();
    let mut lanes = [Lane::default(); LANES];
    let mut waiting = 0;
    for (step, &(start, end)) in input.windows.iter().enumerate() {
        let lane = Lane { step, start: start as usize, end: end as usize };
        if lane.end - lane.start < shortest {
            continue;
        }
        lanes[waiting] = lane;
        waiting += 1;
        if waiting == LANES {
            fold_lanes(lanes, fold, floats);
            waiting = 0;
        }
    }
    for lane in &lanes[..waiting] {
        fold_lanes([*lane], fold, floats);
    }
}

fn fold_lanes<const COUNT: usize>(lanes: [Lane; COUNT], fold: &impl WindowFold, floats: &mut [f64]) {
    let mut states = lanes.map(|lane| fold.start(lane.step, lane.start));
    let shared = lanes.iter().map(|lane| lane.end - lane.start).min().unwrap_or(0);
    for offset in 1..shared {
        for (state, lane) in states.iter_mut().zip(&lanes) {
            fold.add(state, lane.start + offset);
        }
    }
    for (state, lane) in states.iter_mut().zip(&lanes) {
        for idx in lane.start + shared..lane.end {
            fold.add(state, idx);
        }
        floats[lane.step] = fold.finish(lane.step, *state, lane.end - lane.start);
    }
}
