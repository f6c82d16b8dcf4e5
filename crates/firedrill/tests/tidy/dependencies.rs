//! Arrows between crates, as drawn in docs/ARCHITECTURE.md.

use std::collections::BTreeSet;

use crate::{assert_none, root};

/// Crate, whether it is pure, and the crates of this workspace that it may depend on.
const CRATES: &[(&str, bool, &[&str])] = &[
    ("firedrill-model", true, &[]),
    ("firedrill-promql", true, &["firedrill-model"]),
    ("firedrill-gotemplate", true, &["firedrill-model"]),
    ("firedrill-rules", true, &["firedrill-gotemplate", "firedrill-model", "firedrill-promql"]),
    ("firedrill-alertmanager", true, &["firedrill-gotemplate", "firedrill-model"]),
    ("firedrill-scenario", true, &["firedrill-model", "firedrill-promql"]),
    (
        "firedrill-sim",
        true,
        &[
            "firedrill-alertmanager",
            "firedrill-model",
            "firedrill-promql",
            "firedrill-rules",
            "firedrill-scenario",
        ],
    ),
    ("mesh-rebalance-metrics", false, &[]),
    (
        "firedrill",
        false,
        &[
            "firedrill-alertmanager",
            "firedrill-gotemplate",
            "firedrill-model",
            "firedrill-promql",
            "firedrill-rules",
            "firedrill-scenario",
            "firedrill-sim",
        ],
    ),
];

/// The workspace crates named under `[dependencies]`.
fn dependencies(manifest: &str) -> BTreeSet<&str> {
    manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| name.starts_with("firedrill"))
        .collect()
}

#[test]
fn dependencies_between_crates_point_one_way() {
    let mut complaints = Vec::new();
    let known: BTreeSet<_> = CRATES.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let present: BTreeSet<_> = std::fs::read_dir(root().join("crates"))
        .expect("crates/")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    for name in present.symmetric_difference(&known) {
        complaints.push(format!("{name}: in crates/ or in the table of this test, but not in both"));
    }
    for (name, _, allowed) in CRATES {
        let path = root().join("crates").join(name).join("Cargo.toml");
        let manifest = std::fs::read_to_string(&path).expect("a manifest");
        for dependency in dependencies(&manifest).into_iter().filter(|it| !allowed.contains(it)) {
            complaints.push(format!("{name} must not depend on {dependency}"));
        }
    }
    assert_none(&complaints);
}

#[test]
fn pure_crates_ban_clock_environment_and_files() {
    let mut complaints = Vec::new();
    for (name, pure, _) in CRATES {
        let path = root().join("crates").join(name).join("src/lib.rs");
        let text = std::fs::read_to_string(&path).expect("a lib.rs");
        if *pure && !text.contains("#![warn(clippy::disallowed_methods)]") {
            complaints.push(format!("{name}/src/lib.rs does not switch on clippy::disallowed_methods"));
        }
    }
    assert_none(&complaints);
}
