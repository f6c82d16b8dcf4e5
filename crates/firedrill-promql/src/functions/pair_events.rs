//! Positions where something happens between a sample and its predecessor.

/// Finds the events inside windows that only move forward; each pair of samples is looked at once
/// however many windows it lies in.
pub(super) struct PairEvents<F> {
    /// Whether something happens between the samples at `idx - 1` and `idx`.
    happens_at: F,
    /// Positions of the second samples, ascending.
    positions: Vec<u32>,
    /// The first of `positions` that may lie in the next window.
    low: usize,
    /// Pairs up to here (exclusive) have been looked at.
    scanned: u32,
}

impl<F: Fn(usize) -> bool> PairEvents<F> {
    pub(super) fn new(happens_at: F) -> Self {
        Self { happens_at, positions: Vec::new(), low: 0, scanned: 0 }
    }

    /// The second positions of the pairs inside `start..end` where something happens.
    pub(super) fn within(&mut self, (start, end): (u32, u32)) -> &[u32] {
        for idx in self.scanned.max(start + 1)..end {
            if (self.happens_at)(idx as usize) {
                self.positions.push(idx);
            }
        }
        self.scanned = self.scanned.max(end);
        while self.positions.get(self.low).is_some_and(|position| *position <= start) {
            self.low += 1;
        }
        &self.positions[self.low..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_over_drops() {
        let values = [1, 5, 2, 3, 1, 0, 7];
        let mut drops = PairEvents::new(|idx| values[idx] < values[idx - 1]);
        assert_eq!(drops.within((0, 3)), [2]);
        assert_eq!(drops.within((2, 5)), [4]);
        assert_eq!(drops.within((3, 7)), [4, 5]);
        assert!(drops.within((5, 7)).is_empty());
    }
}
