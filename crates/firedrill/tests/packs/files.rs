//! Files of the packs.

use std::path::{Path, PathBuf};

/// The packs of rebalancing, the written one first.
pub(crate) const PACKS: [&str; 2] = ["mesh-rebalance", "meshkit-rebalance"];

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace root exists")
}

/// The text of a file, by its path below the root.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Paths below the root of the YAML files in a folder, in order.
pub(crate) fn yaml_files(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "yml"))
        .map(|path| format!("{folder}/{}", path.file_name().unwrap_or_default().to_string_lossy()))
        .collect();
    files.sort();
    files
}

/// Fails with every complaint, not with the first.
pub(crate) fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}
