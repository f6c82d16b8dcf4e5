//! Laws that hold for any histogram, valid or not.

use proptest::prelude::*;

use super::{
    BucketSpan, CUSTOM_BUCKETS_SCHEMA, CounterResetHint, Edges, FloatHistogram, HistogramMean,
    HistogramSample, HistogramSum, InstantFunction, Keep, RangeFunction, Window, extended_rate,
    extrapolated_rate, instant_rate,
};
use crate::SampleTimes;

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (0_u32..20).prop_map(f64::from),
        1 => prop_oneof![
            Just(f64::NAN),
            Just(f64::INFINITY),
            Just(f64::NEG_INFINITY),
            Just(-0.0),
            Just(f64::MAX),
            Just(5e-324),
        ],
        1 => any::<f64>(),
    ]
}

fn side() -> impl Strategy<Value = (Vec<BucketSpan>, Vec<f64>)> {
    let span = prop_oneof![
        8 => (-3_i32..6, 0_u32..4),
        1 => (any::<i32>(), any::<u32>()),
    ]
    .prop_map(|(offset, length)| BucketSpan { offset, length });
    (proptest::collection::vec(span, 0..4), proptest::collection::vec(number(), 0..8))
}

fn hint() -> impl Strategy<Value = CounterResetHint> {
    use CounterResetHint::{Gauge, NotReset, Reset, Unknown};
    prop_oneof![Just(Unknown), Just(Reset), Just(NotReset), Just(Gauge)]
}

/// Anything the data type can hold.
fn histogram() -> impl Strategy<Value = FloatHistogram> {
    let schema = prop_oneof![
        4 => -4_i32..9,
        2 => Just(CUSTOM_BUCKETS_SCHEMA),
        1 => any::<i32>(),
    ];
    let numbers = (number(), number(), number(), number());
    let bounds = proptest::collection::vec(number(), 0..4);
    (hint(), schema, numbers, side(), side(), bounds).prop_map(
        |(counter_reset_hint, schema, numbers, positive, negative, custom_values)| FloatHistogram {
            counter_reset_hint,
            schema,
            zero_threshold: numbers.0,
            zero_count: numbers.1,
            count: numbers.2,
            sum: numbers.3,
            positive_spans: positive.0,
            negative_spans: negative.0,
            positive_buckets: positive.1,
            negative_buckets: negative.1,
            custom_values,
        },
    )
}

/// A histogram that storage accepts, with small whole counts, so that sums are exact.
fn valid_histogram() -> impl Strategy<Value = FloatHistogram> {
    let buckets = proptest::collection::vec((0_u32..9).prop_map(f64::from), 1..6);
    (-4_i32..9, -9_i32..9, buckets, 0_u32..5).prop_map(|(schema, offset, positive_buckets, zero)| {
        FloatHistogram {
            schema,
            zero_threshold: 0.0,
            zero_count: f64::from(zero),
            count: f64::from(zero) + positive_buckets.iter().sum::<f64>(),
            sum: positive_buckets.iter().sum(),
            positive_spans: vec![BucketSpan { offset, length: positive_buckets.len() as u32 }],
            positive_buckets,
            ..FloatHistogram::default()
        }
    })
}

fn at(time_ms: i64, histogram: &FloatHistogram) -> HistogramSample<'_> {
    HistogramSample { times: SampleTimes { time_ms, start_ms: time_ms - 5 }, histogram }
}

proptest! {
    #[test]
    fn nothing_panics(first in histogram(), second in histogram(), value in number()) {
        let _ = (first.validate(), first.to_string(), first.test_expression(), first.json_buckets());
        let _ = (first.quantile(value), first.quantile(0.5), first.fraction(value, 7.0));
        let _ = (first.variance(), first.is_reset_after(&second), first.stored_hint(Some(&second)));
        let _ = (first.trimmed(Keep::Below, value), first.trimmed(Keep::Above, value));
        let _ = first.reduced_to(second.schema);
        for operation in [FloatHistogram::add, FloatHistogram::subtract] {
            let _ = operation(&mut first.clone(), &second);
        }
        let mut scaled = first.clone();
        scaled.multiply(value);
        scaled.divide(value);
        let samples = [at(10, &first), at(20, &second), at(30, &first)];
        let window = Window { start_ms: 0, end_ms: 40, seconds: 0.04 };
        for function in [RangeFunction::Rate, RangeFunction::Increase, RangeFunction::Delta] {
            let _ = extrapolated_rate(function, &window, &samples);
            let _ = extended_rate(function, Edges::Anchored, &window, &samples);
            let _ = extended_rate(function, Edges::Smoothed, &window, &samples);
        }
        for function in [InstantFunction::Irate, InstantFunction::Idelta] {
            let _ = instant_rate(function, samples[0], samples[1]);
        }
        let (mut sum, mut mean) = (HistogramSum::new(&first), HistogramMean::new(&first));
        if sum.add(&second).is_ok() && mean.add(&second).is_ok() {
            let _ = (sum.finish(), mean.finish());
        }
    }

    #[test]
    fn taking_away_undoes_adding(first in valid_histogram(), second in valid_histogram()) {
        let mut histogram = first.clone();
        histogram.add(&second).expect("both are exponential");
        histogram.subtract(&second).expect("both are exponential");
        let expected = first.reduced_to(first.schema.min(second.schema));
        prop_assert_eq!(histogram.compacted(), expected.compacted());
    }

    #[test]
    fn a_sum_of_two_grows_in_every_bucket(first in valid_histogram(), second in valid_histogram()) {
        let mut sum = first.clone();
        sum.add(&second).expect("both are exponential");
        prop_assert!(sum.validate().is_ok());
        prop_assert!(!sum.is_reset_after(&first));
    }

    #[test]
    fn quantiles_ascend(histogram in valid_histogram(), one in 0.0_f64..1.0, other in 0.0_f64..1.0) {
        prop_assume!(histogram.count > 0.0);
        let (lower, upper) = (one.min(other), one.max(other));
        // The walk changes its direction at the median; within a bucket both agree but for rounding.
        let (low, high) = (histogram.quantile(lower).0, histogram.quantile(upper).0);
        prop_assert!(low <= high * (1.0 + 1e-9), "{low} {high}");
    }

    #[test]
    fn what_is_cut_off_on_both_sides_is_everything(histogram in valid_histogram(), value in 0.1..100.0) {
        let kept: f64 =
            [Keep::Below, Keep::Above].iter().map(|keep| histogram.trimmed(*keep, value).count).sum();
        prop_assert!((kept - histogram.count).abs() <= 1e-9 * histogram.count, "{kept} {histogram}");
    }
}
