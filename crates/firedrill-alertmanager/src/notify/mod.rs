//! From a flushed group to requests that receivers see: deduplication, retries, the notification log.

mod backoff;
mod behaviour;
mod decision;
mod integration;
mod log;
mod notification;

pub use backoff::Backoff;
pub use behaviour::{Behaviour, Failure, Response};
pub use decision::{Decision, Reason, Unsent, decide};
pub use integration::{Integration, Receiver};
pub use log::{LogEntry, LogKey, NotificationLog};
pub use notification::{Notification, NotifiedAlert};

pub use crate::integrations::IntegrationKind;
pub use crate::settings::Settings;
