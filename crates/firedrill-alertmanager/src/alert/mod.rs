//! Alerts as they are posted and as they are kept.

mod order;
mod posted;
mod stored;

pub use order::compare_for_notification;
pub use posted::{IntakeError, PostedAlert};
pub use stored::{Alert, AlertStatus};
