//! Alertmanager in virtual time.
//!
//! **Invariant:** no clock, file, network or `PromQL` here. Alerts and `now` come in, notifications go out.
#![warn(clippy::disallowed_methods)]

pub mod alert;
pub mod config;
pub mod fingerprint;
pub mod inhibition;
pub mod interval;
pub mod matcher;
pub mod notify;
pub mod payload;
pub mod routing;
pub mod server;
pub mod silence;
pub mod version;

pub use config::Config;
pub use fingerprint::Fingerprint;
pub use matcher::{MatchOperator, Matcher, Matchers};
pub use server::{Alertmanager, Cluster, Options};
pub use version::{Switches, Version};
