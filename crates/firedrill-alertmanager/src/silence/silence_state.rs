//! One silence.

use firedrill_model::{Labels, Timestamp};

use crate::Matchers;

/// Where a silence is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SilenceState {
    /// It mutes.
    Active,
    /// It begins later.
    Pending,
    /// It has ended.
    Expired,
}

impl SilenceState {
    /// `active`, `pending` or `expired`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Pending => "pending",
            Self::Expired => "expired",
        }
    }
}

/// A stored silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// The identity; a UUID in form.
    pub id: String,
    /// What it mutes: alerts that all of them match.
    pub matchers: Matchers,
    /// First instant.
    pub starts_at: Timestamp,
    /// End, not included.
    pub ends_at: Timestamp,
    /// The last change.
    pub updated_at: Timestamp,
    /// Who made it.
    pub created_by: String,
    /// Why.
    pub comment: String,
}

impl Silence {
    /// The state at `now`.
    pub fn state(&self, now: Timestamp) -> SilenceState {
        if now < self.starts_at {
            SilenceState::Pending
        } else if now < self.ends_at {
            SilenceState::Active
        } else {
            SilenceState::Expired
        }
    }

    /// Whether the silence mutes an alert with these labels at `now`.
    pub fn mutes(&self, labels: &Labels, now: Timestamp) -> bool {
        self.state(now) == SilenceState::Active && self.matchers.matches(labels)
    }
}
