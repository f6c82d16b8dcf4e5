//! `match` and `reReplaceAll`.

use firedrill_model::goregexp::{Options, compile};
use firedrill_model::quote::{can_backquote, quote};

use super::Dialect;

fn options(dialect: Dialect) -> Options {
    match dialect {
        Dialect::V2_42 => Options::SEARCH_2_42,
        Dialect::V3 => Options::SEARCH,
    }
}

/// Whether the pattern matches anywhere in the text.
pub(super) fn is_match(pattern: &str, text: &str, dialect: Dialect) -> Result<bool, String> {
    let regexp = compile(pattern, options(dialect)).map_err(|error| error.to_string())?;
    Ok(regexp.is_match(text))
}

/// Replaces every match; the error is that of `regexp.MustCompile`.
pub(super) fn replace_all(
    pattern: &str,
    replacement: &str,
    text: &str,
    dialect: Dialect,
) -> Result<String, String> {
    let regexp = compile(pattern, options(dialect)).map_err(|error| {
        let shown = if can_backquote(pattern) { format!("`{pattern}`") } else { quote(pattern) };
        format!("regexp: Compile({shown}): {error}")
    })?;
    Ok(regexp.replace_all(text, replacement))
}
