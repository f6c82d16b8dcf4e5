//! Generated series on their way into the store.

use firedrill_model::{Value, stale_nan};
use firedrill_promql::store::{Origin, Store, Times};
use firedrill_rules::evaluation::InputSeries;
use firedrill_scenario::scrape::{Column, GeneratedSeries};

/// Series that a generator made.
#[derive(Debug, Clone, Copy)]
pub struct GeneratedInput<'a>(pub &'a [GeneratedSeries]);

impl InputSeries for GeneratedInput<'_> {
    fn load(&self, store: &mut Store, after: Option<i64>, until: i64) {
        for series in self.0 {
            let first = after.map_or(0, |after| series.times.count_until(after));
            let end = series.times.count_until(until);
            if first < end {
                load(series, first..end, store);
            }
        }
    }
}

fn load(series: &GeneratedSeries, range: std::ops::Range<usize>, store: &mut Store) {
    if let Column::Floats(values) = &series.column
        && store.find(&series.labels).is_none()
    {
        let times = part(&series.times, range.clone());
        let appended = store.append_column(&series.labels, Origin::default(), times, values[range].to_vec());
        debug_assert!(appended.is_ok(), "times ascend and the series is new");
        return;
    }
    let id = store.series_id(&series.labels, Origin::default());
    for index in range {
        let value = match &series.column {
            Column::Floats(values) => Value::Float(values[index]),
            Column::Histograms(histograms) => {
                histograms[index].clone().map_or(Value::Float(stale_nan()), Value::Histogram)
            }
        };
        // A server drops what it refuses, such as a sample at a time that a rule wrote.
        let _ = store.append(id, series.times.at(index), value);
    }
}

fn part(times: &Times, range: std::ops::Range<usize>) -> Times {
    match times {
        Times::Regular { interval, .. } => Times::regular(times.at(range.start), *interval, range.len()),
        Times::Explicit(times) => Times::Explicit(times[range].to_vec()),
    }
}
