//! What happens to the system and the servers: the lines of `timeline:`.

mod error;
mod kinds;
mod parse;
mod schedule;
mod sentence;
mod table;

pub use error::ActionError;
pub use kinds::{
    Action, AlertmanagerAction, PrometheusAction, ReceiverAction, SilenceAction, SystemAction, TargetAction,
};
pub use parse::Line;
pub(crate) use schedule::is_meant;
pub use schedule::{Schedule, Scheduled, schedule};
pub(crate) use table::SENTENCES;
