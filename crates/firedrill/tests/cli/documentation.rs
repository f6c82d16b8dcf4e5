//! Runs the commands that README.md and docs/ show, and compares what they print.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::commands::root;

/// A command in a `console` block, with the output below it.
struct Example {
    place: String,
    command: String,
    output: String,
}

/// Blocks begin with ```` ```console ````, commands with `$ `. Commands in other blocks would not be
/// run, so there must be none.
fn examples(path: &Path) -> Vec<Example> {
    let text = std::fs::read_to_string(path).expect("a readable page");
    let mut examples: Vec<Example> = Vec::new();
    let mut language = None;
    for (idx, line) in text.lines().enumerate() {
        match (language, line.strip_prefix("```")) {
            (None, Some(opened)) => language = Some(opened),
            (Some(_), Some(_)) => language = None,
            (Some("console"), None) => match (line.strip_prefix("$ "), examples.last_mut()) {
                (Some(command), _) => examples.push(Example {
                    place: format!("{}:{}", path.display(), idx + 1),
                    command: command.to_owned(),
                    output: String::new(),
                }),
                (None, Some(example)) => example.output += &format!("{line}\n"),
                (None, None) => panic!("{}:{}: output without a command", path.display(), idx + 1),
            },
            (Some(other), None) => {
                let is_command = line.starts_with("$ ") || (["sh", "bash", "shell"].contains(&other));
                assert!(!is_command, "{}:{}: show commands in a `console` block", path.display(), idx + 1);
            }
            (None, None) => {}
        }
    }
    examples
}

/// What a shell would do with the commands that pages show. `None` for those that this run is part of.
fn program(command: &str) -> Option<Command> {
    if command.starts_with("cargo test") || command == "just check" || command == ".ci/run" {
        return None;
    }
    let (line, status) = (command.trim_end_matches("; echo $?"), command.ends_with("; echo $?"));
    assert!(!status, "show exit codes in words: {command}");
    let arguments = line
        .strip_prefix("cargo run --release -- ")
        .or_else(|| line.strip_prefix("firedrill "))
        .unwrap_or_else(|| panic!("no test runs `{command}`"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_firedrill"));
    program.args(arguments.split_whitespace().map(|word| word.trim_matches('\'')));
    Some(program)
}

/// Whether `got` is `want`, in which `[..]` stands for anything on a line and a line `...` for lines.
pub(crate) fn matches(want: &str, got: &str) -> bool {
    let (want, got): (Vec<_>, Vec<_>) = (want.trim_end().lines().collect(), got.trim_end().lines().collect());
    matches_lines(&want, &got)
}

fn matches_lines(want: &[&str], got: &[&str]) -> bool {
    match (want, got) {
        ([], []) => true,
        (["...", rest @ ..], _) => (0..=got.len()).any(|skipped| matches_lines(rest, &got[skipped..])),
        ([first, want @ ..], [line, got @ ..]) => matches_line(first, line) && matches_lines(want, got),
        _ => false,
    }
}

fn matches_line(want: &str, got: &str) -> bool {
    let mut rest = got.trim_end();
    let mut parts = want.trim_end().split("[..]");
    let first = parts.next().unwrap_or_default();
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    let parts: Vec<_> = parts.collect();
    for (idx, part) in parts.iter().enumerate() {
        let found = if idx + 1 == parts.len() { rest.rfind(part) } else { rest.find(part) };
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty()
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                // Guides build on their own files, see `guide`.
                folders.extend((!path.ends_with("guides")).then_some(path));
            } else if path.extension().is_some_and(|it| it == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

#[test]
fn documented_commands_print_what_is_documented() {
    let mut differences = Vec::new();
    let mut count = 0;
    for example in pages().iter().flat_map(|page| examples(page)) {
        count += 1;
        let Some(mut program) = program(&example.command) else { continue };
        let output = program.current_dir(root()).output().expect("the binary under test starts");
        let got =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if !example.output.trim().is_empty() && !matches(&example.output, &got) {
            differences.push(format!("{}: `{}` printed\n{got}", example.place, example.command));
        }
        if example.output.trim().is_empty() && !output.status.success() {
            differences.push(format!("{}: `{}` failed:\n{got}", example.place, example.command));
        }
    }
    assert!(count > 0, "no page shows a command");
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

#[test]
fn patterns_match_as_documented() {
    assert!(matches("a [..] c\n...\nz\n", "a b c\nx\ny\nz\n"));
    assert!(!matches("a [..] c\n", "a b d\n"));
    assert!(matches("...\n", "anything\nat all\n"));
}
