//! Walks through the guides: files are written, commands run, output compared, in the order of the page.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::commands::root;
use crate::documentation::matches;

/// A block of a page: the words behind the fence, and the lines.
struct Block {
    line: usize,
    language: String,
    text: String,
}

/// Fenced blocks, also indented ones of lists.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Block)> = None;
    for (idx, line) in page.lines().enumerate() {
        let indentation = line.len() - line.trim_start().len();
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(language)) => {
                let block = Block { line: idx + 1, language: language.to_owned(), text: String::new() };
                open = Some((indentation, block));
            }
            (Some(_), Some(_)) => blocks.extend(open.take().map(|(_, block)| block)),
            (Some((indentation, block)), None) => {
                block.text += line.get(*indentation..).unwrap_or_default();
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// Commands of a console block, each with the output below it.
fn commands(block: &Block) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in block.text.lines() {
        match (line.strip_prefix("$ firedrill "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_owned(), String::new())),
            (None, Some((_, output))) => *output += &format!("{line}\n"),
            (None, None) => panic!("line {}: output without a command of firedrill", block.line),
        }
    }
    commands
}

/// An empty folder, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("firedrill-guide-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for temporary files");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn walk_through(guide: &Path) -> Vec<String> {
    let folder = Folder::new(guide.file_stem().and_then(|stem| stem.to_str()).unwrap_or("guide"));
    let page = std::fs::read_to_string(guide).expect("a readable page");
    let mut differences = Vec::new();
    for block in blocks(&page) {
        if let Some(file) = block.language.strip_prefix("yaml ") {
            std::fs::write(folder.0.join(file), &block.text).expect("a writable folder");
        }
        if block.language != "console" {
            continue;
        }
        for (command, want) in commands(&block) {
            let mut program = Command::new(env!("CARGO_BIN_EXE_firedrill"));
            program.args(command.split_whitespace()).current_dir(&folder.0).env("COLUMNS", "100");
            let output = program.output().expect("the binary under test starts");
            let got = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text)).concat();
            let is_silent = want.is_empty() && output.status.success();
            if !is_silent && !matches(&want, &got) {
                differences.push(format!("{}:{}: `{command}` printed\n{got}", guide.display(), block.line));
            }
        }
    }
    differences
}

#[test]
fn guides_lead_where_they_say() {
    let mut differences = Vec::new();
    for entry in std::fs::read_dir(root().join("docs/guides")).expect("docs/guides") {
        differences.extend(walk_through(&entry.expect("an entry").path()));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}
