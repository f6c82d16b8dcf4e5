//! Go's `sort.Sort`: the order of elements that compare equal, or inconsistently, follows it.
//!
//! A pattern-defeating quicksort with Go's constants; up to 12 elements an insertion sort.

const MAX_INSERTION: usize = 12;
/// Adjacent pairs out of order that are repaired before giving up.
const MAX_REPAIRS: usize = 5;
/// Shorter ranges are not repaired.
const SHORTEST_REPAIR: usize = 50;
/// Longer ranges take the pivot from three medians.
const SHORTEST_NINTHER: usize = 50;
const MAX_PIVOT_SWAPS: usize = 12;

/// Sorts as Go does with `less` as its `Less`, which need not be a strict weak order.
pub(crate) fn go_sort_by<T>(data: &mut [T], less: impl FnMut(&T, &T) -> bool) {
    let length = data.len();
    if length > 1 {
        let limit = usize::BITS - length.leading_zeros();
        Sorter { data, less }.quicksort(0, length, limit);
    }
}

struct Sorter<'a, T, L> {
    data: &'a mut [T],
    less: L,
}

#[derive(PartialEq)]
enum Hint {
    Unknown,
    Increasing,
    Decreasing,
}

impl<T, L: FnMut(&T, &T) -> bool> Sorter<'_, T, L> {
    fn less(&mut self, lhs: usize, rhs: usize) -> bool {
        (self.less)(&self.data[lhs], &self.data[rhs])
    }

    /// Sorts `start..end`; `limit` bad pivots are allowed before heapsort takes over.
    fn quicksort(&mut self, mut start: usize, mut end: usize, mut limit: u32) {
        let mut was_balanced = true;
        let mut was_partitioned = true;
        loop {
            let length = end - start;
            if length <= MAX_INSERTION {
                return self.insertion_sort(start, end);
            }
            if limit == 0 {
                return self.heapsort(start, end);
            }
            if !was_balanced {
                self.break_patterns(start, end);
                limit -= 1;
            }
            let (mut pivot, mut hint) = self.choose_pivot(start, end);
            if hint == Hint::Decreasing {
                self.data[start..end].reverse();
                pivot = (end - 1) - (pivot - start);
                hint = Hint::Increasing;
            }
            if was_balanced && was_partitioned && hint == Hint::Increasing && self.repair(start, end) {
                return;
            }
            if start > 0 && !self.less(start - 1, pivot) {
                start = self.partition_equal(start, end, pivot);
                continue;
            }
            let (middle, already_partitioned) = self.partition(start, end, pivot);
            was_partitioned = already_partitioned;
            let (left, right) = (middle - start, end - middle);
            let threshold = length / 8;
            if left < right {
                was_balanced = left >= threshold;
                self.quicksort(start, middle, limit);
                start = middle + 1;
            } else {
                was_balanced = right >= threshold;
                self.quicksort(middle + 1, end, limit);
                end = middle;
            }
        }
    }

    fn insertion_sort(&mut self, start: usize, end: usize) {
        for idx in start + 1..end {
            let mut position = idx;
            while position > start && self.less(position, position - 1) {
                self.data.swap(position, position - 1);
                position -= 1;
            }
        }
    }

    fn heapsort(&mut self, start: usize, end: usize) {
        let length = end - start;
        for root in (0..=(length - 1) / 2).rev() {
            self.sift_down(root, length, start);
        }
        for idx in (0..length).rev() {
            self.data.swap(start, start + idx);
            self.sift_down(0, idx, start);
        }
    }

    fn sift_down(&mut self, mut root: usize, length: usize, first: usize) {
        loop {
            let mut child = 2 * root + 1;
            if child >= length {
                return;
            }
            if child + 1 < length && self.less(first + child, first + child + 1) {
                child += 1;
            }
            if !self.less(first + root, first + child) {
                return;
            }
            self.data.swap(first + root, first + child);
            root = child;
        }
    }

    /// Moves what is less than the pivot before it; returns its place and whether nothing moved.
    fn partition(&mut self, start: usize, end: usize, pivot: usize) -> (usize, bool) {
        self.data.swap(start, pivot);
        let (mut low, mut high) = (start + 1, end - 1);
        let mut untouched = true;
        loop {
            while low <= high && self.less(low, start) {
                low += 1;
            }
            while low <= high && !self.less(high, start) {
                high -= 1;
            }
            if low > high {
                self.data.swap(high, start);
                return (high, untouched);
            }
            self.data.swap(low, high);
            untouched = false;
            low += 1;
            high -= 1;
        }
    }

    /// Moves what equals the pivot to the front; returns where the rest begins.
    fn partition_equal(&mut self, start: usize, end: usize, pivot: usize) -> usize {
        self.data.swap(start, pivot);
        let (mut low, mut high) = (start + 1, end - 1);
        loop {
            while low <= high && !self.less(start, low) {
                low += 1;
            }
            while low <= high && self.less(start, high) {
                high -= 1;
            }
            if low > high {
                return low;
            }
            self.data.swap(low, high);
            low += 1;
            high -= 1;
        }
    }

    /// Tries to finish a nearly sorted range; whether it is sorted now.
    fn repair(&mut self, start: usize, end: usize) -> bool {
        let mut idx = start + 1;
        for _ in 0..MAX_REPAIRS {
            while idx < end && !self.less(idx, idx - 1) {
                idx += 1;
            }
            if idx == end {
                return true;
            }
            if end - start < SHORTEST_REPAIR {
                return false;
            }
            self.data.swap(idx, idx - 1);
            if idx - start >= 2 {
                let mut position = idx - 1;
                while position >= 1 && self.less(position, position - 1) {
                    self.data.swap(position, position - 1);
                    position -= 1;
                }
            }
            let mut position = idx + 1;
            while position < end && self.less(position, position - 1) {
                self.data.swap(position, position - 1);
                position += 1;
            }
        }
        false
    }

    /// Scatters three elements with a fixed pseudo-random sequence.
    fn break_patterns(&mut self, start: usize, end: usize) {
        let length = end - start;
        if length < 8 {
            return;
        }
        let mut random = length as u64;
        let mask = (1_u64 << (usize::BITS - length.leading_zeros())) - 1;
        let middle = start + (length / 4) * 2;
        for idx in middle - 1..=middle + 1 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let mut other = (random & mask) as usize;
            if other >= length {
                other -= length;
            }
            self.data.swap(idx, start + other);
        }
    }

    fn choose_pivot(&mut self, start: usize, end: usize) -> (usize, Hint) {
        let length = end - start;
        let quarter = length / 4;
        let mut swaps = 0;
        let mut candidates = [start + quarter, start + quarter * 2, start + quarter * 3];
        if length >= SHORTEST_NINTHER {
            for candidate in &mut candidates {
                *candidate = self.median([*candidate - 1, *candidate, *candidate + 1], &mut swaps);
            }
        }
        let pivot = self.median(candidates, &mut swaps);
        let hint = match swaps {
            0 => Hint::Increasing,
            MAX_PIVOT_SWAPS => Hint::Decreasing,
            _ => Hint::Unknown,
        };
        (pivot, hint)
    }

    fn median(&mut self, [mut a, mut b, mut c]: [usize; 3], swaps: &mut usize) -> usize {
        self.order(&mut a, &mut b, swaps);
        self.order(&mut b, &mut c, swaps);
        self.order(&mut a, &mut b, swaps);
        b
    }

    fn order(&mut self, lhs: &mut usize, rhs: &mut usize, swaps: &mut usize) {
        if self.less(*rhs, *lhs) {
            *swaps += 1;
            std::mem::swap(lhs, rhs);
        }
    }
}
