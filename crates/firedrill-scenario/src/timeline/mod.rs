//! What a run leaves behind: plain, sorted, serialisable data that is the same whoever ran it.

mod alert;
mod event;
mod mark;
mod notification;
mod record;
mod serialised;
mod values;

pub use alert::{AlertChange, AlertState, RuleReference};
pub use event::{Event, Note, Observation, RuleFailure, Severity, Window};
pub use mark::Mark;
pub use notification::{Muted, Muting, Notification, NotificationStatus, NotifiedAlert, Outcome};
pub use record::Timeline;
pub use values::{ExpressionValues, SampledValue, SeriesValues};
