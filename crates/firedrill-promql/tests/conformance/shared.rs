//! The rows of the recordings, which lie beside the repository.

use std::path::Path;

use serde_json::Value;

pub(crate) use crate::recordings::folder;

/// The rows of a `.jsonl` file.
pub(crate) fn rows(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON row")).collect()
}

/// A text field of a row; empty where it is missing.
pub(crate) fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}
