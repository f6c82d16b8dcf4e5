//! One module per sub-command.

pub mod check;
pub(crate) mod discovery;
pub mod explain;
pub mod export;
pub mod features;
mod finish;
pub mod new;
pub mod notifications;
pub mod promtool;
pub mod query;
pub mod routes;
pub mod run;
pub mod test;
mod time;
pub(crate) mod workers;
