//! The pack for `meshkit_rebalance_*` is generated from the one for `mesh_rebalance_*`.

use std::collections::BTreeSet;

use crate::files::{PACKS, assert_none, root, text, yaml_files};

/// Names of one pack and what the other calls them; a name stands before those that are part of it.
const NAMES: [(&str, &str); 5] = [
    ("mesh_rebalance_shards_moving", "meshkit_rebalance_shards_in_flight"),
    ("mesh_rebalance_", "meshkit_rebalance_"),
    ("MeshRebalance", "MeshKitRebalance"),
    ("mesh-rebalance", "meshkit-rebalance"),
    ("metrics: mesh", "metrics: meshkit"),
];

/// What the file of `mesh-rebalance` says, in the other pack's names.
fn translate(source: &str) -> String {
    NAMES.iter().fold(source.to_owned(), |text, (mesh, meshkit)| text.replace(mesh, meshkit))
}

/// The file that is generated from the one at `path`: its own path and its text.
fn generated(path: &str) -> (String, String) {
    let note = format!("Generated from {path}, which is the one to change; then run `just generate`.");
    let note = if path.starts_with("docs/") { format!("<!-- {note} -->\n") } else { format!("# {note}\n") };
    let translated = translate(&text(path));
    // Editors look for the schema of a scenario in its first line.
    let text = match translated.split_once('\n') {
        Some((schema, rest)) if path.starts_with("scenarios/") => format!("{schema}\n{note}{rest}"),
        _ => note + &translated,
    };
    (translate(path), text)
}

/// The files of `mesh-rebalance`.
fn sources() -> Vec<String> {
    let folder = format!("rules/{}", PACKS[0]);
    let mut files = yaml_files(&folder);
    files.extend(yaml_files(&format!("{folder}/tests")));
    files.extend(yaml_files(&format!("scenarios/{}", PACKS[0])));
    files.push(format!("docs/packs/{}.md", PACKS[0]));
    files
}

#[test]
fn both_packs_say_the_same() {
    let is_rewriting = std::env::var_os("FIREDRILL_GENERATE").is_some();
    let mut complaints = Vec::new();
    let mut paths = BTreeSet::new();
    for (path, want) in sources().iter().map(|source| generated(source)) {
        let target = root().join(&path);
        if is_rewriting {
            std::fs::create_dir_all(target.parent().expect("a folder")).expect("a folder to write to");
            // Other tests read these files meanwhile: never half of one.
            let draft = target.with_extension("draft");
            std::fs::write(&draft, &want).expect("a file to write");
            std::fs::rename(&draft, &target).expect("a file to replace");
        }
        if std::fs::read_to_string(&target).ok().as_ref() != Some(&want) {
            complaints.push(format!("{path} is not up to date, run `just generate`"));
        }
        paths.insert(path);
    }
    let folder = format!("rules/{}", PACKS[1]);
    let scenarios = format!("scenarios/{}", PACKS[1]);
    let present =
        [yaml_files(&folder), yaml_files(&format!("{folder}/tests")), yaml_files(&scenarios)].concat();
    complaints.extend(
        present.iter().filter(|path| !paths.contains(*path)).map(|path| format!("{path} has no source")),
    );
    assert_none(&complaints);
}
