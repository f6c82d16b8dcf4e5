//! Alertmanager releases and what they do differently.

use std::fmt;
use std::str::FromStr;

use firedrill_model::goregexp;

/// A minor release of Alertmanager, 0.25 to 0.34.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    minor: u8,
}

/// Why a text names no supported release.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown Alertmanager version {0:?}, expected {oldest} to {newest}", oldest = Version::OLDEST, newest = Version::NEWEST)]
pub struct UnknownVersion(String);

impl Version {
    /// The oldest profile, 0.25.
    pub const OLDEST: Self = Self { minor: 25 };
    /// The newest profile and the default, 0.34.
    pub const NEWEST: Self = Self { minor: 34 };

    /// The release `0.minor`, or `None` where there is no profile of it.
    pub const fn from_minor(minor: u8) -> Option<Self> {
        if minor < Self::OLDEST.minor || minor > Self::NEWEST.minor { None } else { Some(Self { minor }) }
    }

    /// All profiles, oldest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (Self::OLDEST.minor..=Self::NEWEST.minor).map(|minor| Self { minor })
    }

    /// Whether this release is `0.minor` or a later one.
    pub const fn is_at_least(self, minor: u8) -> bool {
        self.minor >= minor
    }

    /// What this release does where releases differ.
    pub const fn switches(self) -> Switches {
        Switches::of(self)
    }
}

impl Default for Version {
    fn default() -> Self {
        Self::NEWEST
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "0.{}", self.minor)
    }
}

impl FromStr for Version {
    type Err = UnknownVersion;

    /// Reads `0.34`.
    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        text.strip_prefix("0.")
            .and_then(|minor| minor.parse().ok())
            .and_then(Self::from_minor)
            .ok_or_else(|| UnknownVersion(text.to_owned()))
    }
}

/// The table of behaviours that changed between 0.25 and 0.34; nothing else asks for the version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one independent switch per behaviour is the point")]
pub struct Switches {
    /// Label names and matchers may be UTF-8 (0.27).
    pub utf8_names: bool,
    /// Regular expressions may name groups `(?<name>…)`, by the Go they are built with (0.28).
    pub regexp_names_without_p: bool,
    /// A group is flushed at once for any old alert that joins before its first flush, not only for
    /// the alert that creates it (up to 0.29).
    pub any_old_alert_flushes: bool,
    /// A group that a flush has emptied is destroyed there and then (0.32), not by the sweep every 30 s.
    pub destroys_emptied_group: bool,
    /// The repeat interval is measured at the tick (0.32), not by the wall clock somewhat later.
    pub repeat_measured_at_tick: bool,
    /// An inhibit rule remembers one source per tuple of `equal` values (0.30), not all of them.
    pub one_inhibition_source_per_tuple: bool,
    /// `group_by: []` overrides the parent's grouping (0.31).
    pub empty_group_by_overrides: bool,
    /// Alerts of a group muted by a time interval are shown as suppressed (0.28).
    pub shows_muted_groups: bool,
    /// Notifications carry the reason they were sent for (0.32).
    pub notification_reason: bool,
    /// Notifications carry the labels of their route (0.34).
    pub route_labels: bool,
    /// Errors name the packages that some integrations have of their own (0.34).
    pub integration_packages: bool,
    /// `amtool` draws trees with no-break spaces (up to 0.25).
    pub draws_with_no_break_spaces: bool,
    /// Receivers have labels (0.33).
    pub receiver_labels: bool,
    /// Inhibit rules have names (0.30).
    pub inhibit_rule_names: bool,
    /// An unknown unit of a duration is named (0.26).
    pub names_unknown_units: bool,
    /// Silences hold sets of matchers, and errors say which set they mean (0.32).
    pub silences_have_matcher_sets: bool,
    /// The length of a month is that of the calendar (0.34), not its hours divided by 24.
    pub month_length_by_calendar: bool,
}

impl Switches {
    /// How regular expressions are read.
    pub const fn regexp_options(self) -> goregexp::Options {
        if self.regexp_names_without_p { goregexp::Options::SEARCH } else { goregexp::Options::SEARCH_2_42 }
    }

    const fn of(version: Version) -> Self {
        Self {
            utf8_names: version.is_at_least(27),
            regexp_names_without_p: version.is_at_least(28),
            any_old_alert_flushes: !version.is_at_least(30),
            destroys_emptied_group: version.is_at_least(32),
            repeat_measured_at_tick: version.is_at_least(32),
            one_inhibition_source_per_tuple: version.is_at_least(30),
            empty_group_by_overrides: version.is_at_least(31),
            shows_muted_groups: version.is_at_least(28),
            notification_reason: version.is_at_least(32),
            route_labels: version.is_at_least(34),
            integration_packages: version.is_at_least(34),
            draws_with_no_break_spaces: !version.is_at_least(26),
            receiver_labels: version.is_at_least(33),
            inhibit_rule_names: version.is_at_least(30),
            names_unknown_units: version.is_at_least(26),
            silences_have_matcher_sets: version.is_at_least(32),
            month_length_by_calendar: version.is_at_least(34),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_supported_versions() {
        for version in Version::all() {
            assert_eq!(version.to_string().parse(), Ok(version));
        }
        for text in ["0.24", "0.35", "34", "1.0", ""] {
            let error = text.parse::<Version>().expect_err(text);
            assert_eq!(
                error.to_string(),
                format!("unknown Alertmanager version {text:?}, expected 0.25 to 0.34")
            );
        }
    }

    #[test]
    fn switches_turn_at_their_release() {
        let old = Version::OLDEST.switches();
        assert!(old.any_old_alert_flushes && !old.utf8_names && !old.destroys_emptied_group);
        let new = Version::NEWEST.switches();
        assert!(!new.any_old_alert_flushes && new.utf8_names && new.route_labels);
        let between = Version::from_minor(31).expect("a profile").switches();
        assert!(between.one_inhibition_source_per_tuple && !between.repeat_measured_at_tick);
    }
}
