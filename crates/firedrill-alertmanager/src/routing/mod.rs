//! Which receivers get an alert.

mod arguments;
mod definition;
mod print;
mod tree;

pub use arguments::{LabelArgumentError, parse_label_arguments};
pub use definition::{GroupBy, RouteDefinition};
pub use tree::{Route, RoutingTree};
