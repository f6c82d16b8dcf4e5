//! Checks of Alertmanager configurations and silences.

mod closed_window;
mod dead_route;
mod default_route_only;
mod idle_inhibition;
mod negative_silence;
mod unreached_receiver;

pub(super) use closed_window::CLOSED_WINDOW;
pub(super) use dead_route::DEAD_ROUTE;
pub(super) use default_route_only::DEFAULT_ROUTE_ONLY;
pub(super) use idle_inhibition::IDLE_INHIBITION;
pub(super) use negative_silence::NEGATIVE_SILENCE;
pub(super) use unreached_receiver::UNREACHED_RECEIVER;
