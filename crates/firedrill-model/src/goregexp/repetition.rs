//! `*`, `+`, `?` and counts in braces.

use std::fmt;

/// A repetition: `max` is absent for "or more".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repetition {
    Star,
    Plus,
    Optional,
    Counted { min: u32, max: Option<u32> },
}

impl fmt::Display for Repetition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Star => formatter.write_str("*"),
            Self::Plus => formatter.write_str("+"),
            Self::Optional => formatter.write_str("?"),
            Self::Counted { min, max: None } => write!(formatter, "{{{min},}}"),
            Self::Counted { min, max: Some(max) } => write!(formatter, "{{{min},{max}}}"),
        }
    }
}

const MAX_COUNT: u32 = 1000;

/// Reads `{2}`, `{2,}` or `{2,3}`; anything else in braces is literal text. Counts that are too large
/// or in the wrong order are absent from the result.
pub(super) fn parse_counts(text: &str) -> Option<(Option<Repetition>, &str)> {
    let (min, rest) = parse_count(&text[1..])?;
    let (max, rest) = match rest.strip_prefix(',') {
        None => (Some(min), rest),
        Some(rest) if rest.starts_with('}') => (None, rest),
        Some(rest) => parse_count(rest).map(|(max, rest)| (Some(max), rest))?,
    };
    let rest = rest.strip_prefix('}')?;
    let valid = min <= MAX_COUNT && max.is_none_or(|max| max <= MAX_COUNT && min <= max);
    Some((valid.then_some(Repetition::Counted { min, max }), rest))
}

/// A number without leading zeros; a very large one is only known to be large.
fn parse_count(text: &str) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 || (length > 1 && text.starts_with('0')) {
        return None;
    }
    let (digits, rest) = text.split_at(length);
    Some((digits.parse().unwrap_or(u32::MAX), rest))
}
