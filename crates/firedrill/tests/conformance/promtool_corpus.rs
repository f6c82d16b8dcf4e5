//! Test suites of public repositories, with the verdict and output of promtool.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::promtool_random::first_difference;
use crate::run::{in_parallel, merged, promtool, text};
use crate::shared::{assert_agreement, corpus};

/// A row of `INDEX.tsv`.
struct Row {
    /// The test file, relative to the corpus.
    file: PathBuf,
    code_2: i32,
    code_3: i32,
}

fn rows(folder: &Path) -> Vec<Row> {
    let index = text(&folder.join("INDEX.tsv"));
    let mut lines = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let column = |name: &str| header.iter().position(|it| *it == name).expect("a known column");
    let (repository, path, code_2, code_3) = (column("repo"), column("path"), column("rc"), column("rc_3"));
    lines
        .map(|row| Row {
            file: Path::new(row[repository]).join(row[path]),
            code_2: row[code_2].parse().expect("an exit code"),
            code_3: row[code_3].parse().expect("an exit code"),
        })
        .collect()
}

fn folder_and_name(path: &Path) -> (&Path, &str) {
    let name = path.file_name().and_then(|it| it.to_str()).expect("a file name");
    (path.parent().expect("a folder"), name)
}

fn oracle(folder: &Path, oracle: &str, file: &Path) -> String {
    let mut path = folder.join(oracle).join(file).into_os_string();
    path.push(".out");
    text(Path::new(&path))
}

/// What does not depend on the YAML library's wording: everything but the text behind `yaml: line N:`.
fn comparable(output: &str) -> Vec<String> {
    let mut lines: Vec<_> = output
        .lines()
        .map(|line| match line.find("yaml: line ") {
            Some(idx) => line[..idx + "yaml: line ".len()].to_owned(),
            None => line.to_owned(),
        })
        .collect();
    // Both streams come through one pipe, so lines of one may stand before or behind those of the other.
    lines.sort_unstable();
    lines
}

fn compare(prometheus: &str, recordings: &str, code: impl Fn(&Row) -> i32 + Sync) {
    let Some(folder) = corpus("promtool") else { return };
    let rows = rows(&folder);
    let differences: Vec<String> = in_parallel(&rows, |row| {
        let path = folder.join(&row.file);
        let (directory, name) = folder_and_name(&path);
        let (got_code, got) = merged(promtool(prometheus, directory).args(["test", "rules", name]));
        let want = oracle(&folder, recordings, &row.file);
        if got_code != code(row) {
            return Some(format!("{}: exit code {got_code}, not {}:\n{got}", row.file.display(), code(row)));
        }
        (comparable(&want) != comparable(&got))
            .then(|| format!("{}:\n{}", row.file.display(), first_difference(&want, &got)))
    })
    .into_iter()
    .flatten()
    .collect();
    assert_agreement(&format!("promtool corpus, {prometheus}"), rows.len(), &differences);
}

#[test]
fn suites_print_what_promtool_3_prints() {
    compare("3", "_oracle_3", |row| row.code_3);
}

#[test]
fn suites_print_what_promtool_2_42_prints() {
    compare("2.42", "_oracle", |row| row.code_2);
}

/// `firedrill test` holds where promtool passes, and does not where it fails.
fn compare_verdicts(prometheus: &str, code: impl Fn(&Row) -> i32 + Sync) {
    let Some(folder) = corpus("promtool") else { return };
    let rows = rows(&folder);
    let differences: Vec<String> = in_parallel(&rows, |row| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firedrill"));
        command.args(["test", "--color", "never", "--prometheus", prometheus]).arg(folder.join(&row.file));
        let (got, output) = merged(&mut command);
        ((got == 0) != (code(row) == 0)).then(|| format!("{}: exit code {got}\n{output}", row.file.display()))
    })
    .into_iter()
    .flatten()
    .collect();
    assert_agreement(&format!("verdicts, {prometheus}"), rows.len(), &differences);
}

#[test]
fn verdicts_are_those_of_promtool_3() {
    compare_verdicts("3", |row| row.code_3);
}

#[test]
fn verdicts_are_those_of_promtool_2_42() {
    compare_verdicts("2.42", |row| row.code_2);
}

/// The recorded verdicts are those of the promtool at hand, if it is the same version.
#[test]
fn installed_promtool_agrees() {
    let Some(folder) = corpus("promtool") else { return };
    let version = Command::new("promtool").arg("--version").output();
    if !version.is_ok_and(|it| String::from_utf8_lossy(&it.stdout).contains("version 2.42.")) {
        println!("skipped: promtool 2.42 is not installed");
        return;
    }
    // A few files: the recordings are the test, this only shows that they are not stale.
    let rows: Vec<_> = rows(&folder).into_iter().step_by(32).collect();
    let differences: Vec<String> = in_parallel(&rows, |row| {
        let path = folder.join(&row.file);
        let (directory, name) = folder_and_name(&path);
        let mut theirs = Command::new("promtool");
        let (want_code, want) = merged(theirs.current_dir(directory).args(["test", "rules", name]));
        let (got_code, got) = merged(promtool("2.42", directory).args(["test", "rules", name]));
        (want_code != got_code || comparable(&want) != comparable(&got))
            .then(|| format!("{}:\n{}", row.file.display(), first_difference(&want, &got)))
    })
    .into_iter()
    .flatten()
    .collect();
    assert_agreement("installed promtool", rows.len(), &differences);
}
