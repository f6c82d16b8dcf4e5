//! `receivers`.

use std::sync::Arc;

use firedrill_model::Span;
use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Field, Node};

use super::integrations::{INTEGRATIONS, IntegrationList};
use super::reader::{Reader, is_null};
use super::schema::Values;
use crate::notify::{Integration, IntegrationKind, Receiver};

/// A receiver while it is read.
#[derive(Debug, Default)]
pub(super) struct ReceiverDraft {
    pub(super) name: String,
    labels: Vec<(String, String)>,
    pub(super) integrations: Vec<IntegrationDraft>,
    span: Span,
}

/// An integration whose own fields were read; `global` may still have to fill in some.
#[derive(Debug)]
pub(super) struct IntegrationDraft {
    pub(super) list: &'static IntegrationList,
    index: usize,
    /// `None` for `null`.
    pub(super) values: Option<Values>,
    span: Span,
}

/// Reads the receivers, each with its node. Elements that are `null` have no name.
pub(super) fn receivers<'d>(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'d>,
) -> Vec<(ReceiverDraft, Node<'d>)> {
    let into = if reader.switches.integration_packages { "[]config.Receiver" } else { "[]*config.Receiver" };
    let receivers = decoder.sequence(node, into, |decoder, item| {
        if is_null(item) && reader.version.is_at_least(26) {
            return Some((ReceiverDraft::default(), item));
        }
        if is_null(item) {
            decoder.refuse(item, &"a receiver is null, at which Alertmanager crashes");
            return None;
        }
        receiver(reader, decoder, item).map(|draft| (draft, item))
    });
    receivers.unwrap_or_default()
}

fn receiver(reader: &mut Reader, decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<ReceiverDraft> {
    let draft = ReceiverDraft { span: node.span(), ..ReceiverDraft::default() };
    reader.checked(decoder, node, "config.plain", draft, read_field, |_, draft| {
        if draft.name.is_empty() {
            return Err("missing name in receiver".to_owned());
        }
        match draft.labels.iter().find(|(name, value)| name == "name" && *value != draft.name) {
            Some((_, value)) => Err(format!(
                "receiver label \"name\" must match receiver name {}, got {}",
                quote(&draft.name),
                quote(value)
            )),
            None => Ok(()),
        }
    })
}

fn read_field(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    field: &Field<'_>,
    draft: &mut ReceiverDraft,
) -> bool {
    match field.name.as_ref() {
        "name" => decoder.string(field.value).unwrap_or("").clone_into(&mut draft.name),
        "labels" if reader.switches.receiver_labels => {
            let labels = decoder.string_map(field.value).unwrap_or_default().into_iter();
            draft.labels = labels.map(|(key, value)| (key.name.to_string(), value.to_owned())).collect();
        }
        key => {
            let list = INTEGRATIONS.iter().find(|it| it.key == key && reader.version.is_at_least(it.since));
            let Some(list) = list else { return false };
            draft.integrations.extend(integrations(reader, decoder, field.value, list));
        }
    }
    true
}

fn integrations(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    list: &'static IntegrationList,
) -> Vec<IntegrationDraft> {
    let into = if reader.switches.integration_packages { list.go_type } else { list.old_go_type };
    let mut index = 0;
    let drafts = decoder.sequence(node, into, |decoder, item| {
        let span = item.span();
        let values = if is_null(item) { None } else { Some(reader.values(decoder, item, list.schema)?) };
        index += 1;
        Some(IntegrationDraft { list, index: index - 1, values, span })
    });
    drafts.unwrap_or_default()
}

impl ReceiverDraft {
    /// The finished receiver, its integrations in the order in which upstream builds them.
    pub(super) fn finish(self) -> Receiver {
        let mut integrations: Vec<_> = self.integrations.into_iter().map(IntegrationDraft::finish).collect();
        integrations.sort_by_key(|integration| (integration.kind, integration.index));
        Receiver { name: Arc::from(self.name), integrations, span: self.span }
    }
}

impl IntegrationDraft {
    fn finish(self) -> Integration {
        let values = self.values.unwrap_or_default();
        let kind = self.list.kind;
        Integration {
            kind,
            index: self.index,
            send_resolved: values.flag("send_resolved").unwrap_or(kind.sends_resolved_by_default()),
            max_alerts: usize::try_from(values.number("max_alerts")).unwrap_or(usize::MAX),
            texts: texts(kind, &values),
            span: self.span,
        }
    }
}

/// The texts of an integration, defaults filled in.
fn texts(kind: IntegrationKind, values: &Values) -> Vec<(&'static str, String)> {
    let own = |field: &str| {
        if kind == IntegrationKind::Email && field == "subject" {
            let mut headers = values.text_map("headers").iter();
            return headers
                .find_map(|(name, text)| name.eq_ignore_ascii_case(field).then_some(text.as_str()));
        }
        // Jira's texts may be structs that hold one.
        values.has(field).then(|| values.child(field).map_or(values.text(field), |it| it.text("template")))
    };
    let defaults = kind.default_texts().iter();
    defaults.map(|(field, default)| (*field, own(field).unwrap_or(default).to_owned())).collect()
}
