//! What happens to the system and the servers: the lines of `timeline:`.

mod action;

pub use action::{
    Action, AlertmanagerAction, PrometheusAction, ReceiverAction, SilenceAction, SystemAction, TargetAction,
};
