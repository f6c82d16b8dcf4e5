//! The corpora beside the repository.

use std::path::{Path, PathBuf};

/// The folder `name` of the recorded answers, or `None`, said loudly, where they are not at hand.
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("FIREDRILL_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let folder = shared.join("conformance").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    let is_required = std::env::var_os("FIREDRILL_REQUIRE_SHARED").is_some_and(|value| value == "1");
    assert!(!is_required, "{} is missing, and FIREDRILL_REQUIRE_SHARED=1", folder.display());
    println!("skipped: {} is missing", folder.display());
    None
}

/// Fails with the number of differences and the first of them, `FIREDRILL_DIFFERENCES` or 20.
pub(crate) fn assert_agreement(what: &str, total: usize, differences: &[String]) {
    let asked = std::env::var("FIREDRILL_DIFFERENCES").ok().and_then(|it| it.parse().ok());
    let shown: usize = asked.unwrap_or(20);
    println!("{what}: {} of {total} agree", total - differences.len());
    let shown = differences.iter().take(shown).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(differences.is_empty(), "{what}: {} of {total} differ:\n\n{shown}", differences.len());
}
