//! Rule files from YAML nodes.

use firedrill_model::source::yaml::{Decoder, Field, Node};
use firedrill_model::{Duration, LineColumn};

use super::foreign::{self, ForeignField};
use super::schema::Schema;
use super::{Rule, RuleFile, RuleGroup};
use crate::text::{self, Entry, Text};

/// What decoding a rule file needs beside the nodes.
pub(super) struct Context<'a> {
    pub(super) source: &'a str,
    pub(super) schema: Schema,
    /// Whether a bad unit of a duration has a message of its own.
    pub(super) names_unknown_units: bool,
    /// Where set, fields of other rulers are put there instead of being errors.
    pub(super) foreign: Option<Vec<ForeignField>>,
}

pub(super) type FileDecoder<'a> = Decoder<'a, Context<'a>>;

/// A whole file; `node` is its root.
pub(super) fn file(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> RuleFile {
    let mut groups = Vec::new();
    let schema = decoder.context.schema;
    decoder.fields(node, schema.file, |decoder, field| {
        if field.name != "groups" {
            return false;
        }
        if schema.groups_are_nodes {
            decoder.sequence(field.value, schema.groups, |_, _| Some(()));
        } else {
            groups = decoder.sequence(field.value, schema.groups, group).unwrap_or_default();
        }
        true
    });
    RuleFile { groups }
}

fn group(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<RuleGroup> {
    let mut group = RuleGroup {
        name: String::new(),
        name_span: node.target().span(),
        position: position(decoder, node.target()),
        interval: None,
        query_offset: None,
        limit: 0,
        labels: Vec::new(),
        rules: Vec::new(),
    };
    let schema = decoder.context.schema;
    decoder.fields(node, schema.group, |decoder, field| {
        let value = field.value;
        match field.name.as_ref() {
            "name" => {
                decoder.string(value).unwrap_or_default().clone_into(&mut group.name);
                group.name_span = value.span();
            }
            "interval" => group.interval = duration(decoder, value),
            "query_offset" if schema.group_labels => group.query_offset = duration(decoder, value),
            "limit" => group.limit = decoder.int(value).unwrap_or_default(),
            "labels" if schema.group_labels => group.labels = entries(decoder, value),
            "rules" => group.rules = decoder.sequence(value, schema.rules, rule).unwrap_or_default(),
            _ => return is_foreign(decoder, field, foreign::group_field),
        }
        true
    })?;
    Some(group)
}

fn rule(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<Rule> {
    let mut rule = Rule { span: node.target().span(), ..Rule::default() };
    decoder.fields(node, decoder.context.schema.rule, |decoder, field| {
        let value = field.value;
        match field.name.as_ref() {
            "record" => rule.record = Some(name(decoder, value)),
            "alert" => rule.alert = Some(name(decoder, value)),
            "expr" => rule.expr = Some(name(decoder, value)),
            "for" => rule.hold_duration = duration(decoder, value).unwrap_or_default(),
            "keep_firing_for" => rule.keep_firing_for = duration(decoder, value).unwrap_or_default(),
            "labels" => rule.labels = entries(decoder, value),
            "annotations" => rule.annotations = entries(decoder, value),
            _ => return is_foreign(decoder, field, foreign::rule_field),
        }
        true
    })?;
    Some(rule)
}

/// `record`, `alert` or `expr`.
fn name(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Text {
    let value = if decoder.context.schema.names_are_nodes {
        // A node keeps the text as written, `~` included; lists and maps have none.
        node.scalar().map(|scalar| scalar.text).unwrap_or_default()
    } else {
        decoder.string(node).unwrap_or_default()
    };
    Text::of(node, value, decoder.context.source, decoder.lines())
}

fn duration(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Option<Duration> {
    let names_unknown_units = decoder.context.names_unknown_units;
    text::duration(decoder, node, names_unknown_units)
}

fn entries(decoder: &mut FileDecoder<'_>, node: Node<'_>) -> Vec<Entry> {
    let source = decoder.context.source;
    Entry::decode(decoder, node, source)
}

fn position(decoder: &FileDecoder<'_>, node: Node<'_>) -> LineColumn {
    decoder.lines().character_position(decoder.context.source, node.position())
}

fn is_foreign(
    decoder: &mut FileDecoder<'_>,
    field: &Field<'_>,
    known: fn(&str) -> Option<&'static str>,
) -> bool {
    let Some(foreign) = &mut decoder.context.foreign else { return false };
    let Some(product) = known(&field.name) else { return false };
    foreign.push(ForeignField { field: field.name.to_string(), product, span: field.key.span() });
    true
}
