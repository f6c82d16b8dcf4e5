//! Instants with a name.

use firedrill_model::Timestamp;
use serde::{Deserialize, Serialize};

use super::serialised::timestamp;

/// An instant of the story that expectations can refer to: `p-1042 stalls`, `silence CHG-881 ends`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// When.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
    /// Subject and verb, in the words of the scenario; several marks may have one name.
    pub name: String,
}
