//! The schema and the reference page are made of the tables that the decoders use.

use firedrill_scenario::schema::{json_schema, reference_page};

use crate::disk::{folder, read};

fn check(path: &str, want: &str) {
    let path = folder(path);
    if std::env::var_os("FIREDRILL_GENERATE").is_some() {
        std::fs::write(&path, want).expect("a page to write");
    }
    let got = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(got == want, "{} is not up to date, run `just generate`", path.display());
}

#[test]
fn the_schema_is_up_to_date() {
    check("docs/reference/scenario.schema.json", &json_schema());
}

#[test]
fn the_reference_page_is_up_to_date() {
    check("docs/reference/scenario.md", &reference_page());
}

/// The names of all keys in the schema.
fn keys(schema: &serde_json::Value) -> Vec<String> {
    let definitions = schema["$defs"].as_object().expect("definitions");
    let properties = definitions.values().filter_map(|definition| definition["properties"].as_object());
    properties.flat_map(|properties| properties.keys().cloned()).collect()
}

#[test]
fn every_key_of_the_schema_is_read() {
    let text = std::fs::read_to_string(folder("fixtures/scenarios/every-key.yml")).expect("a fixture");
    if let Err(refused) = read(&folder("fixtures/scenarios"), "every-key.yml") {
        panic!("{refused}");
    }
    let schema = serde_json::from_str(&json_schema()).expect("JSON");
    let unused: Vec<String> =
        keys(&schema).into_iter().filter(|key| !text.contains(&format!("{key}:"))).collect();
    assert!(unused.is_empty(), "every-key.yml does not use {}", unused.join(", "));
}
