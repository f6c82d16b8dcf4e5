//! Command-line flags that change what is sent.

use firedrill_model::Duration;

use crate::Version;

/// How races end that a real server decides by scheduling. The defaults are what recordings show nearly
/// always; a scenario whose outcome changes with another value depends on chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Races {
    /// Of the alerts of a post, the second of each pair reaches its group first (since 0.30, where
    /// several workers take them).
    pub second_of_pair_first: bool,
    /// A timer that is due at the very instant of an input precedes it. Normally inputs do: the timers
    /// of a real server fire a little later with every tick.
    pub timers_before_inputs: bool,
}

impl Default for Races {
    fn default() -> Self {
        Self { second_of_pair_first: true, timers_before_inputs: false }
    }
}

/// How a server is run; the defaults are upstream's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The release.
    pub version: Version,
    /// `--data.retention`: how long silences are kept after their end, and log entries at most.
    pub retention: Duration,
    /// `--data.maintenance-interval`: how often expired log entries are dropped.
    pub maintenance_interval: Duration,
    /// `--alerts.gc-interval`: how often resolved alerts are dropped.
    pub alert_gc_interval: Duration,
    /// `--dispatch.maintenance-interval`: how often empty groups are dropped, up to 0.31.
    pub group_sweep_interval: Duration,
    /// `--dispatch.start-delay`: groups do not flush before this time after the start (0.30).
    pub dispatch_start_delay: Duration,
    /// `--cluster.peer-timeout`: how long a replica waits for each replica before it.
    pub peer_timeout: Duration,
    /// Position among the replicas, from 0.
    pub replica: u16,
    /// How races end.
    pub races: Races,
    /// Whether every flush is reported, for explanations.
    pub reports_flushes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            version: Version::NEWEST,
            retention: Duration::from_seconds(120 * 60 * 60),
            maintenance_interval: Duration::from_seconds(15 * 60),
            alert_gc_interval: Duration::from_seconds(30 * 60),
            group_sweep_interval: Duration::from_seconds(30),
            dispatch_start_delay: Duration::ZERO,
            peer_timeout: Duration::from_seconds(15),
            replica: 0,
            races: Races::default(),
            reports_flushes: false,
        }
    }
}

impl Options {
    /// How long this replica waits before it looks into the log.
    pub(super) fn replica_wait(&self) -> Duration {
        Duration::from_ms(self.peer_timeout.as_ms() * i64::from(self.replica))
    }
}
