//! Entries played, scraped and looked at.

use firedrill_model::{Duration, Labels, Timestamp, is_stale_nan};
use firedrill_promql::syntax::series::parse_series;

use super::*;
use crate::scrape::{Column, GeneratedSeries, Schedule, ScrapeModel, scrape};

const MINUTE: Duration = Duration::from_seconds(60);

fn minutes(minutes: i64) -> Duration {
    Duration::from_seconds(60 * minutes)
}

fn entry(labels: &[(&str, &str)], form: SeriesForm) -> SeriesTemplate {
    let labels = labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    SeriesTemplate::new(labels.collect(), form)
}

/// What a minutely scrape finds in ten minutes.
fn played(entry: SeriesTemplate) -> Vec<GeneratedSeries> {
    assert_eq!(entry.check(), Ok(()));
    let length = minutes(10);
    let schedule = Schedule::new(&ScrapeModel::default(), length, 1, "all");
    let targets = targets(&[entry], MINUTE, length, 1);
    targets.iter().flat_map(|target| scrape(target, &schedule, Timestamp::EPOCH, 1)).collect()
}

fn floats(series: &GeneratedSeries) -> Vec<f64> {
    match &series.column {
        Column::Floats(values) => values.clone(),
        Column::Histograms(_) => Vec::new(),
    }
}

fn by_label<'s>(series: &'s [GeneratedSeries], label: &str, value: &str) -> &'s GeneratedSeries {
    series.iter().find(|series| series.labels.get(label) == Some(value)).expect(value)
}

#[test]
fn rates_are_shared_and_change() {
    let share = |errors: f64| Share {
        parameter: "c".to_owned(),
        parts: vec![("200".to_owned(), 1.0 - errors), ("500".to_owned(), errors)],
    };
    let errors = Change {
        from: minutes(5),
        to: ChangeTo::Other { curve: None, values: None, share: Some(share(0.5)) },
    };
    let back = Change { from: minutes(8), to: ChangeTo::Back };
    let labels = [("__name__", "requests_total"), ("instance", "a"), ("code", "${c}")];
    let series = played(SeriesTemplate {
        parameters: vec![Parameter {
            name: "c".to_owned(),
            values: vec!["200".to_owned(), "500".to_owned()],
        }],
        share: Some(share(0.01)),
        changes: vec![errors, back],
        ..entry(&labels, SeriesForm::Counter(Curve::parse("200/s").expect("a curve")))
    });
    let names: Vec<_> = series.iter().filter_map(|series| series.labels.metric_name()).collect();
    assert_eq!(names, ["requests_total", "requests_total", "up"]);
    let failed = floats(by_label(&series, "code", "500"));
    assert_eq!(failed[..7], [0.0, 120.0, 240.0, 360.0, 480.0, 600.0, 6600.0]);
    assert_eq!(failed[8..], [18_600.0, 18_720.0, 18_840.0]);
}

#[test]
fn late_series_are_born_at_zero_and_end_with_a_marker() {
    let series = played(SeriesTemplate {
        born: Some(minutes(3)),
        ends: Some(minutes(6)),
        ..entry(&[("__name__", "jobs_total")], SeriesForm::Counter(Curve::constant(1.0)))
    });
    let values = floats(&series[0]);
    assert_eq!(series[0].times.first(), Some(180_000));
    assert_eq!(values[..3], [0.0, 60.0, 120.0]);
    assert!(is_stale_nan(values[3]) && values.len() == 4, "{values:?}");
}

#[test]
fn written_series_take_an_item_for_each_scrape() {
    let items = parse_series("m 1+1x2 _x2 7", &firedrill_promql::Dialect::V3).expect("a series").items;
    let series = played(entry(&[("__name__", "m")], SeriesForm::Written(items)));
    assert_eq!(floats(&series[0]), [1.0, 2.0, 3.0, 7.0]);
    let times: Vec<_> = (0..4).map(|idx| series[0].times.at(idx) / 60_000).collect();
    assert_eq!(times, [0, 1, 2, 5]);
}

fn latency(layout: BucketLayout) -> SeriesForm {
    SeriesForm::Histogram(HistogramForm {
        layout,
        observations: Curve::constant(10.0),
        values: Distribution::parse("lognormal(120ms, 1.6)").expect("a distribution"),
    })
}

#[test]
fn classic_buckets_are_cumulative() {
    let labels = [("__name__", "latency_seconds")];
    let series = played(entry(&labels, latency(BucketLayout::Classic(vec![0.06, 0.12, 1.0]))));
    let last = |le: &str| floats(by_label(&series, "le", le))[10];
    assert_eq!((last("0.12"), last("+Inf")), (3000.0, 6000.0));
    assert!(last("0.06") < last("0.12") && last("1.0") <= last("+Inf"));
    let named = |name: &str| by_label(&series, "__name__", name);
    assert_eq!(floats(named("latency_seconds_count"))[10], 6000.0);
    assert_eq!(
        named("latency_seconds_sum").labels,
        Labels::from_pairs([("__name__", "latency_seconds_sum")])
    );
}

#[test]
fn native_histograms_hold_every_observation() {
    for schema in [-2, 0, 3, 8] {
        let series = played(entry(&[("__name__", "latency_seconds")], latency(BucketLayout::Native(schema))));
        let Column::Histograms(values) = &series[0].column else { panic!("no histograms") };
        let last = values[10].as_ref().expect("a sample");
        let counted: f64 = last.positive_buckets.iter().sum::<f64>() + last.zero_count;
        assert_eq!((last.validate(), counted, last.count), (Ok(()), 6000.0, 6000.0), "schema {schema}");
        let (median, _) = last.quantile(0.5);
        assert!(schema < 0 || (0.08..0.17).contains(&median), "schema {schema}: {median}");
    }
}

#[test]
fn recordings_are_played_from_their_first_sample() {
    let text = "m{a=\"1\"} 5 1700000000\nm{a=\"1\"} 6 1700000120\n# EOF\n";
    let entries = recorded(text).expect("an exposition");
    let series = played(entries[0].clone());
    let values = floats(&series[0]);
    assert_eq!(values[..7], [5.0, 5.0, 6.0, 6.0, 6.0, 6.0, 6.0]);
    assert!(is_stale_nan(values[7]) && values.len() == 8, "{values:?}");
}
