//! The checks of `firedrill check`: their pages are made from their sources, and what the pages show is so.

use std::path::{Path, PathBuf};

use firedrill::checks::{CHECKS, Check};

use crate::commands::{firedrill, root};

/// The comment at the top of a check's source.
fn documentation(check: &Check) -> String {
    let path = format!("crates/firedrill/src/checks/{}.rs", check.id.replace('-', "_"));
    let source =
        std::fs::read_to_string(root().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    lines.fold(String::new(), |text, line| text + line.strip_prefix(' ').unwrap_or(line) + "\n")
}

/// Headings are one level lower on the page, below its title.
fn page(check: &Check) -> String {
    let text = documentation(check).lines().fold(String::new(), |page, line| {
        let lower = if line.starts_with("# ") && !page.ends_with("```yaml\n") { "#" } else { "" };
        page + lower + line + "\n"
    });
    format!("# {}\n\n{}: {}.\n\n{text}", check.id, "A warning of `firedrill check`", check.summary)
}

fn index() -> String {
    let rows = CHECKS.iter().map(|check| format!("| [`{0}`]({0}.md) | {1} |\n", check.id, check.summary));
    format!(
        "# Checks\n\nWhat `firedrill check` warns of beside what a server refuses; `--strict` makes warnings \
         failures.\nMade from the sources by `just generate`.\n\n| check | finds |\n|---|---|\n{}",
        rows.collect::<String>()
    )
}

#[test]
fn pages_are_up_to_date() {
    let folder = root().join("docs/checks");
    let pages = CHECKS.iter().map(|check| (folder.join(format!("{}.md", check.id)), page(check)));
    let mut stale = Vec::new();
    for (path, text) in pages.chain([(folder.join("README.md"), index())]) {
        if std::env::var_os("FIREDRILL_GENERATE").is_some() {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
            std::fs::write(&path, text).expect("a writable page");
        } else if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            stale.push(path.display().to_string());
        }
    }
    assert!(stale.is_empty(), "run `just generate`: {stale:?}");
}

/// The YAML blocks below a heading, by the file name in their first line.
fn blocks(documentation: &str, heading: &str) -> Vec<(String, String)> {
    let (mut section, mut block) = ("", None);
    let mut blocks = Vec::new();
    for line in documentation.lines() {
        match (&mut block, line) {
            (None, "```yaml") => block = Some(String::new()),
            (None, _) => section = line.strip_prefix("# ").unwrap_or(section),
            (Some(text), "```") => {
                if section == heading {
                    let name = text.lines().next().and_then(|line| line.strip_prefix("# "));
                    blocks.push((name.expect("a file name").to_owned(), std::mem::take(text)));
                }
                block = None;
            }
            (Some(text), _) => *text += &format!("{line}\n"),
        }
    }
    assert!(!blocks.is_empty(), "no block below {heading}");
    blocks
}

/// What `firedrill check` says of files, with its exit code under `--strict`.
fn checked(folder: &Path, files: &[(String, String)]) -> (i32, String) {
    std::fs::create_dir_all(folder).expect("a writable folder");
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a writable file");
    }
    let (code, stdout, stderr) = firedrill(&["check", "--strict", folder.to_str().expect("a path")]);
    drop(std::fs::remove_dir_all(folder));
    (code, stdout + &stderr)
}

#[test]
fn examples_are_found_and_their_remedies_are_not() {
    let scratch: PathBuf = std::env::temp_dir().join(format!("firedrill-checks-{}", std::process::id()));
    for (position, check) in CHECKS.iter().enumerate() {
        let documentation = documentation(check);
        let folder = scratch.join(position.to_string());
        let (code, text) = checked(&folder, &blocks(&documentation, "Example"));
        assert_eq!(code, 1, "{}: {text}", check.id);
        assert_eq!(text.matches(&format!("warning[{}]", check.id)).count(), 1, "{}: {text}", check.id);
        let (code, text) = checked(&folder, &blocks(&documentation, "Use instead"));
        assert_eq!(code, 0, "{}: {text}", check.id);
    }
    drop(std::fs::remove_dir_all(&scratch));
}
