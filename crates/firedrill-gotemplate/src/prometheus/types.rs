//! The Go types of Prometheus' template data.

use super::Dialect;
use super::histogram_type::histogram_value;
use crate::value::{ANY, FLOAT64, Field, Kind, STRING, STRING_MAP, Type, Value};

/// `*template.sample`, an element of a query's result.
pub(super) static SAMPLE_POINTER: Type = Type::unnamed("*template.sample", Kind::Pointer(&SAMPLE));
static SAMPLE: Type = Type::named("template.sample", Kind::Struct(&SAMPLE_FIELDS));
static SAMPLE_FIELDS: [Field; 2] = [Field::at("Labels", &STRING_MAP, 0), Field::at("Value", &ANY, 1)];

static FLOAT_SAMPLE: Type = Type::named("template.sample", Kind::Struct(&FLOAT_SAMPLE_FIELDS));
static FLOAT_SAMPLE_FIELDS: [Field; 2] =
    [Field::at("Labels", &STRING_MAP, 0), Field::at("Value", &FLOAT64, 1)];

/// `template.queryResult`
pub(super) static QUERY_RESULT: Type = Type::named("template.queryResult", Kind::Slice(&SAMPLE_POINTER));

static DATA: Type = Type::unnamed(
    "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }",
    Kind::Struct(&DATA_FIELDS),
);
static DATA_FIELDS: [Field; 4] = [
    Field::at("Labels", &STRING_MAP, 0),
    Field::at("ExternalLabels", &STRING_MAP, 1),
    Field::at("ExternalURL", &STRING, 2),
    Field::at("Value", &ANY, 3),
];

static FLOAT_DATA: Type = Type::unnamed(
    "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value float64 }",
    Kind::Struct(&FLOAT_DATA_FIELDS),
);
static FLOAT_DATA_FIELDS: [Field; 4] = [
    Field::at("Labels", &STRING_MAP, 0),
    Field::at("ExternalLabels", &STRING_MAP, 1),
    Field::at("ExternalURL", &STRING, 2),
    Field::at("Value", &FLOAT64, 3),
];

/// A sample's value: an interface since Prometheus 3, a float before.
fn sample_value(value: &firedrill_model::Value, dialect: Dialect) -> Value {
    match (value, dialect) {
        (firedrill_model::Value::Float(value), Dialect::V2_42) => Value::float(*value),
        (firedrill_model::Value::Float(value), Dialect::V3) => Value::float(*value).into_interface(),
        // Prometheus 2.42 has no histograms in templates: their float is zero.
        (firedrill_model::Value::Histogram(_), Dialect::V2_42) => Value::float(0.0),
        (firedrill_model::Value::Histogram(histogram), Dialect::V3) => {
            histogram_value(histogram).into_interface()
        }
    }
}

/// A `*template.sample`.
pub(super) fn sample(labels: Value, value: &firedrill_model::Value, dialect: Dialect) -> Value {
    let ty = match dialect {
        Dialect::V2_42 => &FLOAT_SAMPLE,
        Dialect::V3 => &SAMPLE,
    };
    Value::pointer(&SAMPLE_POINTER, Value::structure(ty, vec![labels, sample_value(value, dialect)]))
}

/// The dot of a rule's template.
pub(super) fn data(
    labels: Value,
    external_labels: Value,
    external_url: &str,
    value: &firedrill_model::Value,
    dialect: Dialect,
) -> Value {
    let ty = match dialect {
        Dialect::V2_42 => &FLOAT_DATA,
        Dialect::V3 => &DATA,
    };
    let fields = vec![labels, external_labels, Value::string(external_url), sample_value(value, dialect)];
    Value::structure(ty, fields)
}
