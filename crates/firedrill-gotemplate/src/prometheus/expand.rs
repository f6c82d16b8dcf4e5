//! Labels and annotations of alerts.

use firedrill_model::Labels;

use super::Dialect;
use super::dependence::{depends_on_more_than_labels, names_function};
use super::functions::{Context, Environment, knows};
use super::types::data;
use crate::exec::ExecError;
use crate::library::Regexps;
use crate::options::{MissingKey, Options};
use crate::parse::ParseError;
use crate::template::Template;
use crate::value::Value;

/// What Prometheus puts before every template; columns of the first line count it.
const PREFIX: &str = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}\
    {{$externalURL := .ExternalURL}}{{$value := .Value}}";

/// The value of a label or annotation, parsed.
#[derive(Debug, Clone)]
pub struct AlertTemplate {
    name: String,
    dialect: Dialect,
    body: Body,
}

#[derive(Debug, Clone)]
enum Body {
    /// No action in it.
    Text(String),
    Template {
        template: Template,
        labels_only: bool,
        regexps: Regexps,
    },
}

/// What a template is expanded for.
#[derive(Debug, Clone, Copy)]
pub struct AlertData<'a> {
    /// The labels of the series, the metric name included.
    pub labels: &'a Labels,
    /// The server's external labels.
    pub external_labels: &'a Labels,
    /// The server's external URL as `$externalURL` shows it.
    pub external_url: &'a str,
    /// The value of the series.
    pub value: &'a firedrill_model::Value,
}

/// Why a template could not be expanded; Prometheus shows `<error expanding template: …>` with this
/// text in place of the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("error executing template {name}: {source}")]
pub struct ExpandError {
    /// The name of the template, `__alert_` and the alert's.
    pub name: String,
    /// What went wrong.
    pub source: ExecError,
}

impl AlertTemplate {
    /// Parses the value of a label or annotation of the alert `alert`.
    ///
    /// # Errors
    /// Go's text, `template: __alert_A:1: unexpected EOF`; the offset of the error counts from the
    /// start of `text`.
    pub fn parse(alert: &str, text: &str, dialect: Dialect) -> Result<Self, ParseError> {
        let name = format!("__alert_{alert}");
        if !text.contains("{{") {
            return Ok(Self { name, dialect, body: Body::Text(text.to_owned()) });
        }
        let options = Options { go: dialect.go(), missing_key: MissingKey::Zero };
        let knows = |function: &str| knows(function, dialect);
        let template =
            Template::parse(&name, &format!("{PREFIX}{text}"), &knows, options).map_err(|error| {
                let offset = error.offset.saturating_sub(PREFIX.len());
                ParseError { offset, ..error }
            })?;
        let labels_only = !depends_on_more_than_labels(&template, &name, PREFIX.len());
        Ok(Self {
            name,
            dialect,
            body: Body::Template { template, labels_only, regexps: Regexps::new(dialect.go()) },
        })
    }

    /// The value itself if it has no action: it is the same for every series.
    pub fn as_literal(&self) -> Option<&str> {
        match &self.body {
            Body::Text(text) => Some(text),
            Body::Template { .. } => None,
        }
    }

    /// Whether the result depends on nothing but the labels and the server's configuration: neither
    /// on the value, nor on a query, nor on the time.
    pub fn depends_on_labels_only(&self) -> bool {
        match &self.body {
            Body::Text(_) => true,
            Body::Template { labels_only, .. } => *labels_only,
        }
    }

    /// Whether the template names a function, in whatever branch.
    pub fn names_function(&self, function: &str) -> bool {
        match &self.body {
            Body::Text(_) => false,
            Body::Template { template, .. } => names_function(template, function),
        }
    }

    /// Expands the template. What is no UTF-8 in the result becomes U+FFFD.
    ///
    /// # Errors
    /// What went wrong during execution.
    pub fn expand(
        &self,
        alert: &AlertData<'_>,
        environment: &mut Environment<'_>,
    ) -> Result<String, ExpandError> {
        let (template, regexps) = match &self.body {
            Body::Text(text) => return Ok(text.clone()),
            Body::Template { template, regexps, .. } => (template, regexps),
        };
        let dot = data(
            Value::string_map(alert.labels.iter()),
            Value::string_map(alert.external_labels.iter()),
            alert.external_url,
            alert.value,
            self.dialect,
        );
        let mut context = Context { environment, dialect: self.dialect, regexps };
        let bytes = template
            .execute(&self.name, &mut context, dot)
            .map_err(|source| ExpandError { name: self.name.clone(), source })?;
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}
