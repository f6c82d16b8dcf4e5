//! What a file is, by its content.

/// Top-level keys of a promtool test file.
const KEYS: &[&str] = &["rule_files", "evaluation_interval", "group_eval_order", "fuzzy_compare", "tests"];

/// Whether a YAML file found in a directory is a promtool test file.
///
/// Two of its keys at the top level are enough, so that a misspelt third one is reported instead of
/// making the file invisible; so is `tests` alone. Nothing but lines is looked at: most YAML in a
/// repository is something else, and parsing all of it would cost more than the tests.
pub(super) fn is_unit_test(source: &str) -> bool {
    let (mut known, mut unknown, mut has_tests) = (0, 0, false);
    for line in source.lines() {
        let Some((key, _)) = line.split_once(':') else { continue };
        let key = key.trim_end().trim_matches(['"', '\'']);
        if key.is_empty() || key.starts_with([' ', '\t', '#', '-', '{']) {
            continue;
        }
        if KEYS.contains(&key) {
            known += 1;
            has_tests |= key == "tests";
        } else {
            unknown += 1;
        }
    }
    known >= 2 || (has_tests && unknown == 0)
}

/// Top-level keys of a scenario.
const SCENARIO_KEYS: &[&str] = &[
    "name",
    "extends",
    "rules",
    "alertmanager",
    "system",
    "series",
    "scrape",
    "timeline",
    "seeds",
    "expect",
];

/// Whether a YAML file is a scenario: at least three of its keys stand at the top level, so that a misspelt
/// one is reported instead of making the file invisible.
pub(crate) fn is_scenario(source: &str) -> bool {
    let keys = source.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key);
    keys.filter(|key| SCENARIO_KEYS.contains(key)).count() >= 3
}

/// Whether the text looks like a rule file, for the advice to use `firedrill check`.
pub(super) fn is_rule_file(source: &str) -> bool {
    source.lines().any(|line| line.starts_with("groups:")) && !is_unit_test(source)
}

/// Whether the text is a PromQL test script: its first line that is no comment is a command.
pub(super) fn is_script(source: &str) -> bool {
    const COMMANDS: &[&str] =
        &["clear", "eval", "eval_fail", "eval_info", "eval_ordered", "eval_warn", "load", "load_with_nhcb"];
    let first = source.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let word = first.and_then(|line| line.split_whitespace().next());
    word.is_some_and(|word| COMMANDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_files_are_told_from_other_yaml() {
        for (source, want) in [
            ("rule_files:\n- a.yml\ntests:\n- interval: 1m\n", true),
            ("rule_files: [a.yml]\nevaluation_interval: 1m\ntets: []\n", true),
            ("# comment: x\n\"tests\":\n  - name: a\n", true),
            ("global: {}\nrule_files: [a.yml]\nscrape_configs: []\n", false),
            ("suite: deployment\ntests:\n  - it: works\n", false),
            ("groups:\n- name: tests\n", false),
            ("", false),
        ] {
            assert_eq!(is_unit_test(source), want, "{source}");
        }
        assert!(is_rule_file("groups: []\n"));
        assert!(is_scenario("name: a\nrules: r.yml\nexepct: []\nsystem: {}\n"));
        assert!(is_scenario("name: a\nextends: b.yml\nexpect: []\n"));
        assert!(!is_scenario("groups:\n- name: a\n  rules: []\n"));
        assert!(!is_scenario("rule_files: [a.yml]\ntests:\n- name: x\n"));
    }

    #[test]
    fn scripts_begin_with_a_command() {
        assert!(is_script("# metrics\n\nload 5m\n  up 1 1\n"));
        assert!(is_script("eval instant at 0 1\n"));
        assert!(!is_script("rule_files: []\n"));
        assert!(!is_script("loader: x\n"));
        assert!(!is_script(""));
    }
}
