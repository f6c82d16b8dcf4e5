//! Texts that services limit.

/// The text, with at most `limit` characters; an ellipsis shows that something is missing.
pub(crate) fn truncated(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    if limit <= 3 {
        return text.chars().take(limit).collect();
    }
    text.chars().take(limit - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::truncated;

    #[test]
    fn counts_characters() {
        for (text, limit, want) in [("äbcdef", 6, "äbcdef"), ("äbcdefg", 6, "äbcde…"), ("abcdefg", 2, "ab")]
        {
            assert_eq!(truncated(text, limit), want, "{text}");
        }
    }
}
