//! What happens to the system and the servers: the lines of `timeline:`.

mod action;
mod error;
mod parse;
mod schedule;
mod sentence;
mod table;

pub use action::{
    Action, AlertmanagerAction, PrometheusAction, ReceiverAction, SilenceAction, SystemAction, TargetAction,
};
pub use error::ActionError;
pub use parse::Line;
pub(crate) use schedule::is_meant;
pub use schedule::{Schedule, Scheduled, schedule};
pub(crate) use table::SENTENCES;
