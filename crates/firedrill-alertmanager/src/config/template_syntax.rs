//! The one thing a configuration check asks of template texts: whether they parse.

/// The parse error of a template without a name, in Go's words.
///
/// Only unclosed actions are found, which is all that a URL or a responder's type is checked for in
/// practice; the template engine finds the rest when the text is rendered.
pub(super) fn check(text: &str) -> Result<(), String> {
    let mut rest = text;
    let mut line = 1;
    while let Some(start) = rest.find("{{") {
        line += rest[..start].matches('\n').count();
        let Some(length) = rest[start..].find("}}") else {
            return Err(format!("template: :{line}: unclosed action"));
        };
        line += rest[start..start + length].matches('\n').count();
        rest = &rest[start + length + 2..];
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn finds_unclosed_actions() {
        assert_eq!(check("a {{ .x }} b {{ .y }}"), Ok(()));
        assert_eq!(check("{{ .x }}\n{{ .y"), Err("template: :2: unclosed action".to_owned()));
    }
}
