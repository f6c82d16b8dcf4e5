//! Texts that services limit.

/// How a release marks that it has cut a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truncation {
    /// By three points (0.25).
    ThreePoints,
    /// By one character (0.26).
    Ellipsis,
}

impl Truncation {
    /// The text, with at most `limit` characters.
    pub(crate) fn cut(self, text: &str, limit: usize) -> String {
        if text.chars().count() <= limit {
            return text.to_owned();
        }
        let mark = match self {
            Self::ThreePoints => "...",
            Self::Ellipsis => "…",
        };
        if limit <= 3 {
            return text.chars().take(limit).collect();
        }
        let kept = limit - mark.chars().count();
        text.chars().take(kept).chain(mark.chars()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Truncation;

    #[test]
    fn counts_characters() {
        for (truncation, text, limit, want) in [
            (Truncation::Ellipsis, "äbcdef", 6, "äbcdef"),
            (Truncation::Ellipsis, "äbcdefg", 6, "äbcde…"),
            (Truncation::ThreePoints, "äbcdefg", 6, "äbc..."),
            (Truncation::ThreePoints, "abcdefg", 2, "ab"),
        ] {
            assert_eq!(truncation.cut(text, limit), want, "{text}");
        }
    }
}
