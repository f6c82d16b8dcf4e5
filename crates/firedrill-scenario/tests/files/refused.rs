//! Every file under `fixtures/bad/scenarios` is refused with the lines that its last comments announce.

use crate::disk::{folder, read};

/// The announced messages: `#! 3:5 unknown key …`.
fn announced(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("#! ")).collect()
}

#[test]
fn bad_scenarios_are_refused_in_their_places() {
    let folder = folder("fixtures/bad/scenarios");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let mut differences = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a fixture");
        let got = read(&folder, &name).err().map(|refused| refused.to_string()).unwrap_or_default();
        let got: Vec<&str> =
            got.lines().map(|line| line.strip_prefix(&format!("{name}:")).unwrap_or(line)).collect();
        let want = announced(&text);
        if got != want || want.is_empty() {
            differences.push(format!(
                "{name}\n  got  {}\n  want {}",
                got.join("\n       "),
                want.join("\n       ")
            ));
        }
    }
    assert!(differences.is_empty(), "{} fixtures differ:\n{}", differences.len(), differences.join("\n"));
}
