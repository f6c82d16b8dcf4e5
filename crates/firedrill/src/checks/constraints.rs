//! What can be said about matchers without any alert.

use std::collections::BTreeSet;

use firedrill_alertmanager::{MatchOperator, Matcher, Matchers};

/// The label that no value satisfies, if the matchers contradict each other.
pub(super) fn contradiction(matchers: &Matchers) -> Option<&str> {
    let mut names = matchers.as_slice().iter().map(Matcher::name);
    names.find(|name| values(matchers, name).is_some_and(|values| values.is_empty()))
}

/// Whether every label set that `matchers` accept is accepted by each of `others`.
pub(super) fn implies(matchers: &Matchers, others: &Matchers) -> bool {
    others.as_slice().iter().all(|other| implies_one(matchers, other))
}

fn implies_one(matchers: &Matchers, other: &Matcher) -> bool {
    let accepts_all = other.operator() == MatchOperator::Matches && other.value() == ".*";
    accepts_all
        || matchers.as_slice().contains(other)
        || values(matchers, other.name()).is_some_and(|values| values.iter().all(|it| other.accepts(it)))
}

/// The values that a label may have, where the matchers list them.
fn values(matchers: &Matchers, name: &str) -> Option<BTreeSet<String>> {
    let on_label = || matchers.as_slice().iter().filter(|matcher| matcher.name() == name);
    let mut listed = on_label().filter_map(alternatives);
    let first = listed.next()?;
    Some(first.into_iter().filter(|value| on_label().all(|it| it.accepts(value))).collect())
}

/// The values that a matcher lists: one for `=`, those of an alternation of plain words for `=~`.
fn alternatives(matcher: &Matcher) -> Option<BTreeSet<String>> {
    match matcher.operator() {
        MatchOperator::Equal => Some(BTreeSet::from([matcher.value().to_owned()])),
        MatchOperator::Matches => {
            let value = matcher.value();
            // As `match_re` keeps it.
            let value = value.strip_prefix("^(?:").and_then(|it| it.strip_suffix(")$")).unwrap_or(value);
            let is_word = |word: &str| word.chars().all(|it| it.is_alphanumeric() || "_- /:".contains(it));
            value.split('|').all(is_word).then(|| value.split('|').map(str::to_owned).collect())
        }
        MatchOperator::NotEqual | MatchOperator::NotMatches => None,
    }
}

#[cfg(test)]
mod tests {
    use firedrill_alertmanager::Version;
    use firedrill_alertmanager::matcher::Dialect;

    use super::*;

    fn matchers(text: &str) -> Matchers {
        Dialect::of(Version::NEWEST).matchers(text).expect(text).value
    }

    #[test]
    fn finds_contradictions() {
        for (text, want) in [
            ("a=x", None),
            ("a=x,b=y", None),
            ("a=x,a=y", Some("a")),
            ("a=x,a!=x", Some("a")),
            ("a=~\"x|y\",a!=x", None),
            ("a=~\"x|y\",a=~\"z|w\"", Some("a")),
            ("a=x,a=~\"y.*\"", Some("a")),
            ("a=~\"x.*\",a=~\"y.*\"", None),
        ] {
            assert_eq!(contradiction(&matchers(text)), want, "{text}");
        }
    }

    #[test]
    fn finds_implications() {
        for (text, other, want) in [
            ("a=x", "", true),
            ("", "a=x", false),
            ("a=x,b=y", "a=x", true),
            ("a=x", "a=~\"x|y\"", true),
            ("a=~\"x|y\"", "a=x", false),
            ("a=~\"x|y\"", "a!=z", true),
            ("a!=z", "a!=z", true),
            ("b=x", "a=~\".*\"", true),
            ("a=\"\"", "a!=x", true),
        ] {
            assert_eq!(implies(&matchers(text), &matchers(other)), want, "{text} implies {other}");
        }
    }
}
