//! The keys of a scenario file.

use firedrill_model::source::yaml::{Kind as NodeKind, Node};
use firedrill_model::{Labels, Span, Timestamp};

use super::scalar::{
    moment_of_key, one_of, owned_text, parsed, place, positive_duration, refuse_in, replace, text, texts,
    whole,
};
use super::{Reader, ScenarioError, start};
use crate::action::Line;
use crate::expectation;
use crate::generate::planned;
use crate::scenario::{Place, Placed, Replicas, Scenario, TimelineEntry};
use crate::schema::{Key, Kind, Object};
use crate::scrape::{SCRAPE, ScrapeModel, scrape_model};
use crate::series::entries;
use crate::system::{SYSTEM, system};

const WORLDS: &[(&str, bool)] = &[("quiet", true), ("free", false)];

pub(crate) const SCENARIO: Object = Object::new(
    "scenario",
    "What happens to a system, and what must be seen. Durations count from the start; paths are relative to the \
     file that names them.",
    &[
        Key::required("name", Kind::Text, "One sentence that says what is shown."),
        Key::new(
            "extends",
            Kind::Text,
            "Another scenario, of which only what differs is written here; two deep at most.",
        ),
        Key::required(
            "rules",
            Kind::Either(&[Kind::Text, Kind::ListOf(&Kind::Text)]),
            "Rule files, folders or globs.",
        ),
        Key::new(
            "alertmanager",
            Kind::Text,
            "The Alertmanager configuration; without one nothing is notified.",
        ),
        Key::new("replicas", Kind::Object(&REPLICAS), "How many servers of each kind run."),
        Key::new(
            "start",
            Kind::Text,
            "The instant everything counts from: `2026-03-29T00:30:00Z` or `2026-03-29T00:30:00 Europe/Berlin`; 1970 where absent.",
        ),
        Key::new("end", Kind::Duration, "How long it runs; where absent, until everything is decided."),
        Key::new(
            "evaluation_interval",
            Kind::Duration,
            "How often groups without an interval of their own are evaluated; 1m where absent, as in Prometheus.",
        ),
        Key::new(
            "external_labels",
            Kind::MapOf(&Kind::Text),
            "Labels that Prometheus adds to every alert it sends.",
        ),
        Key::new("scrape", Kind::Either(&[Kind::Duration, Kind::Object(&SCRAPE)]), "How Prometheus scrapes."),
        Key::new("system", Kind::Object(&SYSTEM), "A model that exposes the series."),
        Key::new("series", Kind::ListOf(&Kind::SeriesEntry), "Series, each with what it shows."),
        Key::new("timeline", Kind::ListOf(&Kind::TimelineEntry), "What happens, as instants and sentences."),
        Key::new("seeds", Kind::Whole, "With how many seeds it is played; 1 where absent."),
        Key::new(
            "unnamed",
            Kind::OneOf(&["quiet", "free"]),
            "`free`: what no expectation names may fire, fail or page. `quiet`, where absent: it must not.",
        ),
        Key::required("expect", Kind::ListOf(&Kind::Expectation), "What must be seen."),
    ],
);

pub(crate) const REPLICAS: Object = Object::new(
    "replicas",
    "How many servers of each kind run, with the same configuration.",
    &[
        Key::new("prometheus", Kind::Whole, "Servers that evaluate the rules; 1 where absent."),
        Key::new("alertmanager", Kind::Whole, "Members of the Alertmanager cluster; 1 where absent."),
    ],
);

/// A scenario's file on top of what it extends.
pub(super) fn scenario(reader: &mut Reader<'_>, node: Node<'_>, base: Scenario) -> Scenario {
    let mut scenario = base;
    let mapping = reader.fields(node, SCENARIO.name, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            "name" => replace(&mut scenario.name, owned_text(reader, value)),
            "extends" => drop(text(reader, value)),
            "rules" => scenario.rules = texts(reader, value),
            "alertmanager" => scenario.alertmanager = owned_text(reader, value),
            "replicas" => replicas(reader, value, &mut scenario.replicas),
            "start" => {
                if let Some(start) = parsed(reader, value, start::parse) {
                    (scenario.start, scenario.zone) = start.value;
                }
            }
            "end" => scenario.end = positive_duration(reader, value),
            "evaluation_interval" => {
                let interval = positive_duration(reader, value).map(|interval| interval.value);
                replace(&mut scenario.evaluation_interval, interval);
            }
            "external_labels" => {
                let entries = reader.string_map(value).unwrap_or_default();
                scenario.external_labels =
                    Labels::from_pairs(entries.iter().map(|(field, value)| (field.name.as_ref(), *value)));
            }
            "scrape" => scrape_model(reader, value, &mut scenario.scrape),
            "system" => scenario.system = system(reader, value, scenario.system.take()),
            "series" => scenario.series = entries(reader, value),
            "timeline" => {
                let entries = reader.sequence(value, "a list of instants and actions", entry);
                scenario.timeline = entries.unwrap_or_default().into_iter().flatten().collect();
            }
            "seeds" => seeds(reader, value, &mut scenario),
            "unnamed" => {
                let world = one_of(reader, value, WORLDS).map(|world| world.value);
                replace(&mut scenario.is_closed_world, world);
            }
            "expect" => {
                let expectations = reader.sequence(value, "a list of expectations", expectation::expectation);
                scenario.expectations = expectations.unwrap_or_default();
            }
            _ => return false,
        }
        true
    });
    if mapping.is_none() && Reader::is_null(node) {
        reader.refuse(node, &"the file is empty");
    }
    scenario.place = place(reader, node);
    scenario
}

fn seeds(reader: &mut Reader<'_>, node: Node<'_>, scenario: &mut Scenario) {
    let Some(seeds) = whole(reader, node) else { return };
    if seeds.value == 0 {
        reader.refuse(node, &"a scenario is played with at least one seed");
    }
    scenario.seeds = seeds.value.max(1);
}

fn replicas(reader: &mut Reader<'_>, node: Node<'_>, replicas: &mut Replicas) {
    reader.fields(node, REPLICAS.name, |reader, field| {
        let count = match field.name.as_ref() {
            "prometheus" => &mut replicas.prometheus,
            "alertmanager" => &mut replicas.alertmanager,
            _ => return false,
        };
        let given = whole(reader, field.value).map(|given| given.value);
        if given.is_some_and(|given| !(1..=Replicas::MOST).contains(&given)) {
            reader.refuse(field.value, &format!("from 1 to {} servers can run", Replicas::MOST));
        } else {
            replace(count, given);
        }
        true
    });
}

/// One line of the timeline; several, where its author left out dashes.
fn entry(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Vec<TimelineEntry>> {
    if !matches!(node.kind(), NodeKind::Mapping(_)) {
        reader.refuse(
            node,
            &"an instant and what happens then is wanted here, as in `40m: target a goes down`",
        );
        return None;
    }
    let mut entries = Vec::new();
    reader.fields(node, "timeline entry", |reader, field| {
        let at = moment_of_key(reader, field);
        let line = line(reader, field.value);
        if let (Some(at), Some((line, text))) = (at, line) {
            entries.push(TimelineEntry { at, line, text });
        }
        true
    });
    Some(entries)
}

/// What happens, and how that is written.
fn line(reader: &mut Reader<'_>, node: Node<'_>) -> Option<(Placed<Line>, String)> {
    let Placed { value, place } = text(reader, node)?;
    match Line::parse(value) {
        Ok(line) => Some((Placed::new(line, place), value.to_owned())),
        Err(error) => {
            refuse_in(reader, node, error.span, &error);
            None
        }
    }
}

/// What a scenario must have once everything it extends is in place.
pub(super) fn check(scenario: &Scenario, errors: &mut Vec<ScenarioError>) {
    // A file that could not be read lacks everything; saying so would drown the reason.
    if !errors.is_empty() {
        return;
    }
    let place = Place { span: Span::at(scenario.place.span.start), ..scenario.place };
    let given = [
        ("name", !scenario.name.value.is_empty()),
        ("rules", !scenario.rules.is_empty()),
        ("expect", !scenario.expectations.is_empty()),
    ];
    for (key, _) in given.iter().filter(|(_, is_given)| !is_given) {
        errors.push(ScenarioError { message: format!("the scenario has no {key:?}"), place });
    }
    errors.extend(planned(scenario).1);
    let Some(end) = scenario.end else { return };
    let late_entries = scenario.timeline.iter().filter_map(|entry| {
        let at = entry.at.value.from_start()?;
        (at > end.value).then_some((entry.at.place, at))
    });
    let windows = scenario.expectations.iter().flat_map(|expectation| expectation.value.windows());
    let late_windows = windows.filter_map(|when| {
        let last = when.value.last_from_start()?;
        (last > end.value).then_some((when.place, last))
    });
    for (place, at) in late_entries.chain(late_windows) {
        let message = format!("{at} is after the end of the scenario, {}", end.value);
        errors.push(ScenarioError { message, place });
    }
}

impl Scenario {
    /// A scenario in which nothing happens and nothing must be seen, with the defaults of Prometheus.
    pub fn empty() -> Self {
        Self {
            sources: Vec::new(),
            place: Place::default(),
            name: Placed::default(),
            rules: Vec::new(),
            alertmanager: None,
            replicas: Replicas::default(),
            start: Timestamp::EPOCH,
            zone: None,
            end: None,
            evaluation_interval: Self::DEFAULT_EVALUATION_INTERVAL,
            external_labels: Labels::empty(),
            scrape: ScrapeModel::default(),
            system: None,
            series: Vec::new(),
            timeline: Vec::new(),
            seeds: 1,
            is_closed_world: true,
            expectations: Vec::new(),
        }
    }
}
