//! Where the recordings lie.

use std::path::PathBuf;

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
