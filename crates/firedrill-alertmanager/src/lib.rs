//! Alertmanager in virtual time, faithful to releases 0.25 to 0.34.
//!
//! [`config::load`] reads a configuration with every verdict of `amtool check-config`; [`Alertmanager`] runs
//! it as a discrete-event machine: [`receive`](Alertmanager::receive) alerts,
//! [`advance`](Alertmanager::advance) time and get notifications, ask for the
//! [`next_wakeup`](Alertmanager::next_wakeup). [`payload`] renders what receivers see, and [`Cluster`] runs
//! replicas that share silences and the notification log.
//!
//! ```
//! use firedrill_alertmanager::alert::PostedAlert;
//! use firedrill_alertmanager::config::load;
//! use firedrill_alertmanager::{Alertmanager, Options, Version};
//! use firedrill_model::{Labels, Timestamp};
//!
//! let text = "{route: {receiver: team, group_wait: 30s}, \
//!             receivers: [{name: team, webhook_configs: [{url: 'http://team.example/'}]}]}";
//! let config = load(text, Version::NEWEST).config.expect("a valid configuration");
//! let mut server = Alertmanager::new(&config, Options::default(), Timestamp(0));
//! server.receive(&[PostedAlert::firing(Labels::from_pairs([("alertname", "Stuck")]))], Timestamp(0));
//! assert_eq!(server.next_wakeup(), Some(Timestamp(30_000)));
//! let sent = server.advance(Timestamp(60_000));
//! assert_eq!((sent[0].at, sent[0].reason.as_str()), (Timestamp(30_000), "first notification"));
//! ```
//!
//! **Invariant:** no clock, file, network or `PromQL` here. Alerts and `now` come in, notifications go out.
#![warn(clippy::disallowed_methods)]

pub mod alert;
pub mod config;
pub mod fingerprint;
pub mod inhibition;
mod integrations;
pub mod interval;
mod json;
pub mod matcher;
pub mod notify;
pub mod payload;
pub mod routing;
pub mod sender;
pub mod server;
mod settings;
pub mod silence;
pub mod version;

pub use config::Config;
pub use fingerprint::Fingerprint;
pub use matcher::{MatchOperator, Matcher, Matchers};
pub use server::{Alertmanager, Cluster, Options};
pub use version::{Switches, Version};
