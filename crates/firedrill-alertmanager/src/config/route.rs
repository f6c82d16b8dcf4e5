//! `route`.

use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Field, Node};
use firedrill_model::{Duration, Span};

use super::reader::{GoType, Reader, is_null, refuses_quoted_null, texts};
use super::{inhibit, label_matches};
use crate::Matchers;
use crate::matcher::Matcher;
use crate::routing::{GroupBy, RouteDefinition};

/// Upstream has no bound of its own; deeper trees are of no use and would exhaust the stack.
const MAX_DEPTH: usize = 500;

/// A route while it is read.
#[derive(Debug, Default)]
struct Draft {
    definition: RouteDefinition,
    group_by: Option<Vec<String>>,
    matches: Vec<Matcher>,
    match_regexps: Vec<Matcher>,
    matchers: Matchers,
    labels_span: Span,
}

/// Reads a route with its children; `None` for `null` and what is no mapping.
pub(super) fn route(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    depth: usize,
) -> Option<RouteDefinition> {
    if depth > MAX_DEPTH {
        decoder.refuse(node, &format_args!("routes nest deeper than {MAX_DEPTH}"));
        return None;
    }
    let draft = reader.checked(
        decoder,
        node,
        GoType { plain: "config.plain", held_as: "*config.Route" },
        Draft::default(),
        |reader, decoder, field, draft| read_field(reader, decoder, field, draft, depth),
        check,
    )?;
    let mut definition = draft.definition;
    definition.span = node.span();
    definition.matchers = inhibit::all(draft.matches, draft.match_regexps, draft.matchers);
    definition.group_by = draft.group_by.map(|names| group_by(&names));
    Some(definition)
}

fn read_field(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    field: &Field<'_>,
    draft: &mut Draft,
    depth: usize,
) -> bool {
    let value = field.value;
    let definition = &mut draft.definition;
    match field.name.as_ref() {
        "receiver" => {
            let name = decoder.string(value).filter(|name| !name.is_empty());
            definition.receiver = name.map(str::to_owned);
        }
        "group_by" => draft.group_by = texts(decoder, value, "[]string"),
        "continue" => definition.continues = decoder.bool(value).unwrap_or(false),
        "match" => draft.matches = label_matches::exact(reader, decoder, value),
        "match_re" => draft.match_regexps = label_matches::regexps(reader, decoder, value, "config.plain"),
        "matchers" => draft.matchers = reader.matchers(decoder, value).unwrap_or_default(),
        "mute_time_intervals" => {
            definition.mute_time_intervals = texts(decoder, value, "[]string").unwrap_or_default();
        }
        "active_time_intervals" => {
            definition.active_time_intervals = texts(decoder, value, "[]string").unwrap_or_default();
        }
        "group_wait" => definition.group_wait = timer(reader, decoder, value),
        "group_interval" => definition.group_interval = timer(reader, decoder, value),
        "repeat_interval" => definition.repeat_interval = timer(reader, decoder, value),
        "labels" if reader.switches.route_labels => {
            draft.labels_span = value.span();
            definition.labels = labels(decoder, value);
        }
        "routes" => {
            let routes = decoder.sequence(value, "[]*config.Route", |decoder, item| {
                if is_null(item) {
                    // Upstream keeps a nil pointer and falls over it.
                    reader.crashes.push((item.span(), "a route is null, at which Alertmanager crashes"));
                    return None;
                }
                route(reader, decoder, item, depth + 1)
            });
            definition.routes = routes.unwrap_or_default();
        }
        _ => return false,
    }
    true
}

/// A duration that may be absent.
fn timer(reader: &Reader, decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<Duration> {
    if refuses_quoted_null(decoder, node, "*model.Duration") {
        return None;
    }
    reader.duration(decoder, node)
}

/// Labels for templates; names may be anything but empty.
fn labels(decoder: &mut Decoder<'_>, node: Node<'_>) -> Vec<(String, String)> {
    let entries = decoder.string_map(node).unwrap_or_default();
    if entries.iter().any(|(field, _)| field.name.is_empty()) {
        decoder.refuse(node, &"\"\" is not a valid label name");
    }
    entries.into_iter().map(|(field, value)| (field.name.to_string(), value.to_owned())).collect()
}

/// `Route.UnmarshalYAML`.
fn check(reader: &Reader, draft: &Draft) -> Result<(), String> {
    if let Some(reason) = label_matches::invalid_name(&draft.matches) {
        return Err(reason);
    }
    let all_names = draft.group_by.as_deref().unwrap_or_default();
    let names: Vec<_> = all_names.iter().filter(|name| *name != "...").collect();
    if let Some(invalid) = names.iter().find(|name| !reader.is_label_name(name)) {
        return Err(format!("invalid label name {} in group_by list", quote(invalid)));
    }
    if !names.is_empty() && names.len() < all_names.len() {
        let other = if reader.switches.utf8_names { "other" } else { "other other" };
        return Err(format!("cannot have wildcard group_by (`...`) and {other} labels at the same time"));
    }
    let duplicate = names.iter().enumerate().find(|(position, name)| names[..*position].contains(name));
    if let Some((_, name)) = duplicate {
        return Err(format!("duplicated label {} in group_by", quote(name)));
    }
    if draft.definition.group_interval == Some(Duration::ZERO) {
        return Err("group_interval cannot be zero".to_owned());
    }
    if draft.definition.repeat_interval == Some(Duration::ZERO) {
        return Err("repeat_interval cannot be zero".to_owned());
    }
    Ok(())
}

fn group_by(names: &[String]) -> GroupBy {
    if names.iter().any(|name| name == "...") {
        return GroupBy::All;
    }
    let mut names = names.to_vec();
    names.sort();
    GroupBy::Labels(names)
}
