//! Rules from YAML.

use firedrill_model::quote::quote;
use firedrill_model::source::yaml::{Decoder, Field, Node, Resolved};

use super::{RelabelAction, RelabelRule};
use crate::sender::SenderDialect;

/// A list of rules; what is wrong with one is reported at it.
pub(in crate::sender) fn relabel_rules(
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    dialect: SenderDialect,
) -> Vec<RelabelRule> {
    let rules =
        decoder.sequence(node, "[]*relabel.Config", |decoder, item| relabel_rule(decoder, item, dialect));
    rules.unwrap_or_default()
}

fn relabel_rule(decoder: &mut Decoder<'_>, node: Node<'_>, dialect: SenderDialect) -> Option<RelabelRule> {
    let errors_before = decoder.error_count();
    let mut rule = RelabelRule::default();
    decoder.fields(node, "relabel.plain", |decoder, it| field(decoder, it, &mut rule))?;
    if decoder.error_count() == errors_before
        && let Err(error) = rule.validate(dialect)
    {
        decoder.refuse(node, &error);
    }
    Some(rule)
}

fn field(decoder: &mut Decoder<'_>, field: &Field<'_>, rule: &mut RelabelRule) -> bool {
    let node = field.value;
    let text = |decoder: &mut Decoder<'_>| decoder.string(node).map(str::to_owned);
    match field.name.as_ref() {
        "source_labels" => {
            let names = decoder
                .sequence(node, "model.LabelNames", |decoder, item| decoder.string(item).map(str::to_owned));
            rule.source_labels = names.unwrap_or_default();
        }
        "separator" => rule.separator = text(decoder).unwrap_or_default(),
        "regex" => rule.pattern = text(decoder).unwrap_or_default(),
        "modulus" => {
            let modulus = decoder.resolved(node, "uint64", |resolved| match resolved {
                Resolved::Int(value) => u64::try_from(value).ok(),
                _ => None,
            });
            rule.modulus = modulus.unwrap_or_default();
        }
        "target_label" => rule.target_label = text(decoder).unwrap_or_default(),
        "replacement" => rule.replacement = text(decoder).unwrap_or_default(),
        "action" => {
            let name = text(decoder).unwrap_or_default();
            match RelabelAction::named(&name) {
                Some(action) => rule.action = action,
                None if name.is_empty() => decoder.refuse(node, &"relabel action cannot be empty"),
                None => decoder.refuse(node, &format_args!("unknown relabel action {}", quote(&name))),
            }
        }
        _ => return false,
    }
    true
}
