//! `--batch`: many alerts with what is expected of them.

use firedrill_alertmanager::server::Muting;
use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{self, Decoder, Field, Node, parse};
use firedrill_model::{Labels, Span, Timestamp};

use super::decision::{Decision, Router};
use crate::commands::time::parse_time;
use crate::report::Problem;

/// An alert of the file.
#[derive(Debug, Default)]
pub(super) struct Case {
    name: String,
    labels: Labels,
    at: Option<Timestamp>,
    /// The receivers in order.
    receivers: Option<(Vec<String>, Span)>,
    /// The labels of the group, the same at every receiver.
    group: Option<(Labels, Span)>,
    /// The intervals by which every receiver is muted; none where it is not.
    muted_by: Option<(Vec<String>, Span)>,
}

/// One alert with its answer and what of its expectations does not hold.
pub(super) struct Judged {
    pub(super) name: String,
    pub(super) decision: Decision,
    pub(super) failures: Vec<Problem>,
}

/// Reads the alerts of `source`, the text of `file`.
pub(super) fn read(source: &str, file: &str) -> Result<Vec<Case>, Vec<Problem>> {
    let stream = parse(source);
    if let Some(error) = &stream.error {
        return Err(vec![Problem::of_yaml_syntax(error, file, source)]);
    }
    let Some(document) = stream.documents.first() else { return Ok(Vec::new()) };
    let lines = LineIndex::new(source);
    let mut decoder = Decoder::new(yaml::Version::V3, &lines, true);
    let cases = decoder.sequence(document.root(), "[]routes.Case", case).unwrap_or_default();
    let errors = decoder.into_errors();
    if errors.is_empty() {
        return Ok(cases);
    }
    Err(errors.iter().map(|error| Problem::of_yaml_value(error, file, source)).collect())
}

fn case(decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<Case> {
    let mut case = Case::default();
    decoder.fields(node, "routes.Case", |decoder, it| field(decoder, it, &mut case))?;
    Some(case)
}

fn field(decoder: &mut Decoder<'_>, field: &Field<'_>, case: &mut Case) -> bool {
    let (node, span) = (field.value, field.value.span());
    match field.name.as_ref() {
        "name" => decoder.string(node).unwrap_or("").clone_into(&mut case.name),
        "labels" => case.labels = labels(decoder, node),
        "at" => {
            let parsed = decoder.string(node).map(parse_time);
            match parsed {
                Some(Ok(ms)) => case.at = Some(Timestamp(ms)),
                Some(Err(error)) => decoder.refuse(node, &error),
                None => {}
            }
        }
        "receivers" => case.receivers = Some((texts(decoder, node), span)),
        "group" => case.group = Some((labels(decoder, node), span)),
        "muted_by" => case.muted_by = Some((texts(decoder, node), span)),
        _ => return false,
    }
    true
}

fn labels(decoder: &mut Decoder<'_>, node: Node<'_>) -> Labels {
    let entries = decoder.string_map(node).unwrap_or_default();
    Labels::from_pairs(entries.iter().map(|(field, value)| (field.name.as_ref(), *value)))
}

fn texts(decoder: &mut Decoder<'_>, node: Node<'_>) -> Vec<String> {
    let texts = decoder.sequence(node, "[]string", |decoder, item| decoder.string(item).map(str::to_owned));
    texts.unwrap_or_default()
}

/// Routes an alert of `file` and compares.
pub(super) fn judge(
    case: &Case,
    router: &Router<'_>,
    at: Option<Timestamp>,
    file: &str,
    source: &str,
) -> Judged {
    let decision = router.decide(&case.labels, case.at.or(at));
    let mut failures = Vec::new();
    let mut fail = |code, span, message: String| {
        failures.push(Problem::at(code, message, file, source, span));
    };
    if let Some((expected, span)) = &case.receivers {
        let got: Vec<_> = decision.destinations.iter().map(|it| &*router.route(it.route).receiver).collect();
        if got != *expected {
            fail("receivers", *span, format!("the alert goes to {}", listed(&got)));
        }
    }
    if let Some((expected, span)) = &case.group {
        for destination in decision.destinations.iter().filter(|it| it.group_labels != *expected) {
            let receiver = &router.route(destination.route).receiver;
            let message = format!("the group at {receiver} is {}", destination.group_labels);
            fail("group", *span, message);
        }
    }
    if let Some((expected, span)) = &case.muted_by {
        if decision.at.is_none() {
            fail("muted-by", *span, "without `at` nothing is muted".to_owned());
        }
        for destination in &decision.destinations {
            let by = match destination.muting.as_ref().map(|muted| &muted.by) {
                Some(Muting::OutsideActiveIntervals(names) | Muting::MuteIntervals(names)) => {
                    names.as_slice()
                }
                _ => &[],
            };
            if decision.at.is_some() && by != expected {
                let receiver = &router.route(destination.route).receiver;
                let by: Vec<_> = by.iter().map(String::as_str).collect();
                fail("muted-by", *span, format!("{receiver} is muted by {}", listed(&by)));
            }
        }
    }
    let name = if case.name.is_empty() { case.labels.to_string() } else { case.name.clone() };
    Judged { name, decision, failures }
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
