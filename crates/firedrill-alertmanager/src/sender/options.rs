//! How a server sends.

use firedrill_model::{Duration, Labels};

use super::SenderDialect;
use super::relabel::RelabelRule;

/// Flags and settings that change what is sent; the defaults are Prometheus'.
#[derive(Debug, Clone)]
pub struct SenderOptions {
    /// The version.
    pub dialect: SenderDialect,
    /// `--rules.alert.resend-delay`: more than this must have passed before an alert is sent again.
    pub resend_delay: Duration,
    /// `--alertmanager.notification-queue-capacity`: of what a rule sends at once, the oldest alerts above
    /// this number are dropped.
    pub queue_capacity: usize,
    /// `--web.external-url` without a slash at its end, for `generatorURL`.
    pub external_url: String,
    /// `global.external_labels`: added to alerts that lack them, before relabelling.
    pub external_labels: Labels,
    /// `alerting.alert_relabel_configs`, and those of the Alertmanager it is about after them.
    pub relabel_rules: Vec<RelabelRule>,
}

impl Default for SenderOptions {
    fn default() -> Self {
        Self {
            dialect: SenderDialect::default(),
            resend_delay: Duration::from_seconds(60),
            queue_capacity: 10_000,
            external_url: "http://localhost:9090".to_owned(),
            external_labels: Labels::empty(),
            relabel_rules: Vec::new(),
        }
    }
}
