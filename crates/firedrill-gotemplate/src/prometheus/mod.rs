//! Templates as Prometheus uses them in the labels and annotations of alerting rules.

mod dependence;
mod dialect;
mod expand;
mod functions;
mod histogram_type;
mod host;
mod humanize;
mod link;
mod query;
mod text_functions;
mod time_functions;
mod types;
mod value_functions;

pub use dialect::Dialect;
pub use expand::{AlertData, AlertTemplate, ExpandError};
pub use functions::{Environment, QueryAnswer, function_names};
pub use link::table_link;
pub use query::QuerySample;
