//! `match` and `reReplaceAll`.

use firedrill_model::goregexp::{Options, compile};
use firedrill_model::quote::{can_backquote, quote};

use crate::options::GoVersion;

fn options(go: GoVersion) -> Options {
    match go {
        GoVersion::Go1_19 => Options::SEARCH_2_42,
        GoVersion::Go1_26 => Options::SEARCH,
    }
}

/// Whether the pattern matches anywhere in the text.
pub(crate) fn is_match(pattern: &str, text: &str, go: GoVersion) -> Result<bool, String> {
    let regexp = compile(pattern, options(go)).map_err(|error| error.to_string())?;
    Ok(regexp.is_match(text))
}

/// Replaces every match; the error is that of `regexp.MustCompile`.
pub(crate) fn replace_all(
    pattern: &str,
    replacement: &str,
    text: &str,
    go: GoVersion,
) -> Result<String, String> {
    let regexp = compile(pattern, options(go)).map_err(|error| {
        let shown = if can_backquote(pattern) { format!("`{pattern}`") } else { quote(pattern) };
        format!("regexp: Compile({shown}): {error}")
    })?;
    Ok(regexp.replace_all(text, replacement))
}
