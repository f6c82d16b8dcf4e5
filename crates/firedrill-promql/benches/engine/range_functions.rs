//! Range functions over 10,000 series of a day at 15 s, one step per sample. Results are summed up, so
//! that the time is not that of storing them.

use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput};
use firedrill_promql::store::Store;

use crate::data::{buckets, counters, evaluate, gauges};

const SERIES: usize = 10_000;
const SAMPLES: usize = 5_760;

/// A plain sum over all columns: what the memory gives.
pub(crate) fn bandwidth(criterion: &mut Criterion) {
    let store = counters(SERIES, SAMPLES);
    let mut group = criterion.benchmark_group("memory");
    group.throughput(Throughput::Elements((SERIES * SAMPLES) as u64)).sample_size(10);
    group.bench_function("plain sum of all columns, one core", |bencher| {
        bencher.iter(|| store.iter().map(|series| sum(series.values())).sum::<f64>());
    });
}

/// In eight lanes, so that additions do not wait for each other.
fn sum(values: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let chunks = values.chunks_exact(8);
    let rest: f64 = chunks.remainder().iter().sum();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value;
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// Windows of 5 minutes: 20 samples.
pub(crate) fn short_windows(criterion: &mut Criterion) {
    let queries = ["rate", "increase", "max_over_time", "sum_over_time", "avg_over_time"];
    let queries = queries.map(|name| format!("count({name}(m_total[5m]))"));
    let store = counters(SERIES, SAMPLES);
    measure(criterion, "5 m windows, integers", &store, &queries);
    let queries =
        ["avg_over_time(m_total[5m])", "quantile_over_time(0.9, m_total[5m])", "deriv(m_total[5m])"];
    let queries = queries.map(|query| format!("count({query})"));
    let store = gauges(SERIES, SAMPLES);
    measure(criterion, "5 m windows, fractions", &store, &queries);
    let query = "count(histogram_quantile(0.9, sum by (job, le) (rate(m_total[5m]))))".to_owned();
    let store = buckets(SERIES, SAMPLES);
    measure(criterion, "5 m windows, buckets", &store, &[query]);
}

/// Windows of 6 hours, 1,440 samples, for the functions whose cost per step must not grow with them.
pub(crate) fn long_windows(criterion: &mut Criterion) {
    let queries = ["rate", "increase", "max_over_time", "sum_over_time", "avg_over_time"];
    let queries = queries.map(|name| format!("count({name}(m_total[6h]))"));
    let store = counters(SERIES, SAMPLES);
    measure(criterion, "6 h windows, integers", &store, &queries);
}

fn measure(criterion: &mut Criterion, name: &str, store: &Store, queries: &[String]) {
    let mut group = criterion.benchmark_group(name);
    group
        .throughput(Throughput::Elements((SERIES * SAMPLES) as u64))
        .sample_size(10)
        .sampling_mode(SamplingMode::Flat)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(5));
    for query in queries {
        group.bench_function(query, |bencher| bencher.iter(|| evaluate(store, query, SAMPLES)));
    }
}
