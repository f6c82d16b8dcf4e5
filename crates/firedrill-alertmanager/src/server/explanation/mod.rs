//! Why an alert is not notified, and when it can be.

mod explain;
mod obstacle;
mod outlook;
#[cfg(test)]
mod tests;

pub use explain::{Explanation, RouteExplanation};
pub use obstacle::{Obstacle, Wait};
