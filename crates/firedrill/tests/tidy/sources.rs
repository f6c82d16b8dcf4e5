//! Size and content of Rust files.

use crate::{assert_none, files, root};

const LINE_LIMIT: usize = 600;

/// Words that mark unfinished work, put together so that this file does not contain them.
const UNFINISHED: &[&str] =
    &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unimple", "mented!("), concat!("to", "do!(")];

fn for_each_source(mut visit: impl FnMut(&str, &str)) {
    let root = root();
    for path in files(&root.join("crates"), "rs") {
        let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        visit(&name, &text);
    }
}

#[test]
fn files_stay_below_the_line_limit() {
    let mut complaints = Vec::new();
    for_each_source(|name, text| {
        let lines = text.lines().count();
        if lines > LINE_LIMIT {
            complaints.push(format!("{name}: {lines} lines, the limit is {LINE_LIMIT}"));
        }
    });
    assert_none(&complaints);
}

/// Whether a line defines something, where a module root may only declare and re-export.
fn is_definition(line: &str) -> bool {
    let item = ["pub ", "pub(crate) ", "pub(super) ", "const "]
        .iter()
        .fold(line.trim_start(), |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
    ["fn ", "impl ", "impl<", "struct ", "enum ", "trait "].iter().any(|keyword| item.starts_with(keyword))
}

#[test]
fn module_roots_hold_docs_modules_and_reexports_only() {
    let mut complaints = Vec::new();
    for_each_source(|name, text| {
        if !name.contains("/src/") || !(name.ends_with("/mod.rs") || name.ends_with("/lib.rs")) {
            return;
        }
        for (idx, line) in text.lines().enumerate().filter(|(_, line)| is_definition(line)) {
            complaints.push(format!("{name}:{}: `{}` belongs in a file of its own", idx + 1, line.trim()));
        }
    });
    assert_none(&complaints);
}

#[test]
fn nothing_is_unfinished_or_silenced() {
    let mut complaints = Vec::new();
    for_each_source(|name, text| {
        for (idx, line) in text.lines().enumerate() {
            for word in UNFINISHED.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("{name}:{}: {word}", idx + 1));
            }
            if line.contains(concat!("#[al", "low(")) || line.contains(concat!("#![al", "low(")) {
                complaints
                    .push(format!("{name}:{}: expect a lint with a reason instead of allowing it", idx + 1));
            }
        }
    });
    assert_none(&complaints);
}
