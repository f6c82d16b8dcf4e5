//! Versions of Alertmanager.

use crate::options::GoVersion;

/// Which Alertmanager is imitated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Version {
    /// Alertmanager 0.25, built with Go 1.19: eight functions, and no texts of label sets.
    V0_25,
    /// Alertmanager 0.34, built with Go 1.26.
    #[default]
    V0_34,
}

impl Version {
    /// The Go that built it.
    pub(super) fn go(self) -> GoVersion {
        match self {
            Self::V0_25 => GoVersion::Go1_19,
            Self::V0_34 => GoVersion::Go1_26,
        }
    }
}
