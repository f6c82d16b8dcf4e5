//! `receivers`.

use std::sync::Arc;

use firedrill_model::Span;
use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Field, Node};

use super::reader::{GoType, Reader, element_type, is_null};
use crate::integrations::{INTEGRATIONS, IntegrationType};
use crate::notify::{Integration, Receiver};
use crate::settings::Settings;

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
    pub(super) of: &'static IntegrationType,
    /// Position of the kind in upstream's checks.
    pub(super) rank: usize,
    index: usize,
    /// `None` for `null`.
    pub(super) settings: Option<Settings>,
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
            reader.crashes.push((item.span(), "a receiver is null, at which Alertmanager crashes"));
            return None;
        }
        receiver(reader, decoder, item, element_type(into)).map(|draft| (draft, item))
    });
    receivers.unwrap_or_default()
}

fn receiver(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    held_as: &'static str,
) -> Option<ReceiverDraft> {
    let of = GoType { plain: "config.plain", held_as };
    let draft = ReceiverDraft { span: node.span(), ..ReceiverDraft::default() };
    reader.checked(decoder, node, of, draft, read_field, |_, draft| {
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
            let is_known = |of: &&IntegrationType| of.key == key && reader.version.is_at_least(of.since);
            let Some(rank) = INTEGRATIONS.iter().position(is_known) else { return false };
            draft.integrations.extend(integrations(reader, decoder, field.value, rank));
        }
    }
    true
}

fn integrations(
    reader: &mut Reader,
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    rank: usize,
) -> Vec<IntegrationDraft> {
    let of = INTEGRATIONS[rank];
    let into = of.list_type(reader.switches.integration_packages);
    let mut index = 0;
    let drafts = decoder.sequence(node, into, |decoder, item| {
        let span = item.span();
        let settings = if is_null(item) {
            None
        } else {
            Some(reader.values(decoder, item, &of.schema, element_type(into))?)
        };
        index += 1;
        Some(IntegrationDraft { of, rank, index: index - 1, settings, span })
    });
    drafts.unwrap_or_default()
}

impl ReceiverDraft {
    /// The finished receiver, its integrations in the order in which upstream builds them.
    pub(super) fn finish(self, global: &Settings) -> Receiver {
        let drafts = self.integrations.into_iter();
        let mut integrations: Vec<_> = drafts.map(|draft| draft.finish(global)).collect();
        integrations.sort_by_key(|integration| (integration.kind, integration.index));
        Receiver { name: Arc::from(self.name), integrations, span: self.span }
    }
}

impl IntegrationDraft {
    fn finish(self, global: &Settings) -> Integration {
        let mut settings = self.settings.unwrap_or_default();
        for inherited in self.of.inherited {
            inherited.fill(&mut settings, global);
        }
        Integration {
            kind: self.of.kind,
            index: self.index,
            send_resolved: settings.flag("send_resolved").unwrap_or(self.of.sends_resolved),
            max_alerts: usize::try_from(settings.number("max_alerts")).unwrap_or(usize::MAX),
            settings,
            span: self.span,
        }
    }
}
