//! Which servers are simulated.

use firedrill_alertmanager::Version;
use firedrill_alertmanager::sender::SenderDialect;
use firedrill_promql::{Dialect, Features};
use firedrill_rules::evaluation::Mode;

/// Versions and flags of the servers.
#[derive(Debug, Clone, Copy)]
pub struct SimulationOptions {
    /// Whose rules: Prometheus 3's or 2.42's.
    pub dialect: Dialect,
    /// What expressions may use.
    pub features: Features,
    /// The release of Alertmanager.
    pub alertmanager: Version,
    /// How to evaluate rules; the timeline does not depend on it.
    pub mode: Mode,
}

impl Default for SimulationOptions {
    /// The newest releases without flags.
    fn default() -> Self {
        Self {
            dialect: Dialect::V3,
            features: Features::SERVER_DEFAULT,
            alertmanager: Version::NEWEST,
            mode: Mode::WholeHorizon,
        }
    }
}

impl SimulationOptions {
    /// How Prometheus sends.
    pub(crate) fn sender_dialect(&self) -> SenderDialect {
        if self.dialect == Dialect::V2_42 { SenderDialect::V2_42 } else { SenderDialect::V3 }
    }
}
