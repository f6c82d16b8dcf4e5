//! What `prometheus.yml` says about alerts.

use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{self, Decoder, Node, parse};
use firedrill_model::{Duration, Labels};

use super::SenderDialect;
use super::relabel::{RelabelRule, relabel_rules};
use crate::config::ConfigError;

/// The parts of a Prometheus configuration that alerts pass through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlertingSettings {
    /// `global.external_labels`. References to the environment are left as they are.
    pub external_labels: Labels,
    /// `global.evaluation_interval`, for groups without an interval of their own; absent if not given
    /// (Prometheus then takes a minute).
    pub evaluation_interval: Option<Duration>,
    /// `rule_files`: paths and globs.
    pub rule_files: Vec<String>,
    /// `alerting.alert_relabel_configs`, for all Alertmanagers.
    pub relabel_rules: Vec<RelabelRule>,
    /// `alert_relabel_configs` of each entry of `alerting.alertmanagers`, in order.
    pub alertmanagers: Vec<Vec<RelabelRule>>,
}

/// What became of a Prometheus configuration.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadedSettings {
    /// What could be read.
    pub settings: AlertingSettings,
    /// What is wrong with the parts that were looked at.
    pub errors: Vec<ConfigError>,
}

impl AlertingSettings {
    /// The rules that alerts pass on their way to the Alertmanagers of one entry of
    /// `alerting.alertmanagers`.
    pub fn relabel_rules_for(&self, entry: usize) -> Vec<RelabelRule> {
        let own = self.alertmanagers.get(entry).into_iter().flatten();
        self.relabel_rules.iter().chain(own).cloned().collect()
    }
}

/// Reads the settings for alerts from a Prometheus configuration; everything else in it is passed over.
///
/// ```
/// use firedrill_alertmanager::sender::{SenderDialect, load_settings};
/// let text = "global: {external_labels: {replica: a}}\n\
///             alerting: {alert_relabel_configs: [{action: labeldrop, regex: replica}]}\n";
/// let loaded = load_settings(text, SenderDialect::V3);
/// assert!(loaded.errors.is_empty());
/// assert_eq!(loaded.settings.relabel_rules[0].pattern, "replica");
/// ```
pub fn load_settings(source: &str, dialect: SenderDialect) -> LoadedSettings {
    let stream = parse(source);
    let mut loaded = LoadedSettings::default();
    let Some(document) = stream.documents.first() else {
        loaded
            .errors
            .extend(stream.error.map(|error| ConfigError { message: error.upstream_text(), span: error.at }));
        return loaded;
    };
    let lines = LineIndex::new(source);
    let mut decoder = Decoder::new(yaml::Version::V2, &lines, true);
    let settings = &mut loaded.settings;
    decoder.fields(document.root(), "config.plain", |decoder, field| {
        match field.name.as_ref() {
            "global" => global(decoder, field.value, settings),
            "alerting" => alerting(decoder, field.value, settings, dialect),
            "rule_files" => {
                let files = decoder.sequence(field.value, "[]string", |decoder, item| {
                    decoder.string(item).map(str::to_owned)
                });
                settings.rule_files = files.unwrap_or_default();
            }
            _ => {}
        }
        true
    });
    let errors = decoder.into_errors().into_iter();
    loaded.errors =
        errors.map(|error| ConfigError { message: error.to_string(), span: error.span }).collect();
    loaded
}

fn global(decoder: &mut Decoder<'_>, node: Node<'_>, settings: &mut AlertingSettings) {
    decoder.fields(node, "config.plain", |decoder, field| {
        match field.name.as_ref() {
            "external_labels" => {
                let entries = decoder.string_map(field.value).unwrap_or_default();
                settings.external_labels =
                    Labels::from_pairs(entries.iter().map(|(field, value)| (field.name.as_ref(), *value)));
            }
            "evaluation_interval" => settings.evaluation_interval = decoder.duration(field.value),
            _ => {}
        }
        true
    });
}

fn alerting(
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    settings: &mut AlertingSettings,
    dialect: SenderDialect,
) {
    decoder.fields(node, "config.plain", |decoder, field| {
        match field.name.as_ref() {
            "alert_relabel_configs" => {
                settings.relabel_rules = relabel_rules(decoder, field.value, dialect);
            }
            "alertmanagers" => {
                let entries = decoder.sequence(field.value, "[]*config.plain", |decoder, item| {
                    let mut rules = Vec::new();
                    decoder.fields(item, "config.plain", |decoder, field| {
                        if field.name == "alert_relabel_configs" {
                            rules = relabel_rules(decoder, field.value, dialect);
                        }
                        true
                    });
                    Some(rules)
                });
                settings.alertmanagers = entries.unwrap_or_default();
            }
            _ => return false,
        }
        true
    });
}
