//! The top of the file, and what its parts have to agree on.

use std::collections::BTreeSet;

use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Field, Node};
use firedrill_model::{Duration, Span};

use super::intervals::{IntervalList, MUTE_TIME_INTERVALS, TIME_INTERVALS, named_intervals};
use super::reader::{Reader, texts};
use super::receivers::{ReceiverDraft, receivers};
use super::route::route;
use super::{Config, global, inhibit};
use crate::inhibition::InhibitRule;
use crate::interval::{NamedInterval, TimeIntervals};
use crate::routing::RouteDefinition;
use crate::settings::Settings;

/// Upstream's `resolve_timeout`.
const RESOLVE_TIMEOUT: Duration = Duration::from_seconds(5 * 60);

/// A file while it is read.
#[derive(Debug, Default)]
struct Draft<'d> {
    global: Settings,
    route: Option<RouteDefinition>,
    receivers: Vec<(ReceiverDraft, Node<'d>)>,
    inhibit_rules: Vec<InhibitRule>,
    mute_time_intervals: Vec<(NamedInterval, Node<'d>)>,
    time_intervals: Vec<(NamedInterval, Node<'d>)>,
    templates: Vec<String>,
}

/// Reads a whole file; `None` where an error keeps it from being used.
pub(super) fn config(reader: &mut Reader, decoder: &mut Decoder<'_>, root: Node<'_>) -> Option<Config> {
    let errors_before = decoder.error_count();
    let mut draft = Draft::default();
    let read = decoder.fields(root, "config.plain", |decoder, it| field(reader, decoder, it, &mut draft));
    if decoder.error_count() > errors_before {
        return None;
    }
    if read.is_none() {
        decoder.refuse(root, &"no route provided in config");
        return None;
    }
    for (span, crash) in std::mem::take(&mut reader.crashes) {
        decoder.refuse_at(span, &crash);
    }
    check(reader, decoder, root, &draft);
    if decoder.error_count() > errors_before {
        return None;
    }
    Some(draft.finish())
}

fn field<'d>(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    field: &Field<'d>,
    draft: &mut Draft<'d>,
) -> bool {
    let value = field.value;
    match field.name.as_ref() {
        "global" => {
            draft.global =
                reader.values(decoder, value, &global::GLOBAL, "*config.GlobalConfig").unwrap_or_default();
        }
        "route" => draft.route = route(reader, decoder, value, 0),
        "receivers" => draft.receivers = receivers(reader, decoder, value),
        "inhibit_rules" => draft.inhibit_rules = inhibit::inhibit_rules(reader, decoder, value),
        "mute_time_intervals" => {
            draft.mute_time_intervals = named_intervals(reader, decoder, value, MUTE_TIME_INTERVALS);
        }
        "time_intervals" => {
            draft.time_intervals = named_intervals(reader, decoder, value, TIME_INTERVALS);
        }
        "templates" => draft.templates = texts(decoder, value, "[]string").unwrap_or_default(),
        // What these hold concerns no notification.
        "tracing" => return reader.version.is_at_least(30),
        "event_recorder" => return reader.version.is_at_least(33),
        _ => return false,
    }
    true
}

/// `Config.UnmarshalYAML` and what `Load` adds, in upstream's order; every independent complaint is
/// reported at its place.
fn check(reader: &Reader, decoder: &mut Decoder<'_>, root: Node<'_>, draft: &Draft<'_>) {
    if let Err(reason) = global::check(&draft.global) {
        decoder.refuse(root.get("global").unwrap_or(root), &reason);
    }
    let mut names = BTreeSet::new();
    for (receiver, node) in &draft.receivers {
        if !names.insert(receiver.name.as_str()) {
            let name = quote(&receiver.name);
            decoder.refuse(*node, &format_args!("notification config name {name} is not unique"));
        }
        check_integrations(reader, decoder, receiver, *node, &draft.global);
    }
    let Some(root_route) = &draft.route else {
        decoder.refuse(root, &"no routes provided");
        return;
    };
    let route_node = root.get("route").unwrap_or(root);
    if let Err(reason) = check_root(root_route) {
        decoder.refuse(route_node, &reason);
    }
    for (route, span) in post_order(root_route) {
        let receiver = route.receiver.as_deref();
        if let Some(name) = receiver.filter(|name| !names.contains(name)) {
            let reason = format!("undefined receiver {} used in route", quote(name));
            decoder.refuse_at(span, &reason);
        }
    }
    let mut intervals = BTreeSet::new();
    let lists = [(&draft.mute_time_intervals, MUTE_TIME_INTERVALS), (&draft.time_intervals, TIME_INTERVALS)];
    for (list, IntervalList { entry, .. }) in lists {
        for (interval, node) in list {
            if !intervals.insert(interval.name.as_str()) {
                let name = quote(&interval.name);
                decoder.refuse(*node, &format_args!("{entry} {name} is not unique"));
            }
        }
    }
    for (route, span) in post_order(root_route) {
        let used = route.active_time_intervals.iter().chain(&route.mute_time_intervals);
        for name in used.filter(|name| !intervals.contains(name.as_str())) {
            let reason = format!("undefined time interval {} used in route", quote(name));
            decoder.refuse_at(span, &reason);
        }
    }
    if root_route.continues {
        decoder.refuse(route_node, &"cannot have continue in root route");
    }
}

fn check_integrations(
    reader: &Reader,
    decoder: &mut Decoder<'_>,
    receiver: &ReceiverDraft,
    node: Node<'_>,
    global: &Settings,
) {
    let mut integrations: Vec<_> = receiver.integrations.iter().collect();
    integrations.sort_by_key(|integration| integration.rank);
    for integration in integrations {
        if let Err(reason) = global::check_integration(integration, global, reader) {
            decoder.refuse(node, &reason);
        }
    }
}

fn check_root(route: &RouteDefinition) -> Result<(), String> {
    let reason = if route.receiver.is_none() {
        "root route must specify a default receiver"
    } else if !route.matchers.is_empty() {
        "root route must not have any matchers"
    } else if !route.mute_time_intervals.is_empty() {
        "root route must not have any mute time intervals"
    } else if !route.active_time_intervals.is_empty() {
        "root route must not have any active time intervals"
    } else {
        return Ok(());
    };
    Err(reason.to_owned())
}

/// All routes, children before their parents, as upstream looks for undefined names.
fn post_order(root: &RouteDefinition) -> Vec<(&RouteDefinition, Span)> {
    let mut reversed = Vec::new();
    let mut waiting = vec![root];
    while let Some(route) = waiting.pop() {
        reversed.push((route, route.span));
        waiting.extend(&route.routes);
    }
    reversed.reverse();
    reversed
}

impl Draft<'_> {
    fn finish(self) -> Config {
        let timeout = match self.global.number("resolve_timeout") {
            0 if !self.global.has("resolve_timeout") => RESOLVE_TIMEOUT,
            ms => Duration::from_ms(i64::try_from(ms).unwrap_or(i64::MAX)),
        };
        let intervals = self.mute_time_intervals.into_iter().chain(self.time_intervals);
        Config {
            resolve_timeout: timeout,
            route: self.route.unwrap_or_default(),
            receivers: self
                .receivers
                .into_iter()
                .map(|(receiver, _)| receiver.finish(&self.global))
                .collect(),
            inhibit_rules: self.inhibit_rules,
            time_intervals: TimeIntervals::new(intervals.map(|(interval, _)| interval).collect()),
            templates: self.templates,
        }
    }
}
