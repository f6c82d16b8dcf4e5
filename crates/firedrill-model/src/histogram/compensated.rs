//! Histograms whose every number is a compensated sum: the working form of arithmetic.

use super::bounds::exponential_bound;
use super::buckets::layout;
use super::{Combined, CounterResetHint, FloatHistogram, MixedSchemas, Side};
use crate::CompensatedSum;

/// A bucket's index and its running count.
pub(super) type CompensatedBucket = (i32, CompensatedSum);

/// What becomes of the rounding errors of the right operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    /// They are added (`KahanAdd`).
    Compensated,
    /// They are forgotten (`Add`, `Sub`).
    Plain,
}

/// A histogram in the middle of a sum.
#[derive(Debug, Clone)]
pub(super) struct CompensatedHistogram {
    pub(super) counter_reset_hint: CounterResetHint,
    pub(super) schema: i32,
    pub(super) zero_threshold: f64,
    pub(super) zero_count: CompensatedSum,
    pub(super) count: CompensatedSum,
    pub(super) sum: CompensatedSum,
    /// In index order.
    pub(super) positive: Vec<CompensatedBucket>,
    /// In index order, from zero outward.
    pub(super) negative: Vec<CompensatedBucket>,
    pub(super) custom_values: Vec<f64>,
}

impl From<&FloatHistogram> for CompensatedHistogram {
    fn from(histogram: &FloatHistogram) -> Self {
        let buckets = |side| {
            histogram
                .indexed(side)
                .map(|(index, count)| (index, CompensatedSum::starting_at(count)))
                .collect()
        };
        Self {
            counter_reset_hint: histogram.counter_reset_hint,
            schema: histogram.schema,
            zero_threshold: histogram.zero_threshold,
            zero_count: CompensatedSum::starting_at(histogram.zero_count),
            count: CompensatedSum::starting_at(histogram.count),
            sum: CompensatedSum::starting_at(histogram.sum),
            positive: buckets(Side::Positive),
            negative: buckets(Side::Negative),
            custom_values: histogram.custom_values.clone(),
        }
    }
}

impl CompensatedHistogram {
    pub(super) fn has_custom_buckets(&self) -> bool {
        self.schema == super::CUSTOM_BUCKETS_SCHEMA
    }

    /// Every number changed by `change`; bounds and thresholds stay.
    pub(super) fn map(mut self, change: impl Fn(CompensatedSum) -> CompensatedSum) -> Self {
        self.zero_count = change(self.zero_count);
        self.count = change(self.count);
        self.sum = change(self.sum);
        for (_, count) in self.positive.iter_mut().chain(&mut self.negative) {
            *count = change(*count);
        }
        self
    }

    /// Whether any number is infinite.
    pub(super) fn has_overflow(&self) -> bool {
        let buckets = self.positive.iter().chain(&self.negative).map(|(_, count)| count.sum);
        [self.zero_count.sum, self.count.sum, self.sum.sum]
            .into_iter()
            .chain(buckets)
            .chain(self.custom_values.iter().copied())
            .any(f64::is_infinite)
    }

    /// The sums without compensation.
    pub(super) fn into_plain(self) -> FloatHistogram {
        self.into_histogram(|bucket| bucket.1.sum, |running| running.sum)
    }

    /// The sums with compensation. Leading buckets inside the zero bucket keep their plain sum, as
    /// the final `Add` of the compensations skips them.
    pub(super) fn into_total(self) -> FloatHistogram {
        let (schema, zero_threshold, is_custom) =
            (self.schema, self.zero_threshold, self.has_custom_buckets());
        let total = move |(index, running): CompensatedBucket| {
            if !is_custom && exponential_bound(index, schema) <= zero_threshold {
                running.sum
            } else {
                running.total()
            }
        };
        self.into_histogram(total, CompensatedSum::total)
    }

    fn into_histogram(
        self,
        bucket: impl Fn(CompensatedBucket) -> f64,
        number: impl Fn(CompensatedSum) -> f64,
    ) -> FloatHistogram {
        let side = |buckets: Vec<CompensatedBucket>| layout(buckets.into_iter().map(|it| (it.0, bucket(it))));
        let (positive_spans, positive_buckets) = side(self.positive);
        let (negative_spans, negative_buckets) = side(self.negative);
        FloatHistogram {
            counter_reset_hint: self.counter_reset_hint,
            schema: self.schema,
            zero_threshold: self.zero_threshold,
            zero_count: number(self.zero_count),
            count: number(self.count),
            sum: number(self.sum),
            positive_spans,
            negative_spans,
            positive_buckets,
            negative_buckets,
            custom_values: self.custom_values,
        }
    }

    /// Adds `other` in Prometheus' order of operations.
    ///
    /// Buckets of `other` that its widened zero bucket has swallowed are not removed from it, so
    /// after a reduction of its resolution they may be counted twice, as upstream.
    ///
    /// # Errors
    /// [`MixedSchemas`] between custom and exponential buckets; then nothing has changed.
    pub(super) fn combine(&mut self, mut other: Self, rounding: Rounding) -> Result<Combined, MixedSchemas> {
        if self.has_custom_buckets() != other.has_custom_buckets() {
            return Err(MixedSchemas);
        }
        let mut combined = Combined::default();
        (self.counter_reset_hint, combined.conflicting_counter_resets) =
            self.counter_reset_hint.combined_with(other.counter_reset_hint);
        if !self.has_custom_buckets() {
            let zero_count = self.reconcile_zero_buckets(&other);
            add(&mut self.zero_count, zero_count, rounding);
        }
        self.count.add(other.count.sum, true);
        self.sum.add(other.sum.sum, true);
        if self.has_custom_buckets() && self.custom_values != other.custom_values {
            self.reconcile_bounds(&other);
            combined.bounds_reconciled = true;
            return Ok(combined);
        }
        let schema = self.schema.min(other.schema);
        self.reduce_to(schema);
        other.reduce_to(schema);
        let floor = (!self.has_custom_buckets()).then_some((schema, self.zero_threshold));
        merge(&mut self.positive, other.positive, floor, rounding);
        merge(&mut self.negative, other.negative, floor, rounding);
        Ok(combined)
    }
}

fn add(target: &mut CompensatedSum, addend: CompensatedSum, rounding: Rounding) {
    match rounding {
        Rounding::Compensated => target.add_both(addend),
        Rounding::Plain => target.add(addend.sum, true),
    }
}

/// Adds buckets of the same schema. `floor` is schema and zero threshold: leading addends inside
/// the zero bucket are left out.
fn merge(
    targets: &mut Vec<CompensatedBucket>,
    addends: Vec<CompensatedBucket>,
    floor: Option<(i32, f64)>,
    rounding: Rounding,
) {
    let mut merged = Vec::with_capacity(targets.len() + addends.len());
    let mut own = targets.drain(..).peekable();
    let is_inside_zero_bucket =
        |index| floor.is_some_and(|(schema, threshold)| exponential_bound(index, schema) <= threshold);
    for (index, addend) in addends.into_iter().skip_while(|(index, _)| is_inside_zero_bucket(*index)) {
        while let Some(bucket) = own.next_if(|bucket| bucket.0 < index) {
            merged.push(bucket);
        }
        if let Some((_, mut target)) = own.next_if(|bucket| bucket.0 == index) {
            add(&mut target, addend, rounding);
            merged.push((index, target));
        } else {
            let inserted = if rounding == Rounding::Compensated {
                addend
            } else {
                CompensatedSum::starting_at(addend.sum)
            };
            merged.push((index, inserted));
        }
    }
    merged.extend(own);
    *targets = merged;
}
