//! The one thing a configuration check asks of template texts: whether they parse.

use firedrill_gotemplate::{Options, ParseError, Template};

/// Parses a text as a template without a name and with Go's own functions alone, as upstream does here.
pub(crate) fn check(text: &str) -> Result<(), ParseError> {
    Template::parse("", text, &|_| false, Options::default()).map(drop)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn knows_gos_language() {
        assert_eq!(check("a {{ .x }} b {{ printf \"%s\" .y }}"), Ok(()));
        for (text, want) in [
            ("{{ .x }}\n{{ .y", "template: :2: unclosed action"),
            ("{{ toUpper .x }}", "template: :1: function \"toUpper\" not defined"),
        ] {
            assert_eq!(check(text).expect_err(text).to_string(), want);
        }
    }
}
