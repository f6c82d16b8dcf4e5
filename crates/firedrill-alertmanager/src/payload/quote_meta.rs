//! Go's `regexp.QuoteMeta`.

/// `text` as a pattern that matches it. Receivers are passed to templates and webhooks in this form:
/// the default texts build a link with the receiver as a pattern.
pub(super) fn quote_meta(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\.+*?()|[]{}^$".contains(character) {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::quote_meta;

    #[test]
    fn escapes_what_means_something_in_a_pattern() {
        assert_eq!(quote_meta("team.x (a+b)"), r"team\.x \(a\+b\)");
    }
}
