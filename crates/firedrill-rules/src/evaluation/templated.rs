//! Labels and annotations of a rule.

use std::sync::OnceLock;

use firedrill_gotemplate::prometheus::AlertTemplate;
use firedrill_promql::Dialect;

use crate::Entry;
use crate::file::Rule;
use crate::template;

/// A label or annotation. Its template is parsed when it is needed: of most rules of a test nobody
/// asks for annotations.
#[derive(Debug)]
pub(super) struct Templated {
    pub(super) name: String,
    pub(super) text: String,
    /// The alert, where the text is a template; recording rules take their labels literally.
    alert: Option<String>,
    dialect: Dialect,
    parsed: OnceLock<Option<AlertTemplate>>,
}

impl Templated {
    pub(super) fn new(rule: &Rule, entry: &Entry, dialect: &Dialect) -> Self {
        let text = entry.value.value.clone();
        let is_template = rule.is_alerting() && template::has_actions(&text);
        Self {
            name: entry.name.clone(),
            text,
            alert: is_template.then(|| rule.name().to_owned()),
            dialect: *dialect,
            parsed: OnceLock::new(),
        }
    }

    /// The parsed text, unless it is the same for all series.
    pub(super) fn template(&self) -> Option<&AlertTemplate> {
        let alert = self.alert.as_ref()?;
        // Rule files with broken templates are refused before.
        let parse = || template::parse(alert, &self.text, &self.dialect).ok();
        self.parsed.get_or_init(parse).as_ref()
    }

    /// The value where it is the same for all series.
    pub(super) fn literal(&self) -> Option<&str> {
        self.alert.is_none().then_some(self.text.as_str())
    }

    /// Whether the value may differ from one moment to another although the sample is the same.
    pub(super) fn depends_on_time(&self) -> bool {
        template::may_query(&self.text) || self.template().is_some_and(|it| it.names_function("now"))
    }

    /// Whether the labels of a sample decide the value.
    pub(super) fn is_decided_by_labels(&self) -> bool {
        self.template().is_none_or(AlertTemplate::depends_on_labels_only)
    }
}
