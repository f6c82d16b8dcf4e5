//! The versions of Prometheus whose templates differ.

use crate::options::GoVersion;

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
    pub(crate) fn go(self) -> GoVersion {
        match self {
            Self::V2_42 => GoVersion::Go1_19,
            Self::V3 => GoVersion::Go1_26,
        }
    }
}
