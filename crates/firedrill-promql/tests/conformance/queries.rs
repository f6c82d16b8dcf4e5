//! `conformance/queries`: what real servers answered to random queries, to the last bit.

use std::sync::Arc;

use firedrill_model::number::{api_float, plain_float};
use firedrill_model::{FloatHistogram, Labels, Value as SampleValue};
use firedrill_promql::annotations::Level;
use firedrill_promql::eval::{self, QueryOptions, QueryOutcome, QueryValue};
use firedrill_promql::store::{Origin, Store};
use firedrill_promql::syntax::series::{SeriesItem, SeriesValue, parse_series};
use firedrill_promql::{Dialect, Features, syntax};
use serde_json::{Value, json};

use crate::report::Report;
use crate::shared;

/// The recording server's features in `experimental.jsonl`.
const EXPERIMENTAL: Features = Features {
    experimental_functions: true,
    extended_range_selectors: true,
    binop_fill_modifiers: true,
    ..Features::SERVER_DEFAULT
};

/// The recording servers ran with an evaluation interval of an hour: `[10m:]` is empty at 5400 s.
const RECORDED_SUBQUERY_STEP_MS: i64 = 3_600_000;

/// What 2.42 was not asked, or cannot read.
const NOT_IN_2_42: [&str; 3] = ["nh_seconds", "histogram_", "1_000"];

#[test]
fn prometheus_3_gives_the_same_answers() {
    compare("queries.jsonl", Features::SERVER_DEFAULT, Dialect::V3);
}

#[test]
fn prometheus_3_with_experimental_features_gives_the_same_answers() {
    compare("experimental.jsonl", EXPERIMENTAL, Dialect::V3);
}

#[test]
fn prometheus_2_42_gives_the_same_answers() {
    compare("queries.jsonl", Features::SERVER_DEFAULT, Dialect::V2_42);
}

fn compare(file: &str, features: Features, dialect: Dialect) {
    let Some(folder) = shared::folder("queries") else { return };
    let store = load(&folder.join("load.txt"), dialect);
    let options = QueryOptions {
        dialect,
        features,
        default_subquery_step_ms: RECORDED_SUBQUERY_STEP_MS,
        ..QueryOptions::default()
    };
    let mut report = Report::default();
    for row in shared::rows(&folder.join(file)) {
        let query = shared::text(&row, "q");
        let is_old = dialect == Dialect::V2_42;
        if is_old && NOT_IN_2_42.iter().any(|text| query.contains(text)) {
            continue;
        }
        let wanted = if is_old && row.get("old").is_some() { &row["old"] } else { &row };
        let keeps_order = ["sort", "topk", "bottomk", "limitk"].iter().any(|name| query.starts_with(name));
        let answer = answer(&store, &row, query, &options);
        let case = format!("{query} {}", place(&row));
        let wanted = comparable(wanted, keeps_order, is_old);
        report.equal(&case, &comparable(&answer, keeps_order, is_old).to_string(), &wanted.to_string());
    }
    report.finish(&format!("queries/{file} in the dialect of {}", dialect.name));
}

fn place(row: &Value) -> String {
    match row.get("t") {
        Some(at) => format!("@ {at}"),
        None => format!("@ {}..{} step {}", row["start"], row["end"], row["step"]),
    }
}

/// What is compared of an answer.
fn comparable(answer: &Value, keeps_order: bool, is_old: bool) -> Value {
    let mut kept = serde_json::Map::new();
    for field in ["status", "type", "result", "errorType", "error", "warnings", "infos"] {
        // Not recorded of 2.42.
        let is_new = matches!(field, "errorType" | "warnings" | "infos");
        if let Some(value) = answer.get(field)
            && !(is_old && is_new)
        {
            kept.insert(field.to_owned(), value.clone());
        }
    }
    if !keeps_order && let Some(Value::Array(series)) = kept.get_mut("result") {
        series.sort_by_key(|series| series["metric"].to_string());
    }
    Value::Object(kept)
}

fn answer(store: &Store, row: &Value, query: &str, options: &QueryOptions<'_>) -> Value {
    let expr = match syntax::parse(query, &options.dialect, &options.features) {
        Ok(expr) => expr,
        Err(error) => return failure("bad_data", &error.to_string()),
    };
    let outcome = if let Some(at) = row.get("t") {
        eval::instant(store, &expr, milliseconds(at), options)
    } else {
        let (start, end) = (milliseconds(&row["start"]), milliseconds(&row["end"]));
        eval::range(store, &expr, start, end, milliseconds(&row["step"]), options)
    };
    match outcome {
        Ok(outcome) => success(&outcome, query),
        Err(error @ firedrill_promql::EvalError::Preparation(_)) => failure("bad_data", &error.to_string()),
        Err(error) => failure("execution", &error.to_string()),
    }
}

fn milliseconds(seconds: &Value) -> i64 {
    (seconds.as_f64().expect("a time") * 1000.0).round() as i64
}

fn failure(kind: &str, text: &str) -> Value {
    json!({"status": "error", "errorType": kind, "error": text})
}

fn success(outcome: &QueryOutcome, query: &str) -> Value {
    let (kind, result) = match &outcome.value {
        QueryValue::Scalar { time, value } => ("scalar", json!([seconds(*time), plain_float(*value)])),
        QueryValue::String { time, value } => ("string", json!([seconds(*time), value])),
        QueryValue::Vector(samples) => {
            let samples = samples.iter().map(|sample| {
                let (key, value) = point(&sample.value);
                json!({"metric": metric(&sample.labels), key: [seconds(sample.time), value]})
            });
            ("vector", samples.collect())
        }
        QueryValue::Matrix(series) => {
            let series = series.iter().map(|series| {
                let mut object = json!({"metric": metric(&series.labels)});
                for (time, value) in &series.points {
                    let (key, value) = point(value);
                    let key = format!("{key}s");
                    if object.get(&key).is_none() {
                        object[&key] = json!([]);
                    }
                    let Some(Value::Array(points)) = object.get_mut(&key) else { continue };
                    points.push(json!([seconds(*time), value]));
                }
                object
            });
            ("matrix", series.collect())
        }
    };
    let mut answer = json!({"status": "success", "type": kind, "result": result});
    for (field, level) in [("warnings", Level::Warning), ("infos", Level::Info)] {
        let mut texts = outcome.annotations.rendered(level, query);
        if !texts.is_empty() {
            texts.sort();
            answer[field] = json!(texts);
        }
    }
    answer
}

/// The API writes whole seconds without a fraction.
fn seconds(milliseconds: i64) -> Value {
    if milliseconds % 1000 == 0 { json!(milliseconds / 1000) } else { json!(milliseconds as f64 / 1000.0) }
}

fn metric(labels: &Labels) -> Value {
    labels
        .iter()
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn point(value: &SampleValue) -> (&'static str, Value) {
    match value {
        SampleValue::Float(value) => ("value", json!(api_float(*value))),
        SampleValue::Histogram(histogram) => ("histogram", buckets(histogram)),
    }
}

fn buckets(histogram: &FloatHistogram) -> Value {
    let mut object = json!({"count": api_float(histogram.count), "sum": api_float(histogram.sum)});
    let buckets = histogram.json_buckets();
    if !buckets.is_empty() {
        let buckets = buckets.iter().map(|bucket| {
            json!([
                bucket.boundaries,
                api_float(bucket.lower),
                api_float(bucket.upper),
                api_float(bucket.count)
            ])
        });
        object["buckets"] = buckets.collect();
    }
    object
}

/// The recorded data: `load` lines with an interval, series lines below.
fn load(path: &std::path::Path, dialect: Dialect) -> Store {
    let text = std::fs::read_to_string(path).expect("the recorded data");
    let mut store = Store::default();
    if dialect == Dialect::V2_42 {
        create_in_label_order(&mut store, &text);
    }
    let mut interval = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(duration) = line.strip_prefix("load ") {
            interval = firedrill_model::Duration::parse(duration).expect("an interval").as_ms();
            continue;
        }
        let series = parse_series(line, &Dialect::V3).expect("a series");
        let id = store.series_id(&series.labels, Origin::default());
        let values = series.items.iter().flat_map(SeriesItem::expand);
        for (nth, value) in values.enumerate() {
            let value = match value {
                SeriesValue::Gap => continue,
                SeriesValue::Float(value) => SampleValue::Float(value),
                SeriesValue::Histogram { histogram, .. } => SampleValue::Histogram(recorded(histogram)),
            };
            store.append(id, interval * nth as i64, value).expect("ordered samples");
        }
    }
    store
}

/// The answers of 2.42 show that its series were stored in this order.
fn create_in_label_order(store: &mut Store, text: &str) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("load "));
    let mut labels: Vec<Labels> =
        lines.map(|line| parse_series(line, &Dialect::V3).expect("a series").labels).collect();
    labels.sort();
    for labels in labels {
        store.series_id(&labels, Origin::default());
    }
}

/// The recorder sent exponential buckets one index higher than the notation says.
fn recorded(mut histogram: Arc<FloatHistogram>) -> Arc<FloatHistogram> {
    if !histogram.has_custom_buckets() {
        let histogram = Arc::make_mut(&mut histogram);
        for spans in [&mut histogram.positive_spans, &mut histogram.negative_spans] {
            if let Some(first) = spans.first_mut() {
                first.offset += 1;
            }
        }
    }
    histogram
}
