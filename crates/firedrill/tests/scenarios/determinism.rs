//! The same scenario and seed give the same bytes.

use crate::{catalogue, firedrill};

/// Scenarios that take their time; once is enough for them.
const LARGE: &[&str] = &["overlap", "steady-day"];

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for path in catalogue() {
        let path = path.display().to_string();
        if LARGE.iter().any(|name| path.contains(name)) {
            continue;
        }
        let runs = [(); 2].map(|()| firedrill(&["run", &path, "--json", "--seed", "7"]));
        assert!(runs[0].0, "{path}: {}", runs[0].1);
        assert!(runs[0] == runs[1], "{path} differs from run to run");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let report = |jobs: &str| {
        let (held, text) = firedrill(&["test", "scenarios", "--jobs", jobs, "--format", "tap"]);
        let without_times = |line: &str| line.split(" # ").next().unwrap_or_default().to_owned();
        let lines = text.lines().filter(|line| !line.contains("duration_ms"));
        (held, lines.map(without_times).collect::<Vec<_>>())
    };
    assert_eq!(report("1"), report("8"));
}
