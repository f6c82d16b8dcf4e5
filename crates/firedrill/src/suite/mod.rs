//! A test file with the rule files it names, read from disk as promtool reads them.

mod glob;
mod go_path;
mod load;
mod rule_source;

pub use glob::{BadPattern, glob};
pub(crate) use go_path::{folder, join};
pub use load::{SuiteError, SuiteSource, Unmatched};
pub use rule_source::{Content, RuleSource};
pub(crate) use rule_source::{holds_resource, read_error};
