//! What senders post.

use std::sync::Arc;

use firedrill_model::{Duration, Labels, Timestamp};

use super::Alert;
use crate::{Fingerprint, Switches};

/// One element of the body of `POST /api/v2/alerts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostedAlert {
    /// The labels that identify the alert; labels with an empty value do not count.
    pub labels: Labels,
    /// Free text beside the labels.
    pub annotations: Labels,
    /// When the alert began; `endsAt` or the time of the post where absent.
    pub starts_at: Option<Timestamp>,
    /// When it ends or ended; `resolve_timeout` after the post where absent.
    pub ends_at: Option<Timestamp>,
    /// Where the sender explains the alert.
    pub generator_url: Arc<str>,
}

/// Why a posted alert is refused. The other alerts of the post are kept all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// `endsAt` lies before `startsAt`.
    #[error("start time must be before end time")]
    EndsBeforeStart,
    /// No label, or only labels with an empty value.
    #[error("at least one label pair required")]
    NoLabels,
    /// A label name that this release does not allow.
    #[error("invalid label set: invalid name \"{0}\"")]
    InvalidName(String),
}

impl PostedAlert {
    /// A firing alert that begins when it is posted and carries no end.
    pub fn firing(labels: Labels) -> Self {
        Self {
            labels,
            annotations: Labels::empty(),
            starts_at: None,
            ends_at: None,
            generator_url: Arc::from(""),
        }
    }

    /// The alert as it is stored before any merge.
    ///
    /// # Errors
    /// See [`IntakeError`].
    pub fn accept(
        &self,
        now: Timestamp,
        resolve_timeout: Duration,
        switches: Switches,
        revision: u64,
    ) -> Result<Alert, IntakeError> {
        let starts_at = self.starts_at.or(self.ends_at).unwrap_or(now);
        let timed_out = self.ends_at.is_none();
        let ends_at = self.ends_at.unwrap_or(now + resolve_timeout);
        if ends_at < starts_at {
            return Err(IntakeError::EndsBeforeStart);
        }
        if self.labels.is_empty() {
            return Err(IntakeError::NoLabels);
        }
        let invalid = self.labels.iter().find(|(name, _)| !is_valid_name(name, switches));
        if let Some((name, _)) = invalid {
            return Err(IntakeError::InvalidName(name.to_owned()));
        }
        Ok(Alert {
            fingerprint: Fingerprint::of(&self.labels),
            labels: self.labels.clone(),
            annotations: self.annotations.clone(),
            starts_at,
            ends_at,
            ends_by_timeout: timed_out,
            generator_url: Arc::clone(&self.generator_url),
            revision,
        })
    }
}

fn is_valid_name(name: &str, switches: Switches) -> bool {
    if switches.utf8_names { !name.is_empty() } else { firedrill_model::labels::is_legacy_name(name) }
}
