//! What expressions give.

use crate::moment::When;
use crate::scenario::Placed;

/// What an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueExpectation {
    /// The expression; each of the series it gives is held against the test.
    pub expression: Placed<String>,
    /// `at:`, `within:` or `until:`: at every evaluation in this window.
    pub when: Placed<When>,
    /// `is:` or `between:`.
    pub test: Placed<ValueTest>,
}

/// What a value must be like.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueTest {
    /// Between two numbers, both included; infinite where one is left out.
    Between {
        /// The smallest.
        least: f64,
        /// The largest.
        most: f64,
        /// As it is written.
        text: String,
    },
    /// There is none.
    Absent,
}
