//! The recordings, which lie beside the repository.

use std::path::PathBuf;

use serde_json::Value;

/// A folder of the conformance data, or `None` (said aloud) where it is not installed.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("FIREDRILL_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let folder = root.join("conformance").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var("FIREDRILL_REQUIRE_SHARED").is_ok_and(|value| value == "1");
    assert!(!required, "{} is missing", folder.display());
    println!("SKIPPED: {} is missing, nothing was compared", folder.display());
    None
}

/// The rows of a `.jsonl` file.
pub(crate) fn rows(folder: &std::path::Path, file: &str) -> Vec<Value> {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON row")).collect()
}
