//! The checks of `rulefmt.RuleGroups.Validate` and `RuleNode.Validate`, in their order.

use std::collections::BTreeSet;
use std::sync::Arc;

use firedrill_gotemplate::ParseError as TemplateError;
use firedrill_model::labels::is_legacy_name;
use firedrill_model::{METRIC_NAME, Span};
use firedrill_promql::{Dialect, syntax};

use super::error::{RuleError, RuleErrorKind, RulePlace};
use super::load::LoadOptions;
use super::{Rule, RuleFile, RuleGroup};
use crate::template;
use crate::text::{Entry, Text};

/// Checks all groups and rules and parses their expressions.
pub(super) fn validate(file: &mut RuleFile, source: &str, options: &LoadOptions) -> Vec<RuleError> {
    let mut errors = Vec::new();
    let mut names = BTreeSet::new();
    for group in &mut file.groups {
        check_group(group, &mut names, options, &mut errors);
        let RuleGroup { name, rules, .. } = group;
        for (position, rule) in rules.iter_mut().enumerate() {
            let place = RulePlace { group: name.clone(), number: position + 1, name: rule.name().to_owned() };
            Check { source, options, place, errors: &mut errors }.rule(rule);
        }
    }
    errors
}

fn check_group(
    group: &RuleGroup,
    names: &mut BTreeSet<String>,
    options: &LoadOptions,
    errors: &mut Vec<RuleError>,
) {
    let position = (!options.dialect.rule_group_labels).then_some(group.position);
    let mut report = |kind| {
        errors.push(RuleError { kind, span: group.name_span, positions: vec![position], rule: None });
    };
    if group.name.is_empty() {
        report(RuleErrorKind::GroupNameMissing);
    }
    if !names.insert(group.name.clone()) {
        report(RuleErrorKind::GroupNameRepeated(group.name.clone()));
    }
    for entry in &group.labels {
        if !is_label_name(&entry.name, &options.dialect) {
            let kind = RuleErrorKind::LabelName(entry.name.clone());
            errors.push(RuleError { kind, span: entry.name_span, positions: Vec::new(), rule: None });
        }
    }
}

/// The check of one rule.
struct Check<'a> {
    source: &'a str,
    options: &'a LoadOptions,
    place: RulePlace,
    errors: &'a mut Vec<RuleError>,
}

impl Check<'_> {
    fn rule(&mut self, rule: &mut Rule) {
        self.names(rule);
        self.expression(rule);
        self.recording(rule);
        for entry in &rule.labels {
            if !is_label_name(&entry.name, &self.options.dialect) {
                self.report_entry(entry, RuleErrorKind::LabelName(entry.name.clone()));
            }
        }
        for entry in &rule.annotations {
            if !is_annotation_name(&entry.name, &self.options.dialect) {
                self.report_entry(entry, RuleErrorKind::AnnotationName(entry.name.clone()));
            }
        }
        self.templates(rule);
    }

    fn report(&mut self, kind: RuleErrorKind, rule: &Rule, at: &[&Option<Text>]) {
        let first = at.iter().find_map(|text| text.as_ref());
        let span = first.map_or(rule.span, |text| text.span);
        let positions = at.iter().map(|text| text.as_ref().map(|text| text.position)).collect();
        self.errors.push(RuleError { kind, span, positions, rule: Some(self.place.clone()) });
    }

    fn report_entry(&mut self, entry: &Entry, kind: RuleErrorKind) {
        let span = match &kind {
            RuleErrorKind::LabelTemplate { error, .. } | RuleErrorKind::AnnotationTemplate { error, .. } => {
                Span::at(entry.value.offsets(self.source).file_offset(error.offset))
            }
            _ => entry.name_span,
        };
        let rule = Some(self.place.clone());
        self.errors.push(RuleError { kind, span, positions: Vec::new(), rule });
    }

    fn names(&mut self, rule: &Rule) {
        let is_set = |text: &Option<Text>| text.as_ref().is_some_and(|text| !text.value.is_empty());
        match (is_set(&rule.record), is_set(&rule.alert)) {
            (true, true) => {
                self.report(RuleErrorKind::RecordAndAlert, rule, &[&rule.record, &rule.alert]);
            }
            (false, false) if self.options.dialect.rule_group_labels => {
                self.report(RuleErrorKind::NeitherRecordNorAlert, rule, &[&rule.record, &rule.alert]);
            }
            (false, false) => self.report(RuleErrorKind::NeitherRecordNorAlert, rule, &[&rule.record]),
            _ => {}
        }
    }

    fn expression(&mut self, rule: &mut Rule) {
        if rule.expression().is_empty() {
            self.report(RuleErrorKind::ExprMissing, rule, &[&rule.expr]);
            return;
        }
        match syntax::parse(rule.expression(), &self.options.dialect, &self.options.features) {
            Ok(expr) => rule.parsed = Some(Arc::new(expr)),
            Err(error) => {
                let at = rule.expr.as_ref().map(|text| text.offsets(self.source).file_span(error.span));
                self.report(RuleErrorKind::Expression(Box::new(error)), rule, &[&rule.expr]);
                if let (Some(at), Some(reported)) = (at, self.errors.last_mut()) {
                    reported.span = at;
                }
            }
        }
    }

    /// What recording rules must not have, and their names.
    fn recording(&mut self, rule: &Rule) {
        let Some(record) = rule.record.as_ref().map(|text| text.value.as_str()) else { return };
        if record.is_empty() {
            return;
        }
        let forbidden = [
            ("annotations", !rule.annotations.is_empty()),
            ("for", rule.hold_duration.as_ms() != 0),
            ("keep_firing_for", rule.keep_firing_for.as_ms() != 0),
        ];
        for (field, present) in forbidden {
            if present {
                self.report(RuleErrorKind::AlertingField(field), rule, &[&rule.record]);
            }
        }
        let utf8 = self.options.dialect.utf8_names;
        if !utf8 && !is_legacy_metric_name(record) {
            self.report(RuleErrorKind::RecordName(record.to_owned()), rule, &[&rule.record]);
        }
        if utf8 && record.contains(['{', '}']) {
            self.report(RuleErrorKind::RecordBraces(record.to_owned()), rule, &[&rule.record]);
        }
    }

    /// Upstream checks labels before annotations; within each its order is random, here that of the file.
    fn templates(&mut self, rule: &Rule) {
        if !rule.is_alerting() {
            return;
        }
        for entry in &rule.labels {
            if let Some(error) = self.template_error(rule, entry) {
                self.report_entry(entry, RuleErrorKind::LabelTemplate { name: entry.name.clone(), error });
            }
        }
        for entry in &rule.annotations {
            if let Some(error) = self.template_error(rule, entry) {
                let name = entry.name.clone();
                self.report_entry(entry, RuleErrorKind::AnnotationTemplate { name, error });
            }
        }
    }

    fn template_error(&self, rule: &Rule, entry: &Entry) -> Option<TemplateError> {
        template::parse(rule.name(), &entry.value.value, &self.options.dialect).err()
    }
}

fn is_label_name(name: &str, dialect: &Dialect) -> bool {
    name != METRIC_NAME && is_annotation_name(name, dialect)
}

fn is_annotation_name(name: &str, dialect: &Dialect) -> bool {
    if dialect.utf8_names { !name.is_empty() } else { is_legacy_name(name) }
}

/// Whether `name` is a metric name in the sense of Prometheus before UTF-8 names.
fn is_legacy_metric_name(name: &str) -> bool {
    let fits = |first: bool, byte: u8| {
        byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') || (!first && byte.is_ascii_digit())
    };
    !name.is_empty() && name.bytes().enumerate().all(|(position, byte)| fits(position == 0, byte))
}
