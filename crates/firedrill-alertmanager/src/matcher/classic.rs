//! The classic parser, `pkg/labels/parse.go`.

use super::{MatchOperator, Matcher, Matchers, PatternError};
use crate::Switches;

/// Why the classic parser refuses a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClassicError {
    /// No name, operator or classic label name.
    #[error("bad matcher format: {0}")]
    Format(String),
    /// A quote inside the value, or only one around it.
    #[error("matcher value contains unescaped double quote: {0}")]
    UnescapedQuote(String),
    /// The value is no regular expression.
    #[error(transparent)]
    Pattern(#[from] PatternError),
}

/// Parses a list of matchers. A leading `{` and a trailing `}` are dropped independently.
pub(super) fn parse_matchers(text: &str, switches: Switches) -> Result<Matchers, ClassicError> {
    let text = text.strip_prefix('{').unwrap_or(text);
    let text = text.strip_suffix('}').unwrap_or(text);
    let matchers = split_at_commas(text)
        .into_iter()
        .map(|part| parse_matcher(part, switches))
        .collect::<Result<_, _>>()?;
    Ok(Matchers::new(matchers))
}

/// Splits at commas outside double quotes; a blank last part is dropped.
fn split_at_commas(text: &str) -> Vec<&str> {
    let (mut inside_quotes, mut escaped) = (false, false);
    let mut start = 0;
    let mut parts = Vec::new();
    for (offset, character) in text.char_indices() {
        match character {
            ',' if !inside_quotes => {
                parts.push(&text[start..offset]);
                start = offset + 1;
            }
            '"' if escaped => escaped = false,
            '"' => inside_quotes = !inside_quotes,
            '\\' => escaped = !escaped,
            ',' => {}
            _ => escaped = false,
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

/// Parses one matcher.
pub(super) fn parse_matcher(text: &str, switches: Switches) -> Result<Matcher, ClassicError> {
    let (name, operator, raw_value) = dissect(text).ok_or_else(|| ClassicError::Format(text.to_owned()))?;
    let value = unescape(raw_value).ok_or_else(|| ClassicError::UnescapedQuote(raw_value.to_owned()))?;
    Ok(Matcher::new(operator, name, value, switches)?)
}

/// `^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|=|!=|!~)\s*((?s).*?)\s*$`
fn dissect(text: &str) -> Option<(&str, MatchOperator, &str)> {
    let text = text.trim_matches(is_regexp_space);
    let end = text.find(|character| !is_name_character(character)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let rest = rest.trim_start_matches(is_regexp_space);
    let operators =
        [MatchOperator::Matches, MatchOperator::Equal, MatchOperator::NotEqual, MatchOperator::NotMatches];
    operators.into_iter().find_map(|operator| {
        let value = rest.strip_prefix(operator.as_str())?;
        Some((name, operator, value.trim_start_matches(is_regexp_space)))
    })
}

/// RE2's `\s`.
fn is_regexp_space(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\u{c}' | '\r' | ' ')
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | ':')
}

/// Takes off the quotes and undoes `\n`, `\"` and `\\`; other backslashes stand for themselves.
fn unescape(raw: &str) -> Option<String> {
    let (quoted, raw) = match raw.strip_prefix('"') {
        Some(rest) => (true, rest),
        None => (false, raw),
    };
    let mut closed = !quoted;
    let mut value = String::with_capacity(raw.len());
    let mut characters = raw.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => value.push('\n'),
                Some(escaped @ ('"' | '\\')) => value.push(escaped),
                Some(other) => value.extend(['\\', other]),
                None => value.push('\\'),
            },
            '"' if !closed && characters.as_str().is_empty() => closed = true,
            '"' => return None,
            other => value.push(other),
        }
    }
    closed.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;

    #[test]
    fn reads_nearly_anything_as_a_value() {
        for (text, want) in [
            ("a=b", r#"{a="b"}"#),
            ("{a=b", r#"{a="b"}"#),
            ("a=b}", r#"{a="b"}"#),
            (" a = b c ,d!~e, ", r#"{a="b c",d!~"e"}"#),
            (r#"a="b,c""#, r#"{a="b,c"}"#),
            (r"a=\d\n", "{a=\"\\\\d\\n\"}"),
            ("a:b==", r#"{a:b="="}"#),
            ("", "{}"),
        ] {
            assert_eq!(
                parse_matchers(text, Version::NEWEST.switches()).expect(text).to_string(),
                want,
                "{text:?}"
            );
        }
    }

    #[test]
    fn refuses_with_upstream_texts() {
        for (text, want) in [
            ("a", "bad matcher format: a"),
            ("0a=b", "bad matcher format: 0a=b"),
            ("a=b,,", "bad matcher format: "),
            (r#"a="b"#, r#"matcher value contains unescaped double quote: "b"#),
            (r#"a=b"c"#, r#"matcher value contains unescaped double quote: b"c"#),
        ] {
            assert_eq!(
                parse_matchers(text, Version::NEWEST.switches()).expect_err(text).to_string(),
                want,
                "{text:?}"
            );
        }
    }
}
