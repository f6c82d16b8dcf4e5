//! All silences of a server.

use std::collections::BTreeMap;

use firedrill_model::{Duration, Labels, Timestamp};

use super::edit::may_update;
use super::{PostedSilence, Silence, SilenceError, SilenceState};
use crate::Switches;

/// The silences, which survive a restart and are kept for the retention time after their end.
#[derive(Debug, Clone)]
pub struct Silences {
    by_id: BTreeMap<String, Silence>,
    switches: Switches,
    retention: Duration,
    /// Number of silences made so far, for identities.
    created: u64,
    /// Distinguishes the identities that different replicas give.
    origin: u16,
}

impl Silences {
    /// No silences; `origin` tells replicas apart.
    pub fn new(switches: Switches, retention: Duration, origin: u16) -> Self {
        Self { by_id: BTreeMap::new(), switches, retention, created: 0, origin }
    }

    /// Creates or edits a silence and gives its identity: the old one where the edit keeps it.
    ///
    /// # Errors
    /// See [`SilenceError`].
    pub fn post(&mut self, posted: &PostedSilence, now: Timestamp) -> Result<String, SilenceError> {
        let mut silence = posted.validate(now, self.switches)?;
        if let Some(id) = &posted.id {
            let previous = self.get(id, now).ok_or(SilenceError::NotFound)?;
            if may_update(previous, &silence, now) {
                silence.id.clone_from(id);
                self.by_id.insert(id.clone(), silence);
                return Ok(id.clone());
            }
            self.expire(id, now)?;
        }
        silence.id = self.next_id();
        silence.starts_at = silence.starts_at.max(now);
        let id = silence.id.clone();
        self.by_id.insert(id.clone(), silence);
        Ok(id)
    }

    /// Ends a silence; one that has ended stays as it is.
    ///
    /// # Errors
    /// [`SilenceError::NotFound`].
    pub fn expire(&mut self, id: &str, now: Timestamp) -> Result<(), SilenceError> {
        self.get(id, now).ok_or(SilenceError::NotFound)?;
        let Some(silence) = self.by_id.get_mut(id) else { return Err(SilenceError::NotFound) };
        match silence.state(now) {
            SilenceState::Expired => return Ok(()),
            SilenceState::Active => {}
            SilenceState::Pending => silence.starts_at = now,
        }
        silence.ends_at = now;
        silence.updated_at = now;
        Ok(())
    }

    /// The silence with an identity, as long as it is kept.
    pub fn get(&self, id: &str, now: Timestamp) -> Option<&Silence> {
        self.by_id.get(id).filter(|silence| now < silence.ends_at + self.retention)
    }

    /// All silences that are kept, as the API lists them: active ones by their end, pending ones by
    /// their start, expired ones by their end, latest first.
    pub fn list(&self, now: Timestamp) -> Vec<&Silence> {
        let mut kept: Vec<_> =
            self.by_id.values().filter(|silence| now < silence.ends_at + self.retention).collect();
        kept.sort_by_key(|silence| {
            let state = silence.state(now);
            let instant = match state {
                SilenceState::Active => silence.ends_at.as_ms(),
                SilenceState::Pending => silence.starts_at.as_ms(),
                SilenceState::Expired => -silence.ends_at.as_ms(),
            };
            (state, instant)
        });
        kept
    }

    /// The identities of the silences that mute an alert with these labels at `now`, sorted.
    pub fn muting(&self, labels: &Labels, now: Timestamp) -> Vec<&str> {
        let muting = self.by_id.values().filter(|silence| silence.mutes(labels, now));
        muting.map(|silence| silence.id.as_str()).collect()
    }

    /// Takes over a silence from another replica if it is newer than the one here.
    pub fn merge(&mut self, silence: &Silence) {
        let newer = self.by_id.get(&silence.id).is_none_or(|known| known.updated_at < silence.updated_at);
        if newer {
            self.by_id.insert(silence.id.clone(), silence.clone());
        }
    }

    /// A UUID in form, counting up: virtual time wants the same bytes in every run.
    fn next_id(&mut self) -> String {
        self.created += 1;
        format!("00000000-0000-4000-8000-{:04x}{:08x}", self.origin, self.created)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MatchOperator, Version};

    fn posted(starts_at: i64, ends_at: i64) -> PostedSilence {
        PostedSilence {
            matchers: vec![("a".to_owned(), MatchOperator::Equal, "b".to_owned())],
            starts_at: Timestamp(starts_at),
            ends_at: Timestamp(ends_at),
            ..PostedSilence::default()
        }
    }

    fn silences() -> Silences {
        Silences::new(Version::NEWEST.switches(), Duration::from_seconds(100), 0)
    }

    #[test]
    fn mutes_between_start_and_end() {
        let mut silences = silences();
        let id = silences.post(&posted(1000, 2000), Timestamp(500)).expect("a silence");
        let labels = Labels::from_pairs([("a", "b")]);
        for (now, want) in [(999, false), (1000, true), (1999, true), (2000, false)] {
            assert_eq!(silences.muting(&labels, Timestamp(now)) == [id.as_str()], want, "{now}");
        }
        assert!(silences.muting(&Labels::from_pairs([("a", "c")]), Timestamp(1500)).is_empty());
    }

    #[test]
    fn an_edit_keeps_the_identity_if_it_only_moves_the_future() {
        for (now, starts_at, ends_at, keeps) in [
            // Active: the start stays to the second, the end may move.
            (5000, 1000, 9000, true),
            (5000, 1999, 9000, true),
            (5000, 2000, 9000, false),
            // Pending: a start that lies ahead.
            (500, 700, 9000, true),
            (500, 400, 9000, false),
            // Expired.
            (8500, 1000, 9000, false),
        ] {
            let mut silences = silences();
            let id = silences.post(&posted(1000, 8000), Timestamp(0)).expect("a silence");
            let mut edit = posted(starts_at, ends_at);
            edit.id = Some(id.clone());
            let edited = silences.post(&edit, Timestamp(now)).expect("an edit");
            assert_eq!(edited == id, keeps, "{now} {starts_at} {ends_at}");
            if !keeps {
                let old = silences.get(&id, Timestamp(now)).expect("kept");
                assert_eq!(old.state(Timestamp(now)), SilenceState::Expired);
            }
        }
    }

    #[test]
    fn refuses_what_upstream_refuses() {
        let with = |matchers: &[(&str, MatchOperator, &str)]| PostedSilence {
            matchers: matchers.iter().map(|(n, o, v)| ((*n).to_owned(), *o, (*v).to_owned())).collect(),
            ..posted(1000, 2000)
        };
        let empty = "invalid silence: matcher set 0: at least one matcher must not match the empty string";
        for (posted, want) in [
            (with(&[]), Some("matchers in body should have at least 1 items")),
            (with(&[("x", MatchOperator::Equal, "")]), Some(empty)),
            (with(&[("x", MatchOperator::Matches, ".*")]), Some(empty)),
            (with(&[("x", MatchOperator::NotEqual, "y")]), None),
            (posted(2000, 2000), Some("Failed to create silence: start time must be before end time")),
            (posted(0, 400), Some("Failed to create silence: end time can't be in the past")),
            (PostedSilence { id: Some("x".to_owned()), ..posted(1000, 2000) }, Some("silence not found")),
        ] {
            let error = silences().post(&posted, Timestamp(500)).err().map(|error| error.to_string());
            assert_eq!(error.as_deref(), want, "{posted:?}");
        }
    }

    #[test]
    fn lists_active_pending_and_expired() {
        let mut silences = silences();
        for (starts_at, ends_at) in [(0, 5000), (0, 4000), (9000, 9500), (8000, 9900), (0, 1000), (0, 2000)] {
            silences.post(&posted(starts_at, ends_at), Timestamp(0)).expect("a silence");
        }
        let ends: Vec<_> =
            silences.list(Timestamp(3000)).iter().map(|silence| silence.ends_at.as_ms()).collect();
        assert_eq!(ends, [4000, 5000, 9900, 9500, 2000, 1000]);
    }
}
