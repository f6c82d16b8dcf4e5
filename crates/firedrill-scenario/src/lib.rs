//! Scenario files: what happens to a system and what must be seen; the generators that play it; the
//! timeline a run leaves behind; and the judgement of the one by the other.
//!
//! **Invariant:** nothing here reads a clock, the environment, a file or the network, and a timeline
//! holds no type of any server.
#![warn(clippy::disallowed_methods)]

pub mod action;
pub mod driver;
pub mod expectation;
pub mod file;
pub mod generate;
pub mod judgement;
pub mod moment;
pub mod random;
pub mod scenario;
pub mod schema;
pub mod scrape;
pub mod series;
pub mod system;
pub mod timeline;

pub use action::Action;
pub use driver::{DriveError, Driver};
pub use expectation::Expectation;
pub use file::{Files, Refused, ScenarioError, load};
pub use generate::{Generated, generate};
pub use judgement::{Explain, Explanation, Judgement, judge};
pub use moment::{Anchor, Moment, When};
pub use scenario::{Place, Placed, Replicas, Scenario, Source, TimelineEntry};
pub use timeline::{Event, Mark, Observation, Timeline, Window};
