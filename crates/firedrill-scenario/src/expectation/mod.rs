//! What must be seen, and whether it was.

mod expectation;
mod pattern;
mod selector;

pub use expectation::{
    AlertExpectation, Cap, Count, Expectation, NoPageExpectation, PageExpectation, PageKind, Period,
    RuleFailureExpectation, Suppression, ValueExpectation, ValueTest, WarningExpectation,
};
pub use pattern::Pattern;
pub use selector::{LabelMatcher, Selector, TextTest};
