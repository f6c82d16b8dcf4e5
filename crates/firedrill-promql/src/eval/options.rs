//! Settings of an engine.

use crate::dialect::{Dialect, Features};

/// What a server configures once for all queries.
#[derive(Clone, Copy)]
pub struct QueryOptions<'a> {
    /// Semantic switches.
    pub dialect: Dialect,
    /// Feature flags.
    pub features: Features,
    /// How long a sample counts as current, in milliseconds.
    pub lookback_ms: i64,
    /// Step of `[5m:]` in milliseconds: the server's evaluation interval.
    pub default_subquery_step_ms: i64,
    /// Samples a query may hold at one moment.
    pub max_samples: usize,
    /// Asked between nodes and series; `true` ends the query as timed out.
    pub out_of_time: Option<&'a (dyn Fn() -> bool + Sync)>,
}

impl Default for QueryOptions<'_> {
    /// A Prometheus 3 server without flags.
    fn default() -> Self {
        Self {
            dialect: Dialect::V3,
            features: Features::SERVER_DEFAULT,
            lookback_ms: 5 * 60 * 1000,
            default_subquery_step_ms: 60 * 1000,
            max_samples: 50_000_000,
            out_of_time: None,
        }
    }
}

impl std::fmt::Debug for QueryOptions<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("QueryOptions")
            .field("dialect", &self.dialect.name)
            .field("features", &self.features)
            .field("lookback_ms", &self.lookback_ms)
            .field("default_subquery_step_ms", &self.default_subquery_step_ms)
            .field("max_samples", &self.max_samples)
            .finish_non_exhaustive()
    }
}
