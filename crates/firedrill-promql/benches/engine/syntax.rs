//! Parsing expressions.

use criterion::{Criterion, Throughput};
use firedrill_promql::{Dialect, Features, syntax};

const EXPRESSION: &str = "\
sum by (job, instance) (rate(http_requests_total{job=~\"api|web\", code=~\"5..\", namespace!=\"\"}[5m]))
  / on (job, instance) group_left (version)
sum by (job, instance, version) (rate(http_requests_total{job=~\"api|web\"}[5m])) > 0.05
  and max_over_time(up{job=\"api\"}[1h] offset 5m) == 1";

pub(crate) fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("syntax");
    group.throughput(Throughput::Elements(EXPRESSION.len() as u64));
    group.bench_function("parse an expression, characters", |bencher| {
        bencher.iter(|| syntax::parse(EXPRESSION, &Dialect::V3, &Features::SERVER_DEFAULT));
    });
}
