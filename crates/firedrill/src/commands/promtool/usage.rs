//! What `--help` prints, made from the grammar.

use std::fmt::Write as _;

use firedrill_promql::Dialect;

use super::grammar::{BRANCHES, Branch, Flag, GLOBAL, Kind, Leaf};

/// The usage of promtool itself, or of one of its commands.
pub(super) fn usage(leaf: Option<&Leaf>, dialect: &Dialect) -> String {
    let mut out = String::new();
    if let Some((branch, leaf)) = leaf.and_then(|leaf| Some((branch_of(leaf)?, leaf))) {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(out, "usage: promtool {}\n\n{}", synopsis(branch, leaf, dialect), leaf.summary);
        flags(&mut out, GLOBAL.iter().chain(branch.flags).chain(leaf.flags), dialect);
        return out;
    }
    out.push_str("usage: promtool [<flags>] <command> [<args> ...]\n\nRule files and their tests.\n");
    flags(&mut out, GLOBAL.iter(), dialect);
    out.push_str("\nCommands:\n");
    for branch in BRANCHES {
        for leaf in branch.leaves {
            let _ = writeln!(out, "  {}\n      {}", synopsis(branch, leaf, dialect), leaf.summary);
        }
    }
    out
}

fn branch_of(leaf: &Leaf) -> Option<&'static Branch> {
    BRANCHES.iter().find(|branch| branch.leaves.iter().any(|it| it.argument == leaf.argument))
}

fn synopsis(branch: &Branch, leaf: &Leaf, dialect: &Dialect) -> String {
    let files = format!("<{}>...", leaf.argument);
    let files = if (leaf.is_optional)(dialect) { format!("[{files}]") } else { files };
    format!("{} {} [<flags>] {files}", branch.name, leaf.name)
}

fn flags<'a>(out: &mut String, flags: impl Iterator<Item = &'a Flag>, dialect: &Dialect) {
    out.push_str("\nFlags:\n");
    for flag in flags.filter(|flag| !flag.since_3 || *dialect == Dialect::V3) {
        let value = match flag.kind {
            Kind::Switch => "",
            Kind::Value => "=VALUE",
            Kind::Values => "=VALUE ...",
        };
        let _ = writeln!(out, "  --{:<32} {}", format!("{}{value}", flag.name), flag.summary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_names_the_flags_of_the_version() {
        let leaf = &BRANCHES[1].leaves[0];
        let text = usage(Some(leaf), &Dialect::V3);
        assert!(text.starts_with("usage: promtool test rules [<flags>] <test-rule-file>...\n"), "{text}");
        assert!(text.contains("--run=VALUE ..."), "{text}");
        assert!(!usage(Some(leaf), &Dialect::V2_42).contains("--run"));
        assert!(usage(None, &Dialect::V3).contains("  check rules [<flags>] [<rule-files>...]\n"));
    }
}
