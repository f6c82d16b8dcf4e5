//! Where the recorded answers lie.

use std::path::PathBuf;

/// The folder `name` of the recorded answers; `None`, said loudly, where they are absent.
///
/// # Panics
/// Where they are absent although `FIREDRILL_REQUIRE_SHARED=1`.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("FIREDRILL_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let folder = root.join("conformance").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var_os("FIREDRILL_REQUIRE_SHARED").is_some_and(|value| value == "1");
    assert!(!required, "{} is required and absent", folder.display());
    eprintln!("SKIPPED: no recorded answers in {}", folder.display());
    None
}

/// Fails with the first differences and their number.
///
/// # Panics
/// Where there are any.
pub(crate) fn assert_none(what: &str, total: usize, differences: &[String]) {
    println!("{what}: {} of {total} agree", total - differences.len());
    let shown = differences.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{what}: {} of {total} differ:\n{shown}", differences.len());
}
