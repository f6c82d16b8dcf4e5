//! Series to measure with.

use firedrill_model::Labels;
use firedrill_promql::eval::{PreparedRule, QueryOptions, RuleOutcome};
use firedrill_promql::store::{Origin, Reader, Store, Times};
use firedrill_promql::{Dialect, Features, column::Steps, syntax};

/// Distance of samples and steps.
pub(crate) const INTERVAL_MS: i64 = 15_000;

/// `series` counters of `samples` samples each, in jobs of a hundred; every tenth with resets.
pub(crate) fn counters(series: usize, samples: usize) -> Store {
    filled(series, samples, |number, sample| {
        let since_reset = if number.is_multiple_of(10) { sample % 1000 } else { sample };
        (since_reset * (number % 13 + 1)) as f64
    })
}

/// Gauges whose values are no integers.
pub(crate) fn gauges(series: usize, samples: usize) -> Store {
    filled(series, samples, |number, sample| ((sample * 7919 + number * 31) % 1009) as f64 / 7.0)
}

/// Cumulative buckets: ten per histogram.
pub(crate) fn buckets(series: usize, samples: usize) -> Store {
    filled(series, samples, |number, sample| (sample * (number % 10 + 1)) as f64)
}

fn filled(series: usize, samples: usize, value: impl Fn(usize, usize) -> f64) -> Store {
    let mut store = Store::default();
    for number in 0..series {
        let (job, instance) = (format!("job-{}", number / 100), format!("instance-{}", number / 10));
        let bound = (number % 10).to_string();
        let labels = Labels::from_pairs([
            ("__name__", "m_total"),
            ("instance", instance.as_str()),
            ("job", job.as_str()),
            ("le", if bound == "9" { "+Inf" } else { bound.as_str() }),
        ]);
        let values = (0..samples).map(|sample| value(number, sample)).collect();
        let times = Times::regular(0, INTERVAL_MS, samples);
        store.append_column(&labels, Origin::default(), times, values).expect("every series is new");
    }
    store
}

/// Evaluates `query` as a rule at `count` steps from the time 0 on.
pub(crate) fn evaluate(store: &Store, query: &str, count: usize) -> RuleOutcome {
    let options = QueryOptions { max_samples: usize::MAX, ..QueryOptions::default() };
    let expr = syntax::parse(query, &Dialect::V3, &Features::SERVER_DEFAULT).expect(query);
    let steps = Steps { start: 0, interval: INTERVAL_MS, count };
    let outcome = PreparedRule::new(&expr, &options).evaluate(store, steps, Reader::LAST, &options);
    assert!(outcome.errors.is_empty() && !outcome.vector.series.is_empty(), "{query} has a result");
    outcome
}
