//! Running rules over a label set.

use firedrill_gotemplate::{to_lower, to_upper};
use firedrill_model::{Labels, LabelsBuilder};
use md5::{Digest, Md5};

use super::rule::{DEFAULT_PATTERN, is_name};
use super::{RelabelAction, RelabelRule};
use crate::sender::SenderDialect;

/// Applies the rules one after the other; `None` where one drops the label set. A rule that is not
/// valid does nothing.
pub fn relabel(mut labels: LabelsBuilder, rules: &[RelabelRule], dialect: SenderDialect) -> Option<Labels> {
    rules.iter().all(|rule| apply(rule, &mut labels, dialect)).then(|| labels.build())
}

/// Whether the label set is kept.
fn apply(rule: &RelabelRule, labels: &mut LabelsBuilder, dialect: SenderDialect) -> bool {
    let Ok(regexp) = rule.regexp(dialect) else { return true };
    let sources: Vec<_> = rule.source_labels.iter().map(|name| labels.get(name).unwrap_or("")).collect();
    let value = sources.join(&rule.separator);
    let target = &rule.target_label;
    match rule.action {
        RelabelAction::Keep => return regexp.is_match(&value),
        RelabelAction::Drop => return !regexp.is_match(&value),
        RelabelAction::KeepEqual => return labels.get(target).unwrap_or("") == value,
        RelabelAction::DropEqual => return labels.get(target).unwrap_or("") != value,
        RelabelAction::Replace => replace(rule, &value, labels, dialect),
        RelabelAction::HashMod => drop(labels.set(target, &hash_modulo(&value, rule.modulus))),
        RelabelAction::Lowercase => drop(labels.set(target, &to_lower(&value))),
        RelabelAction::Uppercase => drop(labels.set(target, &to_upper(&value))),
        RelabelAction::LabelMap => {
            for (name, value) in &labels.build() {
                if regexp.is_match(name) {
                    labels.set(&regexp.replace_all(name, &rule.replacement), value);
                }
            }
        }
        RelabelAction::LabelDrop => retain(labels, |name| !regexp.is_match(name)),
        RelabelAction::LabelKeep => retain(labels, |name| regexp.is_match(name)),
    }
    true
}

fn replace(rule: &RelabelRule, value: &str, labels: &mut LabelsBuilder, dialect: SenderDialect) {
    let is_plain = !rule.target_label.contains('$') && !rule.replacement.contains('$');
    if value.is_empty() && rule.pattern == DEFAULT_PATTERN && is_plain {
        labels.set(&rule.target_label, &rule.replacement);
        return;
    }
    let Ok(regexp) = rule.regexp(dialect) else { return };
    let expanded = regexp.expand(value, &rule.target_label).zip(regexp.expand(value, &rule.replacement));
    if let Some((target, replacement)) = expanded
        && is_name(&target, dialect)
    {
        labels.set(&target, &replacement);
    }
}

/// The last eight bytes of the MD5 sum, modulo `modulus`.
fn hash_modulo(value: &str, modulus: u64) -> String {
    let sum: [u8; 16] = Md5::digest(value.as_bytes()).into();
    let mut tail = [0; 8];
    tail.copy_from_slice(&sum[8..]);
    u64::from_be_bytes(tail).checked_rem(modulus).unwrap_or(0).to_string()
}

fn retain(labels: &mut LabelsBuilder, keep: impl Fn(&str) -> bool) {
    for (name, _) in &labels.build() {
        if !keep(name) {
            labels.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(
        action: RelabelAction,
        sources: &[&str],
        pattern: &str,
        target: &str,
        replacement: &str,
    ) -> RelabelRule {
        RelabelRule {
            action,
            source_labels: sources.iter().map(|name| (*name).to_owned()).collect(),
            pattern: pattern.to_owned(),
            target_label: target.to_owned(),
            replacement: replacement.to_owned(),
            ..RelabelRule::default()
        }
    }

    #[test]
    fn follows_prometheus() {
        use RelabelAction as Action;
        for (rule, want) in [
            (
                rule(Action::Replace, &["a", "b"], "(.*);(.*)", "d", "$2-$1"),
                r#"{a="foo", b="Bar", c="2", d="Bar-foo"}"#,
            ),
            (rule(Action::Replace, &["a"], "x", "d", "y"), r#"{a="foo", b="Bar", c="2"}"#),
            (rule(Action::Replace, &["a"], "f(.*)", "${1}_x", "y"), r#"{a="foo", b="Bar", c="2", oo_x="y"}"#),
            (rule(Action::Replace, &["a"], "(.*)", "a", ""), r#"{b="Bar", c="2"}"#),
            (rule(Action::Replace, &[], "(.*)", "d", "fixed"), r#"{a="foo", b="Bar", c="2", d="fixed"}"#),
            (rule(Action::Keep, &["a"], "fo+", "", "$1"), r#"{a="foo", b="Bar", c="2"}"#),
            (rule(Action::Keep, &["a"], "o+", "", "$1"), "dropped"),
            (rule(Action::Drop, &["missing"], "", "", "$1"), "dropped"),
            (rule(Action::KeepEqual, &["a"], "(.*)", "b", "$1"), "dropped"),
            (rule(Action::DropEqual, &["a"], "(.*)", "b", "$1"), r#"{a="foo", b="Bar", c="2"}"#),
            (
                rule(Action::LabelMap, &[], "(.)", "", "x_$1"),
                r#"{a="foo", b="Bar", c="2", x_a="foo", x_b="Bar", x_c="2"}"#,
            ),
            (rule(Action::LabelDrop, &[], "a|b", "", "$1"), r#"{c="2"}"#),
            (rule(Action::LabelKeep, &[], "a|b", "", "$1"), r#"{a="foo", b="Bar"}"#),
            (rule(Action::Lowercase, &["b"], "(.*)", "b", "$1"), r#"{a="foo", b="bar", c="2"}"#),
            (
                rule(Action::Uppercase, &["a", "b"], "(.*)", "d", "$1"),
                r#"{a="foo", b="Bar", c="2", d="FOO;BAR"}"#,
            ),
        ] {
            let labels = Labels::from_pairs([("a", "foo"), ("b", "Bar"), ("c", "2")]).to_builder();
            let got = relabel(labels, std::slice::from_ref(&rule), SenderDialect::V3);
            assert_eq!(got.map_or("dropped".to_owned(), |it| it.to_string()), want, "{rule:?}");
        }
    }

    #[test]
    fn hashes_as_prometheus() {
        // MD5 of "" ends in e9800998ecf8427e, of "abc" in d6963f7d28e17f72.
        assert_eq!(hash_modulo("", 1000), (0xe980_0998_ecf8_427e_u64 % 1000).to_string());
        assert_eq!(hash_modulo("abc", 7), (0xd696_3f7d_28e1_7f72_u64 % 7).to_string());
    }
}
