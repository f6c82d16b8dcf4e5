//! Malformed files: a positioned error, exit code 2, no panic.

use std::path::{Path, PathBuf};

use crate::commands::{firedrill, root};

/// What is wrong with the answer to a malformed file, if anything.
fn complaint(what: &str, arguments: &[&str]) -> Option<String> {
    let (code, stdout, stderr) = firedrill(arguments);
    let position = format!("{}:", arguments.last().expect("a path"));
    // Of a file that cannot be read or does not exist there is no line to show.
    let has_position = stdout
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .any(|line| line.rsplit(':').take(2).all(|number| number.parse::<usize>().is_ok()));
    let panicked = stderr.contains("panicked") || stdout.contains("panicked");
    (code != 2 || panicked || !has_position)
        .then(|| format!("{what} ({position}): exit code {code}\n{stdout}{stderr}"))
}

fn assert_refused(complaints: &[String]) {
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

fn check_folder(folder: &str, command: &str) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .expect("a folder of fixtures")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(files.len() > 20);
    let complaints: Vec<_> = files
        .iter()
        .filter_map(|path| {
            let relative = path.strip_prefix(root()).unwrap_or(path).to_str().expect("a path").to_owned();
            complaint(&relative, &[command, "--color", "never", &relative])
        })
        .collect();
    assert_refused(&complaints);
}

#[test]
fn malformed_test_files_are_refused() {
    check_folder("fixtures/bad/tests", "test");
}

#[test]
fn malformed_rule_files_are_refused() {
    check_folder("fixtures/bad/rules", "check");
}

#[test]
fn malformed_alertmanager_files_are_refused() {
    let complaints: Vec<_> = ["undefined-receiver", "two-errors", "matcher", "template", "yaml", "silences"]
        .into_iter()
        .filter_map(|name| {
            let path = format!("fixtures/bad/alertmanager/{name}.yml");
            complaint(name, &["check", "--color", "never", &path])
        })
        .collect();
    assert_refused(&complaints);
}

/// Files too large, too deep or too binary to be kept as fixtures.
fn generated() -> Vec<(&'static str, Vec<u8>)> {
    let rule = |expr: &str| {
        format!("groups:\n- name: g\n  rules:\n  - record: a\n    expr: '{expr}'\n").into_bytes()
    };
    vec![
        ("deep-flow-lists.yml", [b"groups: ".to_vec(), b"[".repeat(100_000)].concat()),
        ("deep-flow-maps.yml", [b"groups: ".to_vec(), b"{a: ".repeat(100_000)].concat()),
        (
            "deep-block-maps.yml",
            (0..5_000).flat_map(|depth| [" ".repeat(depth), "a:\n".to_owned()]).collect::<String>().into(),
        ),
        ("deep-parentheses.yml", rule(&format!("{}up{}", "(".repeat(100_000), ")".repeat(100_000)))),
        ("deep-negation.yml", rule(&format!("{}up", "-".repeat(100_000)))),
        ("deep-calls.yml", rule(&format!("{}up", "abs(".repeat(50_000)))),
        ("deep-operators.yml", rule(&format!("up{} +", " + up".repeat(50_000)))),
        ("ten-megabytes-of-text.yml", rule(&format!("up {}", "x".repeat(10_000_000)))),
        ("ten-megabytes-of-scalar.yml", [b"groups: '".to_vec(), b"x".repeat(10_000_000)].concat()),
        ("invalid-utf-8.yml", b"groups:\n- name: \xff\xfe\n".to_vec()),
        ("utf-16.yml", b"\xff\xfeg\0r\0o\0u\0p\0s\0:\0".to_vec()),
        ("nul.yml", b"groups:\0\n".to_vec()),
        ("billion-laughs.yml", billion_laughs()),
        ("many-anchors.yml", [b"groups: ".to_vec(), b"&a ".repeat(10_000)].concat()),
        ("long-regex.yml", rule(&format!("up{{job=~\"{}\"}}", "(".repeat(20_000)))),
        ("huge-regex-repeat.yml", rule("up{job=~\"(((a{1000}){1000}){1000}){1000}\"}")),
    ]
}

/// Aliases that would expand to 10⁹ nodes.
fn billion_laughs() -> Vec<u8> {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..10 {
        let alias = format!("*a{}, ", level - 1).repeat(10);
        text += &format!("a{level}: &a{level} [{alias}]\n");
    }
    (text + "groups: *a9\n").into_bytes()
}

#[test]
fn hostile_files_are_refused_in_time() {
    let scratch = std::env::temp_dir().join(format!("firedrill-bad-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).expect("a writable folder");
    let mut complaints = Vec::new();
    for (name, bytes) in generated() {
        let path = scratch.join(name);
        std::fs::write(&path, bytes).expect("a writable file");
        let path = path.to_str().expect("a path");
        let started = std::time::Instant::now();
        for command in ["check", "test"] {
            complaints.extend(complaint(name, &[command, "--color", "never", path]));
        }
        assert!(started.elapsed().as_secs() < 60, "{name} took {:?}", started.elapsed());
    }
    drop(std::fs::remove_dir_all(&scratch));
    assert_refused(&complaints);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let scratch = std::env::temp_dir().join(format!("firedrill-empty-{}", std::process::id()));
    std::fs::create_dir_all(scratch.join("directory.yml")).expect("a writable folder");
    let paths = [Path::new("/nowhere/at/all.yml").to_path_buf(), scratch.clone()];
    for path in &paths {
        for command in ["check", "test"] {
            let (code, stdout, stderr) = firedrill(&[command, path.to_str().expect("a path")]);
            assert_eq!(code, 2, "{}: {stdout}{stderr}", path.display());
        }
    }
    drop(std::fs::remove_dir_all(&scratch));
}
