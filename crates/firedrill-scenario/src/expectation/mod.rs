//! What must be seen, and whether it was: one module per kind of expectation.

mod alert;
mod cap;
mod claims;
mod count;
mod decode;
mod kinds;
mod no_page;
mod page;
mod pattern;
mod rule_failure;
mod selector;
mod text_test;
mod value;
mod warning;

pub use alert::AlertExpectation;
pub(crate) use alert::{alert, course, fired, shortened, times};
pub use cap::{Cap, Period};
pub(crate) use claims::Claims;
pub use count::Count;
pub(crate) use decode::{expectation, objects};
pub use kinds::Expectation;
pub use no_page::{NoPageExpectation, Suppression};
pub(crate) use page::paged;
pub use page::{PageExpectation, PageKind};
pub use pattern::Pattern;
pub use rule_failure::RuleFailureExpectation;
pub use selector::{ALERT_NAME, LabelMatcher, Selector, SelectorError, SelectorErrorKind};
pub use text_test::TextTest;
pub use value::{ValueExpectation, ValueTest};
pub use warning::WarningExpectation;
