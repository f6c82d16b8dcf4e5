//! The actions.

use firedrill_model::{Duration, Labels};

use crate::expectation::Selector;

/// Something that happens at an instant. Where an action has a length and none is given, it lasts until
/// another action ends it, or the run does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// To one scrape target, or to all of them.
    Target {
        /// The value of its `instance` label, or the name the scenario gives it; all targets where absent.
        target: Option<String>,
        /// What.
        action: TargetAction,
    },
    /// To the Prometheus server, or to one of its replicas.
    Prometheus {
        /// Which replica, from 1 (`prometheus 2`); all where absent.
        replica: Option<u32>,
        /// What.
        action: PrometheusAction,
    },
    /// To Alertmanager, or to one of its replicas.
    Alertmanager {
        /// Which replica, from 1 (`alertmanager 2`); all where absent.
        replica: Option<u32>,
        /// What.
        action: AlertmanagerAction,
    },
    /// To a silence.
    Silence(SilenceAction),
    /// To what stands behind a receiver.
    Receiver {
        /// The receiver's name in the Alertmanager configuration.
        receiver: String,
        /// What.
        action: ReceiverAction,
    },
    /// To the system that the scenario models.
    System(SystemAction),
}

/// What happens to a target.
#[derive(Debug, Clone, PartialEq)]
pub enum TargetAction {
    /// `goes down for 3m`: scrapes fail, `up` is 0 and its series end with staleness markers.
    GoesDown {
        /// For how long.
        lasting: Option<Duration>,
    },
    /// `comes back`.
    ComesBack,
    /// `restarts`, `restarts as b`: counters begin again at zero, under another `instance` if one is given.
    Restarts {
        /// The new `instance`.
        instance: Option<String>,
    },
    /// `resets its counters`.
    ResetsCounters,
    /// `misses 3 scrapes`: these fail, each with staleness markers and `up` 0.
    MissesScrapes {
        /// How many.
        count: u32,
    },
    /// `is not ingested for 4m` or `telemetry gap for 4m`: no sample arrives, and no staleness marker.
    TelemetryGap {
        /// For how long.
        lasting: Option<Duration>,
    },
    /// `clock is off by -30s for 10m`: gauges that hold a time are off by this much. Prometheus stamps
    /// samples itself, so nothing else is.
    ClockSkew {
        /// How far ahead its clock is, in milliseconds; negative where it is behind.
        by_ms: i64,
        /// For how long.
        lasting: Option<Duration>,
    },
    /// `changes labels {version="2"}`: its series end, and go on under other labels.
    ChangesLabels {
        /// The labels that are set; an empty value removes one.
        labels: Labels,
    },
    /// `is noisy ± 5% for 10m`: values of gauges are off by up to this share.
    Noise {
        /// The share, 0.05 for 5%.
        share: f64,
        /// For how long.
        lasting: Option<Duration>,
    },
}

/// What happens to Prometheus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrometheusAction {
    /// `restarts, 4m`: it is away that long, nothing is scraped or evaluated; `for` is restored after it.
    Restarts {
        /// How long it is away.
        lasting: Duration,
    },
    /// `reloads`, `reloads new-rules/*.yml`: rule files are read again.
    Reloads {
        /// Other rule files, folders or globs, relative to the scenario; the same where absent.
        rules: Option<String>,
    },
    /// `goes down`: as a restart that ends with [`Self::ComesBack`].
    GoesDown,
    /// `comes back`.
    ComesBack,
}

/// What happens to Alertmanager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertmanagerAction {
    /// `restarts, 1m`: it is away that long; silences and the notification log survive.
    Restarts {
        /// How long it is away.
        lasting: Duration,
    },
    /// `reloads`, `reloads other.yml`.
    Reloads {
        /// Another configuration, relative to the scenario; the same where absent.
        configuration: Option<String>,
    },
    /// `replicas are cut off for 5m`: replicas do not hear of each other.
    IsPartitioned {
        /// For how long.
        lasting: Option<Duration>,
    },
}

/// What happens to a silence. Silences are referred to by words of their comment.
#[derive(Debug, Clone, PartialEq)]
pub enum SilenceAction {
    /// `silence cluster="eu-1" for 2h "maintenance CHG-881"`.
    Created {
        /// What it silences; at least one matcher.
        matchers: Selector,
        /// How long it lasts.
        lasting: Duration,
        /// The comment.
        comment: String,
    },
    /// `silence CHG-881 is extended to 3h`: it lasts that long, counted from its start.
    Extended {
        /// The comment of the silence meant.
        silence: String,
        /// How long it lasts in all.
        lasting: Duration,
    },
    /// `silence CHG-881 is changed to cluster=~"eu-.*"`.
    Changed {
        /// The comment of the silence meant.
        silence: String,
        /// What it silences from now on.
        matchers: Selector,
    },
    /// `silence CHG-881 expires`.
    Expired {
        /// The comment of the silence meant.
        silence: String,
    },
}

/// What happens to what stands behind a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiverAction {
    /// `goes down for 10m`: every request fails with a status that is retried.
    GoesDown {
        /// For how long.
        lasting: Option<Duration>,
    },
    /// `comes back`.
    ComesBack,
    /// `answers after 20s for 10m`.
    IsSlow {
        /// How long each request takes.
        latency: Duration,
        /// For how long.
        lasting: Option<Duration>,
    },
    /// `refuses for 10m`: every request fails with a status that is not retried.
    Refuses {
        /// For how long.
        lasting: Option<Duration>,
    },
}

/// What happens to the modelled system: a sentence whose subject is one of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemAction {
    /// The part, such as `p-1042` or `node-3`.
    pub subject: String,
    /// What happens to it, such as `is approved` or `fails for 5m`.
    pub predicate: String,
}
