//! Every range function gives the same bits over a horizon, where it slides, as step by step.

use firedrill_model::{Labels, Value};

use super::FUNCTIONS;
use super::kernel::Kernel;
use crate::eval::{self, QueryOptions, QueryValue};
use crate::store::{Origin, Store};
use crate::syntax::{self, ValueType};
use crate::{Dialect, Features};

const STEP_MS: i64 = 30_000;
const SAMPLES: i64 = 90;
/// Values with ties, both zeros, and sums that are not exact.
const ODD: [f64; 12] =
    [0.0, -0.0, 1.0, 1.0, -3.0, 0.1, 1e16, -1e16, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 5e-324];

/// Series `kind="odd"` of [`ODD`] values with gaps, `"integer"` of a counter with resets, `"large"`
/// of integers whose sums a double does not hold.
fn store() -> Store {
    let mut store = Store::default();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for kind in ["odd", "integer", "large"] {
        let labels = Labels::from_pairs([("__name__", "x_total"), ("kind", kind)]);
        let id = store.series_id(&labels, Origin::default());
        let mut count = 0.0;
        for sample in 0..SAMPLES {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            count = if random.is_multiple_of(11) { 0.0 } else { count + (random % 5) as f64 };
            let value = match kind {
                "odd" => ODD[random as usize % ODD.len()],
                "integer" => count,
                _ => (random >> 11) as f64,
            };
            if kind != "odd" || !random.is_multiple_of(7) {
                store.append(id, sample * STEP_MS, Value::Float(value)).expect("times ascend");
            }
        }
    }
    store
}

/// The bits of every sample at `time`, by label set.
fn bits_at(value: &QueryValue, time: i64) -> Vec<(String, u64)> {
    let bits = |value: &Value| match value {
        Value::Float(float) if float.is_nan() => f64::NAN.to_bits(),
        Value::Float(float) => float.to_bits(),
        Value::Histogram(_) => unreachable!("the series are floats"),
    };
    let mut samples: Vec<(String, u64)> = match value {
        QueryValue::Vector(samples) => {
            samples.iter().map(|it| (it.labels.to_string(), bits(&it.value))).collect()
        }
        QueryValue::Matrix(series) => series
            .iter()
            .filter_map(|it| {
                let (_, value) = it.points.iter().find(|(at, _)| *at == time)?;
                Some((it.labels.to_string(), bits(value)))
            })
            .collect(),
        other => unreachable!("range functions give vectors, found {other:?}"),
    };
    samples.sort();
    samples
}

#[test]
fn sliding_gives_the_bits_of_single_steps() {
    let store = store();
    for dialect in [Dialect::V3, Dialect::V2_42] {
        let options = QueryOptions { dialect, features: Features::ALL, ..QueryOptions::default() };
        let functions = FUNCTIONS.iter().filter(|it| matches!(it.kernel, Kernel::Range(_)));
        for function in functions.filter(|it| super::lookup(it.name, &dialect).is_some()) {
            for window in ["40s", "4m", "25m"] {
                let arguments: Vec<String> = function.args.iter().map(|it| argument(*it, window)).collect();
                let query = format!("{}({})", function.name, arguments.join(", "));
                let expr = syntax::parse(&query, &dialect, &options.features).expect("it parses");
                let end = SAMPLES * STEP_MS;
                let whole = eval::range(&store, &expr, 0, end, 45_000, &options).expect("it evaluates");
                for at in (0..=end).step_by(45_000) {
                    let single = eval::instant(&store, &expr, at, &options).expect("it evaluates");
                    assert_eq!(bits_at(&whole.value, at), bits_at(&single.value, at), "{query} at {at}");
                }
            }
        }
    }
}

fn argument(value_type: ValueType, window: &str) -> String {
    match value_type {
        ValueType::RangeVector => format!("x_total[{window}]"),
        _ => "0.5".to_owned(),
    }
}
