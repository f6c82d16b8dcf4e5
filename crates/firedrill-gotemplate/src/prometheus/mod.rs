//! Templates as Prometheus uses them in the labels and annotations of alerting rules.

mod dependence;
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

pub use expand::{AlertData, AlertTemplate, ExpandError};
pub use functions::{Environment, QueryAnswer, function_names};
pub use query::QuerySample;

/// Which Prometheus is imitated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Dialect {
    /// Prometheus 2.42, built with Go 1.19.
    V2_42,
    /// Prometheus 3.14, built with Go 1.26.
    #[default]
    V3,
}

impl Dialect {
    /// The Go that built it.
    pub(crate) fn go(self) -> crate::options::GoVersion {
        match self {
            Self::V2_42 => crate::options::GoVersion::Go1_19,
            Self::V3 => crate::options::GoVersion::Go1_26,
        }
    }
}
