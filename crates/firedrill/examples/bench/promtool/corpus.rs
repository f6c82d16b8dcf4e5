//! The recorded suites of public repositories.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::measure::{Comparison, Place, Rounds, compare};
use crate::{process, root};

/// A suite that promtool 2.42 passes, measured as a process of its own.
pub(super) struct Suite {
    /// Repository and path.
    pub(super) name: String,
    pub(super) comparison: Comparison,
}

/// What was measured.
pub(super) struct Corpus {
    pub(super) suites: Vec<Suite>,
    /// The names of the ten on which promtool 3.14 took the most processor time.
    pub(super) slowest: Vec<String>,
    /// All files, those that fail included, one after the other.
    pub(super) promtool_in_turn: Duration,
    /// All files in one command.
    pub(super) firedrill_at_once: Duration,
    /// Number of all files.
    pub(super) files: usize,
}

/// One line of the index.
struct Entry {
    name: String,
    passes: bool,
    /// Processor time of promtool 3.14 in seconds.
    cpu: f64,
}

/// Measures all suites; `None` where the corpus is not at hand.
pub(super) fn measure(firedrill: &Path) -> io::Result<Option<Corpus>> {
    let shared = std::env::var_os("FIREDRILL_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let folder = shared.join("conformance/promtool");
    let Ok(index) = std::fs::read_to_string(folder.join("INDEX.tsv")) else { return Ok(None) };
    let entries = read(&index);
    let mut corpus = Corpus {
        suites: Vec::new(),
        slowest: slowest(&entries),
        promtool_in_turn: Duration::ZERO,
        firedrill_at_once: Duration::ZERO,
        files: entries.len(),
    };
    for entry in &entries {
        let path = folder.join(&entry.name);
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let place = Place { firedrill, folder: path.parent().unwrap_or(&folder), file: &file };
        let (first, _) = process::time(&mut place.promtool())?;
        if !entry.passes {
            corpus.promtool_in_turn += first;
            continue;
        }
        // What takes seconds varies little from run to run.
        let rounds = if first > Duration::from_secs(1) { 1 } else { 3 };
        let comparison = compare(&place, Rounds { promtool: rounds, firedrill: 5 })?;
        corpus.promtool_in_turn += comparison.promtool;
        corpus.suites.push(Suite { name: entry.name.clone(), comparison });
    }
    let mut all = Command::new(firedrill);
    all.args(["test", "--prometheus", "2.42", "--quiet"]).args(entries.iter().map(|entry| &entry.name));
    let runs = (0..5).map(|_| Ok(process::time(all.current_dir(&folder))?.0));
    let mut runs = runs.collect::<io::Result<Vec<_>>>()?;
    runs.sort();
    corpus.firedrill_at_once = runs[runs.len() / 2];
    Ok(Some(corpus))
}

fn read(index: &str) -> Vec<Entry> {
    let mut lines = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|it| *it == name).unwrap_or(0);
    let (repository, path, code, cpu) = (column("repo"), column("path"), column("rc"), column("cpu_3"));
    let entry = |row: Vec<&str>| Entry {
        name: format!("{}/{}", row[repository], row[path]),
        passes: row[code] == "0",
        cpu: row[cpu].parse().unwrap_or(0.0),
    };
    lines.map(entry).collect()
}

fn slowest(entries: &[Entry]) -> Vec<String> {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by(|lhs, rhs| rhs.cpu.total_cmp(&lhs.cpu));
    entries.iter().take(10).map(|entry| entry.name.clone()).collect()
}
