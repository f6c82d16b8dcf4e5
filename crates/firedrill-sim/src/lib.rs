//! Plays scenarios in virtual time.
//!
//! [`SimulatedDriver`] generates the series of a scenario, evaluates the rules over them, sends the
//! alerts as Prometheus does, lets Alertmanager notify, and writes down what was seen as a
//! [`Timeline`](firedrill_scenario::Timeline). The same scenario, seed and files give the same timeline.
//!
//! **Invariant:** no clock, environment, file or network; whatever a scenario names is handed over as
//! [`Resources`].
#![warn(clippy::disallowed_methods)]

mod driver;
mod explain;
mod horizon;
mod options;
mod paging;
mod prometheus;
mod resources;
mod values;

pub use driver::{Played, SimulatedDriver, marks};
pub use explain::Explainer;
pub use options::SimulationOptions;
pub use prometheus::GeneratedInput;
pub use resources::{AlertmanagerSetup, Resources, RuleFile, RulePack};
