//! `*histogram.FloatHistogram` to templates.

use std::rc::Rc;
use std::sync::Arc;

use firedrill_model::FloatHistogram;
use firedrill_model::histogram::{BucketSpan, CounterResetHint};

use crate::value::{Data, FLOAT64, Field, INT32, Kind, Method, Signature, Type, UINT32, Value};

static HISTOGRAM_POINTER: Type = Type {
    methods: &METHODS,
    string: Some(|value| of(&value.element()).to_string()),
    ..Type::unnamed("*histogram.FloatHistogram", Kind::Pointer(&HISTOGRAM))
};
static HISTOGRAM: Type = Type::named("histogram.FloatHistogram", Kind::Struct(&FIELDS));
static RESET_HINT: Type = Type::named("histogram.CounterResetHint", Kind::Uint);
static SPAN: Type = Type::named("histogram.Span", Kind::Struct(&SPAN_FIELDS));
static SPAN_FIELDS: [Field; 2] = [Field::at("Offset", &INT32, 0), Field::at("Length", &UINT32, 1)];
static SPANS: Type = Type::unnamed("[]histogram.Span", Kind::Slice(&SPAN));
static FLOATS: Type = Type::unnamed("[]float64", Kind::Slice(&FLOAT64));

/// A `*histogram.FloatHistogram`.
pub(super) fn histogram_value(histogram: &Arc<FloatHistogram>) -> Value {
    let native = Data::Native(Rc::new(Arc::clone(histogram)));
    Value::pointer(&HISTOGRAM_POINTER, Value::new(&HISTOGRAM, native))
}

fn of(value: &Value) -> Arc<FloatHistogram> {
    value.native::<Arc<FloatHistogram>>().cloned().unwrap_or_default()
}

fn spans(spans: &[BucketSpan]) -> Value {
    let span = |span: &BucketSpan| {
        let offset = Value::new(&INT32, Data::Int(span.offset.into()));
        let length = Value::new(&UINT32, Data::Uint(span.length.into()));
        Value::structure(&SPAN, vec![offset, length])
    };
    Value::slice(&SPANS, spans.iter().map(span).collect())
}

fn floats(numbers: &[f64]) -> Value {
    Value::slice(&FLOATS, numbers.iter().copied().map(Value::float).collect())
}

static FIELDS: [Field; 11] = [
    Field::computed("CounterResetHint", &RESET_HINT, |value| {
        let number = match of(value).counter_reset_hint {
            CounterResetHint::Unknown => 0,
            CounterResetHint::Reset => 1,
            CounterResetHint::NotReset => 2,
            CounterResetHint::Gauge => 3,
        };
        Value::new(&RESET_HINT, Data::Uint(number))
    }),
    Field::computed("Schema", &INT32, |value| Value::new(&INT32, Data::Int(of(value).schema.into()))),
    Field::computed("ZeroThreshold", &FLOAT64, |value| Value::float(of(value).zero_threshold)),
    Field::computed("ZeroCount", &FLOAT64, |value| Value::float(of(value).zero_count)),
    Field::computed("Count", &FLOAT64, |value| Value::float(of(value).count)),
    Field::computed("Sum", &FLOAT64, |value| Value::float(of(value).sum)),
    Field::computed("PositiveSpans", &SPANS, |value| spans(&of(value).positive_spans)),
    Field::computed("NegativeSpans", &SPANS, |value| spans(&of(value).negative_spans)),
    Field::computed("PositiveBuckets", &FLOATS, |value| floats(&of(value).positive_buckets)),
    Field::computed("NegativeBuckets", &FLOATS, |value| floats(&of(value).negative_buckets)),
    Field::computed("CustomValues", &FLOATS, |value| floats(&of(value).custom_values)),
];

static METHODS: [Method; 3] = [
    Method {
        signature: Signature::fixed("String", &[]),
        call: |value, _| Ok(Value::string(of(&value.element()).to_string())),
    },
    Method {
        signature: Signature::fixed("TestExpression", &[]),
        call: |value, _| Ok(Value::string(of(&value.element()).test_expression())),
    },
    Method {
        signature: Signature::fixed("UsesCustomBuckets", &[]),
        call: |value, _| Ok(Value::bool(of(&value.element()).has_custom_buckets())),
    },
];
