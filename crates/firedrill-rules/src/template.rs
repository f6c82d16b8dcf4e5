//! Templates of labels and annotations.

/// Whether the text is no template at all.
pub(crate) fn is_constant(text: &str) -> bool {
    !text.contains("{{")
}

/// Whether the template may run queries.
pub(crate) fn may_query(text: &str) -> bool {
    !is_constant(text) && text.contains("query")
}

/// Whether the labels of a sample decide what the template gives: neither value nor time nor a query
/// can reach it. Errs on the side of "no".
pub(crate) fn is_decided_by_labels(text: &str) -> bool {
    if is_constant(text) {
        return true;
    }
    let names_more = ["alue", "query", "now", "template", "define", "block"];
    let bytes = text.as_bytes();
    // A dot that names no field is the whole data, value included.
    let has_bare_dot = bytes.iter().enumerate().any(|(position, byte)| {
        let next = bytes.get(position + 1).copied().unwrap_or(b' ');
        *byte == b'.' && !(next.is_ascii_alphabetic() || next == b'_')
    });
    !has_bare_dot && !names_more.iter().any(|name| text.contains(name))
}

/// Functions in the template that have no URL in unit tests.
pub(crate) fn url_functions(text: &str) -> impl Iterator<Item = &'static str> {
    let uses = |name: &str| {
        !is_constant(text)
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
    fn knows_what_depends_on_the_value() {
        for (text, want) in [
            ("page", true),
            ("{{ $labels.job }}", true),
            ("{{ .Labels.job | toUpper }}", true),
            ("{{ $value }}", false),
            ("{{ .Value }}", false),
            ("{{ . }}", false),
            ("{{ with query \"up\" }}x{{ end }}", false),
        ] {
            assert_eq!(is_decided_by_labels(text), want, "{text}");
        }
    }
}
