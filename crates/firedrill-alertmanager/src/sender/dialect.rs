//! What Prometheus versions do differently when they send.

use firedrill_model::goregexp;

/// One version's habits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SenderDialect {
    /// Alerts per request at most.
    pub batch_size: usize,
    /// Label names may be any UTF-8 text.
    pub utf8_names: bool,
    /// How regular expressions of relabelling are read; they are anchored.
    pub regexps: goregexp::Options,
}

impl SenderDialect {
    /// Prometheus 3.
    pub const V3: Self = Self { batch_size: 256, utf8_names: true, regexps: goregexp::Options::MATCHER };

    /// Prometheus 2.42.
    pub const V2_42: Self = Self {
        batch_size: 64,
        utf8_names: false,
        regexps: goregexp::Options { anchored: true, ..goregexp::Options::SEARCH_2_42 },
    };
}

impl Default for SenderDialect {
    fn default() -> Self {
        Self::V3
    }
}
