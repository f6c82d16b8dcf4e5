//! The series of a large fleet.

use firedrill_model::Labels;
use firedrill_promql::store::{Origin, Store, Times};
use firedrill_rules::evaluation::InputSeries;

use super::{INTERVAL_MS, STEPS};

/// Four series per instance: two counters and two gauges.
pub(super) struct Fleet {
    pub(super) series: usize,
}

const METRICS: [&str; 4] = ["requests_total", "errors_total", "queue_length", "up"];
const JOBS: usize = 100;
const ZONES: usize = 9;

impl InputSeries for Fleet {
    fn load(&self, store: &mut Store, after: Option<i64>, until: i64) {
        assert!(
            after.is_none() && until == INTERVAL_MS * (STEPS as i64 - 1),
            "the horizon is loaded at once"
        );
        for number in 0..self.series {
            let instance = number / METRICS.len();
            let (name, job) = (format!("instance-{instance}"), format!("job-{}", instance % JOBS));
            let zone = format!("zone-{}", instance % ZONES);
            let labels = Labels::from_pairs([
                ("__name__", METRICS[number % METRICS.len()]),
                ("instance", name.as_str()),
                ("job", job.as_str()),
                ("zone", zone.as_str()),
            ]);
            let values = (0..STEPS).map(|step| value(number % METRICS.len(), instance, step)).collect();
            let times = Times::regular(0, INTERVAL_MS, STEPS);
            let appended = store.append_column(&labels, Origin::default(), times, values);
            assert!(appended.is_ok(), "every series is new");
        }
    }
}

fn value(metric: usize, instance: usize, step: usize) -> f64 {
    // A restart in the middle of the hour for every hundredth instance.
    let since_start = if instance.is_multiple_of(100) { step % (STEPS / 2) } else { step };
    let rate = 1 + instance % 13;
    let value = match metric {
        0 => 10 * rate * since_start,
        1 => since_start * rate / 20,
        2 => (step * rate + instance) % 97,
        _ => usize::from(!(instance.is_multiple_of(1000) && step > 100)),
    };
    value as f64
}
