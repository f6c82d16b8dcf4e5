//! Which name was probably meant.

use crate::dialect::{Dialect, Features};
use crate::functions::{FUNCTIONS, lookup};

use super::operator::AggregateOp;

/// At most this many letters may differ, and never more than a third of the name.
const LARGEST_DISTANCE: usize = 3;

/// The function or aggregation most like `name`, as advice for an error message.
pub(super) fn similar_name(name: &str, dialect: &Dialect, features: Features) -> Option<String> {
    let functions = FUNCTIONS
        .iter()
        .filter(|function| features.experimental_functions || !function.experimental)
        .map(|function| function.name)
        .filter(|candidate| lookup(candidate, dialect).is_some());
    most_like(name, functions.chain(aggregations(dialect, features)))
}

/// The aggregation most like `name`.
pub(super) fn similar_aggregation(name: &str, dialect: &Dialect, features: Features) -> Option<String> {
    most_like(name, aggregations(dialect, features))
}

fn aggregations(dialect: &Dialect, features: Features) -> impl Iterator<Item = &'static str> {
    let has_experimental = features.experimental_functions && dialect.numeric_durations;
    AggregateOp::ALL
        .into_iter()
        .filter(move |op| has_experimental || !op.is_experimental())
        .map(AggregateOp::text)
}

fn most_like(name: &str, candidates: impl Iterator<Item = &'static str>) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let limit = LARGEST_DISTANCE.min(name.len().div_ceil(3));
    candidates
        .map(|candidate| (distance(&lower, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        // Of equally near names, one that was left unfinished.
        .min_by_key(|(distance, candidate)| (*distance, !candidate.starts_with(&lower), *candidate))
        .map(|(_, candidate)| format!("did you mean `{candidate}`?"))
}

/// Levenshtein distance in bytes, where swapping neighbours counts one.
fn distance(lhs: &str, rhs: &str) -> usize {
    let (lhs, rhs) = (lhs.as_bytes(), rhs.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=rhs.len()).collect();
    for (row, left) in lhs.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, right) in rhs.iter().enumerate() {
            let replaced = previous[column] + usize::from(left != right);
            let mut best = replaced.min(previous[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *left == rhs[column - 1] && lhs[row - 1] == *right {
                best = best.min(before[column - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut previous, current);
    }
    previous[rhs.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        for (name, want) in [
            ("rte", Some("rate")),
            ("Rate", Some("rate")),
            ("rat", Some("rate")),
            ("histogram_quantil", Some("histogram_quantile")),
            ("smu", Some("sum")),
            ("avg_overtime", Some("avg_over_time")),
            ("quite_another_thing", None),
            ("x", None),
        ] {
            let want = want.map(|meant| format!("did you mean `{meant}`?"));
            assert_eq!(similar_name(name, &Dialect::V3, Features::SERVER_DEFAULT), want, "{name}");
        }
    }

    #[test]
    fn advice_never_changes_the_message() {
        for (text, message, help) in [
            ("raet(a[5m])", "1:1: parse error: unknown function with name \"raet\"", Some("rate")),
            ("smu by (x) (a)", "1:5: parse error: unexpected <by>", Some("sum")),
            ("some_metric by (x) (a)", "1:13: parse error: unexpected <by>", None),
        ] {
            let error = crate::syntax::parse(text, &Dialect::V3, &Features::default()).expect_err(text);
            assert_eq!(error.to_string(), message);
            assert_eq!(error.help, help.map(|meant| format!("did you mean `{meant}`?")), "{text}");
        }
    }
}
