//! The JSON Schema of scenario files, for editors.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use super::{Key, Kind, Object, table};
use crate::expectation;
use crate::file::SCENARIO;
use crate::series::{ENTRY, RECORDED};

/// A duration in Prometheus' notation.
const DURATION: &str = "^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$";

/// The schema of scenario files, as `docs/reference/scenario.schema.json` holds it.
pub fn json_schema() -> String {
    let definitions: Map<String, Value> =
        table::objects().map(|object| (identifier(object), mapping(object))).collect();
    let schema: Schema = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "firedrill scenario",
        "$ref": reference(&SCENARIO),
        // What a scenario does not say itself, the one it extends must.
        "anyOf": [{ "required": ["rules", "expect"] }, { "required": ["extends"] }],
        "$defs": definitions,
    });
    let text = serde_json::to_string_pretty(&schema).expect("a schema has only texts for keys");
    text + "\n"
}

fn identifier(object: &Object) -> String {
    object.name.replace(' ', "-")
}

fn reference(object: &Object) -> String {
    format!("#/$defs/{}", identifier(object))
}

/// A mapping with keys of its own.
fn mapping(object: &Object) -> Value {
    let (open, fixed): (Vec<&Key>, Vec<&Key>) = object.keys.iter().partition(|key| key.prefix().is_some());
    let described = |key: &Key| {
        let mut value = value(key.kind);
        value["description"] = json!(key.summary);
        value
    };
    let properties: Map<String, Value> =
        fixed.iter().map(|key| (key.name.to_owned(), described(key))).collect();
    let mut schema = json!({
        "description": object.summary,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !open.is_empty() {
        let patterns = open.iter().filter_map(|key| Some((format!("^{}", key.prefix()?), described(key))));
        schema["patternProperties"] = patterns.collect::<Map<_, _>>().into();
    }
    // A scenario may have its rules and expectations from the one it extends.
    let is_scenario = object.name == SCENARIO.name;
    let required = object.keys.iter().filter(|key| key.is_required && (!is_scenario || key.name == "name"));
    let required: Vec<&str> = required.map(|key| key.name).collect();
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// What a key holds.
fn value(kind: Kind) -> Value {
    match kind {
        Kind::Text | Kind::When | Kind::WhenRest | Kind::Selector | Kind::Expression => {
            json!({ "type": "string" })
        }
        Kind::Pattern => json!({ "type": ["string", "number", "boolean"] }),
        Kind::Whole => json!({ "type": "integer", "minimum": 0 }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Number => json!({ "type": ["number", "string"] }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Duration => json!({ "type": "string", "pattern": DURATION }),
        Kind::Count => json!({
            "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": r"^(any|\d+(\.\.\d*)?)$" }],
        }),
        Kind::OneOf(words) => json!({ "enum": words }),
        Kind::MapOf(inner) => json!({ "type": "object", "additionalProperties": value(*inner) }),
        Kind::ListOf(inner) => json!({ "type": "array", "items": value(*inner) }),
        Kind::Either(kinds) => {
            json!({ "anyOf": kinds.iter().map(|kind| value(*kind)).collect::<Vec<_>>() })
        }
        Kind::Object(object) => json!({ "$ref": reference(object) }),
        Kind::Expectation => {
            let kinds: Vec<Value> =
                expectation::objects().map(|object| json!({ "$ref": reference(object) })).collect();
            json!({ "oneOf": kinds })
        }
        Kind::TimelineEntry => json!({
            "type": "object",
            "additionalProperties": { "type": "string" },
            "minProperties": 1,
        }),
        Kind::SeriesEntry => json!({
            "anyOf": [
                { "$ref": reference(&RECORDED) },
                {
                    "type": "object",
                    "additionalProperties": {
                        "anyOf": [{ "type": ["string", "number"] }, { "$ref": reference(&ENTRY) }],
                    },
                    "minProperties": 1,
                },
            ],
        }),
    }
}
