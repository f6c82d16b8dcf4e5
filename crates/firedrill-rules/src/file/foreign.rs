//! Fields that other rulers know and Prometheus does not.

use firedrill_model::Span;

/// A field of another ruler, which firedrill reads over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("field {field} is known to {product}, not to Prometheus: it is ignored")]
pub struct ForeignField {
    /// The field.
    pub field: String,
    /// Who knows it.
    pub product: &'static str,
    /// The key.
    pub span: Span,
}

/// Group fields of other rulers.
const GROUP_FIELDS: &[(&str, &str)] = &[
    ("align_evaluation_time_on_interval", "Mimir"),
    ("concurrency", "vmalert"),
    ("debug", "vmalert"),
    ("eval_alignment", "vmalert"),
    ("eval_delay", "vmalert"),
    ("eval_offset", "vmalert"),
    ("evaluation_delay", "Mimir"),
    ("extra_filter_labels", "vmalert"),
    ("federated_groups", "Mimir"),
    ("headers", "vmalert"),
    ("namespace", "Mimir and Loki"),
    ("notifier_headers", "vmalert"),
    ("params", "vmalert"),
    ("partial_response_strategy", "Thanos"),
    ("remote_write", "Mimir and Loki"),
    ("source_tenants", "Mimir"),
    ("tenant", "Loki and vmalert"),
    ("type", "vmalert"),
];

/// Rule fields of other rulers.
const RULE_FIELDS: &[(&str, &str)] =
    &[("debug", "vmalert"), ("enabled", "the Prometheus operator"), ("update_entries_limit", "vmalert")];

/// Who knows the group field `field`.
pub(super) fn group_field(field: &str) -> Option<&'static str> {
    known(GROUP_FIELDS, field)
}

/// Who knows the rule field `field`.
pub(super) fn rule_field(field: &str) -> Option<&'static str> {
    known(RULE_FIELDS, field)
}

fn known(fields: &[(&str, &'static str)], field: &str) -> Option<&'static str> {
    fields.iter().find_map(|(name, product)| (*name == field).then_some(*product))
}
