//! When rules are evaluated.

use firedrill_promql::column::Steps;

use super::super::RuleSet;
use super::{Segment, ServerOptions};

/// The evaluations of every rule in one segment; `count` is 0 for rules that have none.
#[derive(Debug)]
pub(super) struct Schedule {
    pub(super) steps: Vec<Steps>,
}

/// One evaluation of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub(super) at: i64,
    pub(super) rule: usize,
    pub(super) step: usize,
}

impl Schedule {
    /// The evaluations of a segment in a run that began at `origin`.
    pub(super) fn new(segment: &Segment<'_>, origin: i64, options: &ServerOptions<'_>) -> Self {
        let steps = |rules: &RuleSet| {
            rules
                .rules
                .iter()
                .map(|rule| grid(segment, origin, rule.interval.unwrap_or(options.interval).as_ms()))
                .collect()
        };
        Self { steps: steps(segment.rules) }
    }

    /// All evaluations of some rules, in the order in which they happen.
    pub(super) fn moments(&self, rules: &[usize]) -> Vec<Moment> {
        let of_rule = |rule: usize| {
            let steps = self.steps[rule];
            (0..steps.count).map(move |step| Moment { at: steps.time(step), rule, step })
        };
        let mut moments: Vec<_> = rules.iter().copied().flat_map(of_rule).collect();
        moments.sort_unstable();
        moments
    }
}

/// The multiples of `interval` from `origin` in a segment.
fn grid(segment: &Segment<'_>, origin: i64, interval: i64) -> Steps {
    let interval = interval.max(1);
    let (start, end) = (segment.start.as_ms(), segment.end.as_ms());
    let first = origin + ceil_div(start - origin, interval) * interval;
    let count = if first >= end { 0 } else { ceil_div(end - first, interval) };
    Steps { start: first, interval, count: usize::try_from(count).unwrap_or(0) }
}

fn ceil_div(distance: i64, interval: i64) -> i64 {
    distance.div_euclid(interval) + i64::from(distance.rem_euclid(interval) != 0)
}

#[cfg(test)]
mod tests {
    use firedrill_model::Timestamp;
    use firedrill_promql::{Dialect, Features};

    use super::super::Begin;
    use super::*;
    use crate::Languages;

    #[test]
    fn segments_keep_the_phase_of_the_run() {
        let features = Features::SERVER_DEFAULT;
        let languages = Languages { dialect: Dialect::V3, rules: features, engine: features };
        let rules = RuleSet::new([], &languages);
        for (start, end, first, count) in
            [(0, 180, 0, 3), (0, 181, 0, 4), (70, 240, 120, 2), (120, 130, 120, 1), (70, 100, 120, 0)]
        {
            let segment =
                Segment { begin: Begin::Fresh, start: Timestamp(start), end: Timestamp(end), rules: &rules };
            assert_eq!(grid(&segment, 0, 60), Steps { start: first, interval: 60, count }, "{start}..{end}");
        }
    }
}
