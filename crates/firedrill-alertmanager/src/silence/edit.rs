//! Creating and editing silences as the API does.

use firedrill_model::Timestamp;
use firedrill_model::labels::is_legacy_name;
use firedrill_model::quote::quote;

use super::{Silence, SilenceError, SilenceState};
use crate::matcher::check_pattern;
use crate::{MatchOperator, Matcher, Matchers, Switches};

/// The body of `POST /api/v2/silences`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostedSilence {
    /// The silence to edit; a new one where absent.
    pub id: Option<String>,
    /// Name, operator and value of each matcher.
    pub matchers: Vec<(String, MatchOperator, String)>,
    /// First instant; the present where it has passed.
    pub starts_at: Timestamp,
    /// End, not included.
    pub ends_at: Timestamp,
    /// Who posts it.
    pub created_by: String,
    /// Why.
    pub comment: String,
}

impl PostedSilence {
    /// Whether every matcher is negative, so that the silence mutes all that lack the labels it names.
    pub fn has_only_negative_matchers(&self) -> bool {
        !self.matchers.is_empty() && self.matchers.iter().all(|(_, operator, _)| !operator.is_positive())
    }

    /// The silence as it would be stored, with its identity still to be given.
    ///
    /// # Errors
    /// See [`SilenceError`].
    pub(super) fn validate(&self, now: Timestamp, switches: Switches) -> Result<Silence, SilenceError> {
        if self.matchers.is_empty() {
            return Err(SilenceError::NoMatchers);
        }
        if self.ends_at <= self.starts_at {
            return Err(SilenceError::EndsBeforeStart);
        }
        if self.ends_at < now {
            return Err(SilenceError::EndsInPast);
        }
        let matchers = self.matchers.iter().enumerate();
        let matchers = matchers.map(|(position, it)| validate_matcher(position, it, switches));
        let matchers: Vec<_> = matchers.collect::<Result<_, _>>()?;
        let matcher_sets = switches.silences_have_matcher_sets;
        let narrows = |matcher: &Matcher| !(matcher.operator().is_positive() && matcher.accepts(""));
        if !matchers.iter().any(narrows) {
            return Err(SilenceError::MatchesEverything { matcher_sets });
        }
        Ok(Silence {
            id: String::new(),
            matchers: Matchers::new(matchers),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            updated_at: now,
            created_by: self.created_by.clone(),
            comment: self.comment.clone(),
        })
    }
}

fn validate_matcher(
    position: usize,
    (name, operator, value): &(String, MatchOperator, String),
    switches: Switches,
) -> Result<Matcher, SilenceError> {
    let matcher_sets = switches.silences_have_matcher_sets;
    let valid_name = if switches.utf8_names { !name.is_empty() } else { is_legacy_name(name) };
    if !valid_name {
        return Err(SilenceError::InvalidName { position, name: name.clone(), matcher_sets });
    }
    let invalid_pattern =
        |error| SilenceError::InvalidPattern { position, value: quote(value), error, matcher_sets };
    if operator.is_regexp() {
        // Upstream compiles the bare pattern first, and shows that error.
        check_pattern(value, switches.regexp_options()).map_err(invalid_pattern)?;
    }
    Matcher::new(*operator, name.as_str(), value.as_str(), switches).map_err(invalid_pattern)
}

/// Whether an edit may keep the identity; otherwise the old silence ends and a new one begins.
pub(super) fn may_update(previous: &Silence, edited: &Silence, now: Timestamp) -> bool {
    const SECOND_MS: i64 = 1000;
    let second = |instant: Timestamp| instant.as_ms().div_euclid(SECOND_MS);
    previous.matchers == edited.matchers
        && match previous.state(now) {
            SilenceState::Active => {
                second(previous.starts_at) == second(edited.starts_at) && now <= edited.ends_at
            }
            SilenceState::Pending => now <= edited.starts_at,
            SilenceState::Expired => false,
        }
}
