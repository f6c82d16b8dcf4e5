//! Checks of what servers accept, but what hardly means what it says.
//!
//! One check per file: the check `alertmanager/dead-route` is `checks/alertmanager/dead_route.rs`, and its
//! documentation `docs/checks/alertmanager/dead-route.md` is made from the comment at the top of that file.

pub(crate) mod alertmanager;
mod check;
mod constraints;
mod shipped_alert;
mod table;

pub use check::Check;
pub(crate) use check::{Configuration, Input, RuleSet, SilenceSet};
pub(crate) use shipped_alert::shipped_alerts;
pub use table::CHECKS;
