//! The discrete-event server: alerts in, time forward, notifications out.

mod alertmanager;
mod cluster;
mod delivery;
mod events;
mod explanation;
mod flush;
mod group;
mod intake;
mod interval_muting;
mod lifecycle;
mod options;
mod report;
mod setup;
mod store;
mod views;

pub use alertmanager::Alertmanager;
pub use cluster::Cluster;
pub use explanation::{Explanation, Obstacle, RouteExplanation, Wait};
pub use intake::Refusal;
pub use interval_muting::{interval_muting, interval_muting_end};
pub use options::{Options, Races};
pub use report::{AlertReport, FlushReport, IntegrationReport, Muting, Verdict};
pub use views::{AlertView, GroupView};
