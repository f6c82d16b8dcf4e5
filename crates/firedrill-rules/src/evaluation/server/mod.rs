//! Evaluation of rules as a running Prometheus does it.
//!
//! Unlike a unit test, a server gives every group its own interval, goes on after a rule failed, is
//! reloaded and restarted. A run is a list of [`Segment`]s: stretches of time in which the same rules
//! run without interruption. Within a segment every expression is evaluated once over all steps of its
//! group, as in [`super::evaluate`]; rules that read their own output, and runs in which two writers
//! share a series or rules are replaced, go from one evaluation to the next. The results do not differ.
//!
//! Groups are evaluated at multiples of their interval from the start of the first segment. (A server
//! shifts every group by a hash of its name; here, as in unit tests, groups of one moment go in the
//! order of their files.) What begins a segment precedes evaluations of the same moment.

mod advance;
mod handover;
mod options;
mod outcome;
mod pieces;
mod restore;
mod rule;
mod schedule;
mod serve;

pub use options::{Begin, Segment, ServerOptions};
pub use outcome::{AlertChange, Cause, Served, ServedFailure};
pub use serve::serve;
