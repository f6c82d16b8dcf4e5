//! Every expression in this repository's own texts, and in the recordings where there are any.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use firedrill_model::source::yaml::{self, Kind, Node};

use crate::recordings::root;
use crate::shared::{rows, text};

/// The expressions of rule files, test files, scripts and queries; some are invalid on purpose.
pub(crate) fn expressions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["tests/fixtures", "../../fixtures/fuzz/expressions", "../../fixtures/fuzz/evaluation"] {
        collect_folder(&own.join(folder), &mut found);
    }
    let Some(root) = root() else { return found };
    for (file, field) in [
        ("expr/expr-format.jsonl", "expr"),
        ("expr/expr-check-2.42.jsonl", "expr"),
        ("queries/queries.jsonl", "q"),
        ("queries/experimental.jsonl", "q"),
    ] {
        let rows = rows(&root.join("conformance").join(file));
        found.extend(rows.iter().map(|row| text(row, field).to_owned()));
    }
    for folder in ["conformance", "upstream"] {
        collect_folder(&root.join(folder), &mut found);
    }
    found
}

fn collect_folder(folder: &Path, found: &mut BTreeSet<String>) {
    for file in files(folder) {
        let Ok(source) = std::fs::read_to_string(&file) else { continue };
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("yml" | "yaml") => collect_yaml(&source, found),
            Some("test") => collect_script(&source, found),
            Some("lines") => found.extend(source.lines().map(str::to_owned)),
            _ => {}
        }
    }
}

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        let entries =
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found
}

/// Whatever stands under a key `expr`.
fn collect_yaml(source: &str, found: &mut BTreeSet<String>) {
    for document in &yaml::parse(source).documents {
        let mut open: Vec<Node<'_>> = vec![document.root()];
        while let Some(node) = open.pop() {
            match node.kind() {
                Kind::Scalar(_) => {}
                Kind::Sequence(items) => open.extend(items.iter().filter(|item| !item.is_alias())),
                Kind::Mapping(fields) => {
                    for (key, value) in fields.pairs() {
                        let is_expr = key.scalar().is_some_and(|key| key.text == "expr");
                        match value.scalar() {
                            Some(scalar) if is_expr => {
                                found.insert(scalar.text.to_owned());
                            }
                            _ if !value.is_alias() => open.push(value),
                            _ => {}
                        }
                    }
                }
            }
        }
    }
}

/// What follows the instant or the range of an `eval` line of a query script.
fn collect_script(source: &str, found: &mut BTreeSet<String>) {
    for line in source.lines().filter(|line| line.starts_with("eval")) {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        let skipped = match words.get(1) {
            Some(&"instant") => 4,
            Some(&"range") => 8,
            _ => continue,
        };
        found.insert(words.get(skipped..).unwrap_or_default().join(" "));
    }
}
