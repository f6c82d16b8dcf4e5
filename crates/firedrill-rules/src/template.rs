//! Templates of labels and annotations.

use firedrill_gotemplate::ParseError;
use firedrill_gotemplate::prometheus::{self, AlertTemplate};
use firedrill_promql::Dialect;

/// Parses the value of a label or annotation of the alert `alert`.
///
/// # Errors
/// Go's text.
pub(crate) fn parse(alert: &str, text: &str, dialect: &Dialect) -> Result<AlertTemplate, ParseError> {
    let dialect =
        if dialect.rule_group_labels { prometheus::Dialect::V3 } else { prometheus::Dialect::V2_42 };
    AlertTemplate::parse(alert, text, dialect)
}

/// Whether there is anything in a template that is not printed as it stands.
pub(crate) fn has_actions(text: &str) -> bool {
    text.contains("{{")
}

/// Whether a template may run queries.
pub(crate) fn may_query(text: &str) -> bool {
    has_actions(text) && text.contains("query")
}

/// Functions in a template that have no URL in unit tests.
pub(crate) fn url_functions(text: &str) -> impl Iterator<Item = &'static str> {
    let uses = |name: &str| {
        has_actions(text)
            && text.match_indices(name).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                !before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '$' | '.' | '_'))
            })
    };
    ["externalURL", "pathPrefix"].into_iter().filter(move |name| uses(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_url_functions_but_not_the_variable() {
        for (text, want) in [
            ("{{ externalURL }}/x", vec!["externalURL"]),
            ("{{ $externalURL }}", vec![]),
            ("{{ .ExternalURL }}{{ pathPrefix }}", vec!["pathPrefix"]),
            ("externalURL", vec![]),
        ] {
            assert_eq!(url_functions(text).collect::<Vec<_>>(), want, "{text}");
        }
    }
}
