//! A test file with the rule files it names, read from disk as promtool reads them.

mod glob;
mod go_path;
mod load;
mod rule_source;

pub use glob::{BadPattern, glob};
pub use load::{SuiteError, SuiteSource, Unmatched};
pub(crate) use rule_source::read_error;
pub use rule_source::{Content, RuleSource};
