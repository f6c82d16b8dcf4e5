//! Grouping and matching of a million label sets: once per set of series, whatever the number of steps.

use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput};

use crate::data::{counters, evaluate};

const SERIES: usize = 1_000_000;

pub(crate) fn groups_and_joins(criterion: &mut Criterion) {
    let store = counters(SERIES, 20);
    let mut group = criterion.benchmark_group("a million label sets");
    group
        .throughput(Throughput::Elements(SERIES as u64))
        .sample_size(10)
        .sampling_mode(SamplingMode::Flat)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(10));
    for (name, query) in [
        ("sum by (job)", "sum by (job) (m_total)"),
        ("sum without (le)", "sum without (le) (m_total)"),
        ("match one to one", "count(m_total + m_total)"),
        ("match many to one", "count(m_total / on (job) group_left sum by (job) (m_total))"),
        ("and on", "count(m_total and on (instance) m_total)"),
    ] {
        for steps in [1, 20] {
            let id = format!("{name}, {steps} steps");
            group.bench_function(id, |bencher| bencher.iter(|| evaluate(&store, query, steps)));
        }
    }
}
