//! Alertmanager: who is notified of what, when, and what is muted.

mod apply;
mod notifications;
mod rehearsal;

pub(crate) use rehearsal::{Rehearsal, Story, rehearse};
