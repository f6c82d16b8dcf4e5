//! Which name was probably meant.

use firedrill_model::suggestion::suggestion;

use crate::dialect::{Dialect, Features};
use crate::functions::{FUNCTIONS, lookup};

use super::operator::AggregateOp;

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
    let meant = suggestion(&name.to_ascii_lowercase(), candidates)?;
    Some(format!("did you mean `{meant}`?"))
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
