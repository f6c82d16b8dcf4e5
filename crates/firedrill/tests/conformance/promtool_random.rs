//! Random suites whose expectations are empty, so that promtool prints everything it got.

use std::path::{Path, PathBuf};

use crate::run::{in_parallel, merged, promtool, text};
use crate::shared::{assert_agreement, corpus};

fn suites(folder: &Path) -> Vec<PathBuf> {
    let mut suites: Vec<_> = std::fs::read_dir(folder)
        .expect("a readable corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("test.yml").is_file())
        .collect();
    suites.sort();
    suites
}

fn compare(prometheus: &str, recording: &str) {
    let Some(folder) = corpus("promtool-random") else { return };
    let suites: Vec<_> =
        suites(&folder).into_iter().filter(|suite| suite.join(recording).is_file()).collect();
    let differences: Vec<String> = in_parallel(&suites, |suite| {
        let (code, got) = merged(promtool(prometheus, suite).args(["test", "rules", "test.yml"]));
        let (want, got) = (text(&suite.join(recording)), format!("{got}rc={code}\n"));
        (sorted_lines(&want) != sorted_lines(&got))
            .then(|| format!("{} ({prometheus}):\n{}", suite.display(), first_difference(&want, &got)))
    })
    .into_iter()
    .flatten()
    .collect();
    assert_agreement(&format!("promtool-random, {prometheus}"), suites.len(), &differences);
}

/// Only the order of the two streams relative to each other is free; with both on one pipe, lines may swap.
fn sorted_lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.lines().collect();
    lines.sort_unstable();
    lines
}

/// The first line that differs, with its neighbours on both sides.
pub(crate) fn first_difference(want: &str, got: &str) -> String {
    let (want, got): (Vec<_>, Vec<_>) = (want.lines().collect(), got.lines().collect());
    let idx = (0..want.len().max(got.len())).find(|&idx| want.get(idx) != got.get(idx)).unwrap_or(0);
    let around = |lines: &[&str]| {
        lines
            .iter()
            .skip(idx.saturating_sub(2))
            .take(5)
            .map(|line| format!("    {line}"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    format!("  want, around line {}:\n{}\n  got:\n{}", idx + 1, around(&want), around(&got))
}

#[test]
fn random_suites_print_what_promtool_3_prints() {
    compare("3", "out-3.txt");
}

#[test]
fn random_suites_print_what_promtool_2_42_prints() {
    compare("2.42", "out-2.txt");
}
