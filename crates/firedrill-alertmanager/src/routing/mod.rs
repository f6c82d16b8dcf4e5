//! Which receivers get an alert.

mod definition;
mod tree;

pub use definition::{GroupBy, RouteDefinition};
pub use tree::{Route, RoutingTree};
