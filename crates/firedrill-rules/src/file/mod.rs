//! Rule files: groups of recording and alerting rules, where everything stands in the text, and what
//! is wrong with them.
//!
//! [`load`] reads a file as Prometheus does and reports what promtool would print; [`load_bundle`]
//! reads what people have on disk (several documents, `PrometheusRule` resources, fields of other
//! rulers) for firedrill's own commands.

mod decode;
mod duplicates;
mod error;
mod foreign;
mod load;
mod model;
mod schema;
mod validate;

pub use duplicates::{Duplicate, duplicates, duplicates_text};
pub use error::{RuleError, RuleErrorKind};
pub use foreign::ForeignField;
pub use load::{LoadOptions, Loaded, load, load_bundle};
pub use model::{Rule, RuleFile, RuleGroup};
