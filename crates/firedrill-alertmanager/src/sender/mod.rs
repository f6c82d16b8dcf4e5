//! The Prometheus side: which alerts a server posts to Alertmanager after each evaluation of a rule.
//!
//! A driver evaluates rules, hands the pending and firing alerts of each evaluation to
//! [`Sender::evaluated`] and gives the posts it gets back to [`Alertmanager::receive`](crate::Alertmanager::receive).
//! [`load_settings`] reads what `prometheus.yml` says about alerts.
//!
//! ```
//! use firedrill_alertmanager::sender::{ActiveAlert, RuleEvaluation, Sender, SenderOptions};
//! use firedrill_model::{Duration, Labels, Timestamp};
//!
//! let mut sender = Sender::new(SenderOptions::default());
//! let labels = Labels::from_pairs([("alertname", "Stuck")]);
//! let mut posted_at = Vec::new();
//! for minute in 0..6 {
//!     let at = Timestamp(minute * 60_000);
//!     let active = [ActiveAlert {
//!         labels: labels.clone(),
//!         annotations: Labels::empty(),
//!         fired_at: Some(Timestamp(0)),
//!     }];
//!     let evaluation = RuleEvaluation {
//!         rule: 0,
//!         expression: "stuck > 0",
//!         interval: Duration::from_seconds(60),
//!         at,
//!         active: &active,
//!     };
//!     posted_at.extend(sender.evaluated(&evaluation).iter().map(|post| post.at.as_ms() / 60_000));
//! }
//! // The resend delay of one minute must have passed, not just been reached.
//! assert_eq!(posted_at, [0, 2, 4]);
//! ```

mod dialect;
mod evaluation;
mod options;
pub mod relabel;
mod resend;
mod server;
mod settings;

pub use dialect::SenderDialect;
pub use evaluation::{ActiveAlert, Post, RuleEvaluation};
pub use options::SenderOptions;
pub use server::Sender;
pub use settings::{AlertingSettings, LoadedSettings, load_settings};
