//! The recordings, which lie beside the repository.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The root of the recordings, or `None` (said aloud) where they are not installed.
pub(crate) fn root() -> Option<PathBuf> {
    let root = std::env::var_os("FIREDRILL_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    if root.join("conformance").is_dir() {
        return Some(root);
    }
    let required = std::env::var("FIREDRILL_REQUIRE_SHARED").is_ok_and(|value| value == "1");
    assert!(!required, "{} is missing", root.display());
    println!("SKIPPED: {} is missing, nothing was compared", root.display());
    None
}

/// A folder of the conformance data.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    root().map(|root| root.join("conformance").join(name))
}

/// The rows of a `.jsonl` file.
pub(crate) fn rows(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON row")).collect()
}

/// A text field of a row; empty where it is missing.
pub(crate) fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}
