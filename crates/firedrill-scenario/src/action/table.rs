//! The sentences that a timeline may hold.

use firedrill_model::Labels;
use firedrill_promql::Dialect;
use firedrill_promql::syntax::parse_metric;

use super::sentence::Slots;
use super::{
    Action, ActionError, AlertmanagerAction, PrometheusAction, ReceiverAction, SilenceAction, TargetAction,
};
use crate::expectation::Selector;

/// A sentence: how it is written, what it means, and the marks it leaves.
#[derive(Debug)]
pub(crate) struct Sentence {
    /// Words, slots in capitals (with dots for several words), and a tail in brackets that may be left out.
    pub(crate) pattern: &'static str,
    /// One sentence for the reference.
    pub(crate) summary: &'static str,
    /// The mark at its instant, slots filled.
    pub(crate) begins: &'static str,
    /// The mark after `DURATION`, if it has one and that is given.
    pub(crate) ends: Option<&'static str>,
    pub(super) build: fn(&Slots<'_>) -> Result<Action, ActionError>,
}

/// All sentences about targets and servers; every other sentence is about a part of the modelled system.
pub(crate) const SENTENCES: &[Sentence] = &[
    Sentence {
        pattern: "target NAME goes down [for DURATION]",
        summary: "Its scrapes fail: `up` is 0 and its series end with staleness markers.",
        begins: "target NAME goes down",
        ends: Some("target NAME comes back"),
        build: |slots| Ok(target(slots, TargetAction::GoesDown { lasting: slots.lasting()? })),
    },
    Sentence {
        pattern: "all targets go down [for DURATION]",
        summary: "The same for every target.",
        begins: "all targets go down",
        ends: Some("all targets come back"),
        build: |slots| Ok(target(slots, TargetAction::GoesDown { lasting: slots.lasting()? })),
    },
    Sentence {
        pattern: "target NAME comes back",
        summary: "Ends what `goes down` began.",
        begins: "target NAME comes back",
        ends: None,
        build: |slots| Ok(target(slots, TargetAction::ComesBack)),
    },
    Sentence {
        pattern: "all targets come back",
        summary: "The same for every target.",
        begins: "all targets come back",
        ends: None,
        build: |slots| Ok(target(slots, TargetAction::ComesBack)),
    },
    Sentence {
        pattern: "target NAME restarts [as INSTANCE]",
        summary: "Its counters begin again at zero, under another `instance` if one is given.",
        begins: "target NAME restarts",
        ends: None,
        build: |slots| {
            let instance = slots.get("INSTANCE").map(|word| word.text.to_owned());
            Ok(target(slots, TargetAction::Restarts { instance }))
        },
    },
    Sentence {
        pattern: "target NAME resets its counters",
        summary: "Its counters begin again at zero.",
        begins: "target NAME resets its counters",
        ends: None,
        build: |slots| Ok(target(slots, TargetAction::ResetsCounters)),
    },
    Sentence {
        pattern: "target NAME misses COUNT scrapes",
        summary: "So many scrapes fail.",
        begins: "target NAME misses COUNT scrapes",
        ends: None,
        build: |slots| {
            let count = slots.parsed("COUNT", |text| match text.parse::<u32>() {
                Ok(count) if (1..=1000).contains(&count) => Ok(count),
                _ => Err(format!("{text:?} is no number of scrapes from 1 to 1000")),
            })?;
            Ok(target(slots, TargetAction::MissesScrapes { count }))
        },
    },
    Sentence {
        pattern: "telemetry gap [for DURATION]",
        summary: "No sample of any target arrives, and no staleness marker either.",
        begins: "telemetry gap begins",
        ends: Some("telemetry gap ends"),
        build: |slots| Ok(target(slots, TargetAction::TelemetryGap { lasting: slots.lasting()? })),
    },
    Sentence {
        pattern: "telemetry gap of target NAME [for DURATION]",
        summary: "The same for one target.",
        begins: "telemetry gap of target NAME begins",
        ends: Some("telemetry gap of target NAME ends"),
        build: |slots| Ok(target(slots, TargetAction::TelemetryGap { lasting: slots.lasting()? })),
    },
    Sentence {
        pattern: "clock of target NAME is off by OFFSET [for DURATION]",
        summary: "Its samples carry timestamps that are off: `30s` ahead, `-30s` behind.",
        begins: "clock of target NAME is off",
        ends: Some("clock of target NAME is right"),
        build: |slots| {
            let by_ms = slots.parsed("OFFSET", signed_duration)?;
            Ok(target(slots, TargetAction::ClockSkew { by_ms, lasting: slots.lasting()? }))
        },
    },
    Sentence {
        pattern: "target NAME changes labels LABELS…",
        summary: "Its series end and go on under other labels, as in `{version=\"2\"}`.",
        begins: "target NAME changes labels",
        ends: None,
        build: |slots| {
            Ok(target(slots, TargetAction::ChangesLabels { labels: slots.parsed("LABELS", labels)? }))
        },
    },
    Sentence {
        pattern: "target NAME is noisy ± SHARE [for DURATION]",
        summary: "The values of its gauges are off by up to this share, as in `± 5%`.",
        begins: "target NAME is noisy",
        ends: Some("target NAME is calm"),
        build: |slots| {
            let share = slots.parsed("SHARE", percentage)?;
            Ok(target(slots, TargetAction::Noise { share, lasting: slots.lasting()? }))
        },
    },
    Sentence {
        pattern: "all targets are noisy ± SHARE [for DURATION]",
        summary: "The same for every target.",
        begins: "all targets are noisy",
        ends: Some("all targets are calm"),
        build: |slots| {
            let share = slots.parsed("SHARE", percentage)?;
            Ok(target(slots, TargetAction::Noise { share, lasting: slots.lasting()? }))
        },
    },
    Sentence {
        pattern: "prometheus restarts, DURATION",
        summary: "It is away that long: nothing is scraped or evaluated; `for` is restored after it.",
        begins: "prometheus restarts",
        ends: Some("prometheus is back"),
        build: |slots| prometheus(slots, PrometheusAction::Restarts { lasting: slots.duration("DURATION")? }),
    },
    Sentence {
        pattern: "prometheus NUMBER restarts, DURATION",
        summary: "The same for one replica, from 1.",
        begins: "prometheus NUMBER restarts",
        ends: Some("prometheus NUMBER is back"),
        build: |slots| prometheus(slots, PrometheusAction::Restarts { lasting: slots.duration("DURATION")? }),
    },
    Sentence {
        pattern: "prometheus reloads [RULES…]",
        summary: "Rule files are read again, or others instead.",
        begins: "prometheus reloads",
        ends: None,
        build: |slots| {
            let rules = slots.get("RULES").map(|word| word.text.to_owned());
            prometheus(slots, PrometheusAction::Reloads { rules })
        },
    },
    Sentence {
        pattern: "prometheus goes down",
        summary: "It is away until it comes back.",
        begins: "prometheus goes down",
        ends: None,
        build: |slots| prometheus(slots, PrometheusAction::GoesDown),
    },
    Sentence {
        pattern: "prometheus NUMBER goes down",
        summary: "The same for one replica, from 1.",
        begins: "prometheus NUMBER goes down",
        ends: None,
        build: |slots| prometheus(slots, PrometheusAction::GoesDown),
    },
    Sentence {
        pattern: "prometheus comes back",
        summary: "Ends what `goes down` began.",
        begins: "prometheus comes back",
        ends: None,
        build: |slots| prometheus(slots, PrometheusAction::ComesBack),
    },
    Sentence {
        pattern: "prometheus NUMBER comes back",
        summary: "The same for one replica, from 1.",
        begins: "prometheus NUMBER comes back",
        ends: None,
        build: |slots| prometheus(slots, PrometheusAction::ComesBack),
    },
    Sentence {
        pattern: "alertmanager restarts, DURATION",
        summary: "It is away that long; silences and the notification log survive.",
        begins: "alertmanager restarts",
        ends: Some("alertmanager is back"),
        build: |slots| {
            alertmanager(slots, AlertmanagerAction::Restarts { lasting: slots.duration("DURATION")? })
        },
    },
    Sentence {
        pattern: "alertmanager NUMBER restarts, DURATION",
        summary: "The same for one replica, from 1.",
        begins: "alertmanager NUMBER restarts",
        ends: Some("alertmanager NUMBER is back"),
        build: |slots| {
            alertmanager(slots, AlertmanagerAction::Restarts { lasting: slots.duration("DURATION")? })
        },
    },
    Sentence {
        pattern: "alertmanager reloads [FILE]",
        summary: "Its configuration is read again, or another instead.",
        begins: "alertmanager reloads",
        ends: None,
        build: |slots| {
            let configuration = slots.get("FILE").map(|word| word.text.to_owned());
            alertmanager(slots, AlertmanagerAction::Reloads { configuration })
        },
    },
    Sentence {
        pattern: "alertmanager replicas are cut off [for DURATION]",
        summary: "The replicas do not hear of each other.",
        begins: "alertmanager replicas are cut off",
        ends: Some("alertmanager replicas are joined"),
        build: |slots| alertmanager(slots, AlertmanagerAction::IsPartitioned { lasting: slots.lasting()? }),
    },
    Sentence {
        pattern: "silence MATCHERS… for DURATION COMMENT",
        summary: "Creates a silence, as in `silence cluster=\"eu-1\" for 2h \"maintenance CHG-881\"`.",
        begins: "silence COMMENT begins",
        ends: None,
        build: |slots| {
            Ok(Action::Silence(SilenceAction::Created {
                matchers: slots.parsed("MATCHERS", matchers)?,
                lasting: slots.duration("DURATION")?,
                comment: slots.parsed("COMMENT", comment)?,
            }))
        },
    },
    Sentence {
        pattern: "silence NAME… is extended to DURATION",
        summary: "The silence whose comment has these words lasts that long, counted from its start.",
        begins: "silence NAME is extended",
        ends: None,
        build: |slots| {
            let lasting = slots.duration("DURATION")?;
            Ok(Action::Silence(SilenceAction::Extended { silence: slots.owned("NAME"), lasting }))
        },
    },
    Sentence {
        pattern: "silence NAME… is changed to MATCHERS…",
        summary: "The silence whose comment has these words silences something else from now on.",
        begins: "silence NAME is changed",
        ends: None,
        build: |slots| {
            let matchers = slots.parsed("MATCHERS", matchers)?;
            Ok(Action::Silence(SilenceAction::Changed { silence: slots.owned("NAME"), matchers }))
        },
    },
    Sentence {
        pattern: "silence NAME… expires",
        summary: "The silence whose comment has these words ends at once.",
        begins: "silence NAME expires",
        ends: None,
        build: |slots| Ok(Action::Silence(SilenceAction::Expired { silence: slots.owned("NAME") })),
    },
    Sentence {
        pattern: "receiver NAME goes down [for DURATION]",
        summary: "Every request to it fails with a status that is tried again.",
        begins: "receiver NAME goes down",
        ends: Some("receiver NAME comes back"),
        build: |slots| Ok(receiver(slots, ReceiverAction::GoesDown { lasting: slots.lasting()? })),
    },
    Sentence {
        pattern: "receiver NAME refuses [for DURATION]",
        summary: "Every request to it fails with a status that is not tried again.",
        begins: "receiver NAME refuses",
        ends: Some("receiver NAME comes back"),
        build: |slots| Ok(receiver(slots, ReceiverAction::Refuses { lasting: slots.lasting()? })),
    },
    Sentence {
        pattern: "receiver NAME answers after LATENCY [for DURATION]",
        summary: "Every request to it takes this long.",
        begins: "receiver NAME is slow",
        ends: Some("receiver NAME comes back"),
        build: |slots| {
            let latency = slots.duration("LATENCY")?;
            Ok(receiver(slots, ReceiverAction::IsSlow { latency, lasting: slots.lasting()? }))
        },
    },
    Sentence {
        pattern: "receiver NAME comes back",
        summary: "Ends what began with `goes down`, `refuses` or `answers after`.",
        begins: "receiver NAME comes back",
        ends: None,
        build: |slots| Ok(receiver(slots, ReceiverAction::ComesBack)),
    },
];

fn target(slots: &Slots<'_>, action: TargetAction) -> Action {
    let target = slots.get("NAME").map(|word| word.text.to_owned());
    Action::Target { target, action }
}

fn prometheus(slots: &Slots<'_>, action: PrometheusAction) -> Result<Action, ActionError> {
    Ok(Action::Prometheus { replica: replica(slots)?, action })
}

fn alertmanager(slots: &Slots<'_>, action: AlertmanagerAction) -> Result<Action, ActionError> {
    Ok(Action::Alertmanager { replica: replica(slots)?, action })
}

fn receiver(slots: &Slots<'_>, action: ReceiverAction) -> Action {
    Action::Receiver { receiver: slots.owned("NAME"), action }
}

fn replica(slots: &Slots<'_>) -> Result<Option<u32>, ActionError> {
    let number = |text: &str| match text.parse::<u32>() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("{text:?} is no replica; they are numbered from 1")),
    };
    slots.get("NUMBER").map(|_| slots.parsed("NUMBER", number)).transpose()
}

/// `cluster="eu-1", severity=~"w.*"`, with or without braces, with or without an alert's name before them.
fn matchers(text: &str) -> Result<Selector, String> {
    let is_bare = !text.contains('{') && text.contains('=');
    let selector = if is_bare { Selector::parse(&format!("{{{text}}}")) } else { Selector::parse(text) };
    selector.map_err(|error| error.to_string())
}

/// `{version="2"}`.
fn labels(text: &str) -> Result<Labels, String> {
    parse_metric(text, &Dialect::V3).map_err(|error| error.kind.to_string())
}

/// A text in double quotes.
fn comment(text: &str) -> Result<String, String> {
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let inner = inner.map(str::trim).filter(|inner| !inner.is_empty());
    inner.map(str::to_owned).ok_or_else(|| format!("a silence has a comment in double quotes, not {text}"))
}

/// Milliseconds of `30s` or `-30s`.
fn signed_duration(text: &str) -> Result<i64, String> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let length = firedrill_model::Duration::parse(digits).map_err(|error| error.to_string())?;
    Ok(sign * length.as_ms())
}

/// The share that `5%` means.
fn percentage(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').and_then(|digits| digits.parse::<f64>().ok());
    let share = number.filter(|number| (0.0..=100.0).contains(number)).map(|number| number / 100.0);
    share.ok_or_else(|| format!("{text:?} is no share; write a percentage such as 5%"))
}
