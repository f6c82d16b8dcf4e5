//! Which alerts are meant.

use std::fmt;

use firedrill_model::goregexp::RegexpError;
use firedrill_model::quote::quote;
use firedrill_model::{Labels, METRIC_NAME, Span};
use firedrill_promql::syntax::ast::Matcher;
use firedrill_promql::syntax::{MatchOp, ParseErrorKind, parse_selector};
use firedrill_promql::{Dialect, Features};

use super::{Pattern, TextTest};

/// The label that holds an alert's name.
pub const ALERT_NAME: &str = "alertname";

/// An alert's name and matchers of its labels, as in `ApiErrors{severity="critical"}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selector {
    /// The alert's name; any where absent.
    pub name: Option<String>,
    /// What must hold of the labels; labels that are not named are free.
    pub matchers: Vec<LabelMatcher>,
}

/// What must hold of one label. A label that is missing has the empty value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelMatcher {
    /// The label.
    pub name: String,
    /// What its value must be like.
    pub test: TextTest,
    /// Whether it must not be like that (`!=`, `!~`).
    pub is_negated: bool,
}

/// A text that selects no alerts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct SelectorError {
    /// What is wrong.
    pub kind: SelectorErrorKind,
    /// The bytes of the text concerned.
    pub span: Span,
}

/// What is wrong with a text that should select alerts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectorErrorKind {
    /// What PromQL does not read.
    #[error("{0}")]
    Syntax(ParseErrorKind),
    /// A pattern that Go refuses.
    #[error("{0}")]
    Pattern(RegexpError),
    /// Nothing.
    #[error("an alert's name or a matcher is missing here")]
    Empty,
}

impl Selector {
    /// Reads `Name`, `Name{label="value"}` or `{label=~"pattern"}`. The name is any text without braces.
    ///
    /// # Errors
    /// See [`SelectorErrorKind`].
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let (name, matchers) = match text.find('{') {
            Some(brace) => (text[..brace].trim(), Self::matchers(&text[brace..], brace)?),
            None => (text.trim(), Vec::new()),
        };
        let mut selector = Self { name: (!name.is_empty()).then(|| name.to_owned()), matchers };
        selector.adopt_name();
        if selector == Self::default() {
            let span = Span::new(0, text.len());
            return Err(SelectorError { kind: SelectorErrorKind::Empty, span });
        }
        Ok(selector)
    }

    /// The matchers of `{…}`, which stands at `offset` of the text that errors point into.
    fn matchers(braces: &str, offset: usize) -> Result<Vec<LabelMatcher>, SelectorError> {
        let place = |span: Span| Span::new(span.start + offset, span.end + offset);
        let parsed = parse_selector(braces, &Dialect::V3, &Features::default()).map_err(|error| {
            SelectorError { kind: SelectorErrorKind::Syntax(*error.kind), span: place(error.span) }
        })?;
        let compile = |matcher: &Matcher| {
            LabelMatcher::compile(matcher).map_err(|error| SelectorError {
                kind: SelectorErrorKind::Pattern(error),
                span: place(matcher.span),
            })
        };
        parsed.matchers.iter().map(compile).collect()
    }

    /// Makes `{"Name"}` and `{alertname="Name"}` what `Name` is.
    fn adopt_name(&mut self) {
        let names_alert = |matcher: &LabelMatcher| {
            !matcher.is_negated && (matcher.name == METRIC_NAME || matcher.name == ALERT_NAME)
        };
        if self.name.is_some() {
            return;
        }
        let position = self.matchers.iter().position(names_alert);
        if let Some(position) = position
            && let TextTest::Equals(name) = self.matchers[position].test.clone()
        {
            self.matchers.remove(position);
            self.name = Some(name);
        }
    }

    /// Whether an alert with these labels, `alertname` included, is meant.
    pub fn matches(&self, labels: &Labels) -> bool {
        let is_named = self.name.as_deref().is_none_or(|name| labels.get(ALERT_NAME) == Some(name));
        is_named && self.matchers.iter().all(|matcher| matcher.matches(labels))
    }
}

impl LabelMatcher {
    fn compile(matcher: &Matcher) -> Result<Self, RegexpError> {
        let value = matcher.value.to_text();
        let test = match matcher.op {
            MatchOp::Equal | MatchOp::NotEqual => TextTest::Equals(value.into_owned()),
            MatchOp::Regex | MatchOp::NotRegex => TextTest::Matches(Pattern::whole(&value)?),
        };
        let is_negated = matches!(matcher.op, MatchOp::NotEqual | MatchOp::NotRegex);
        Ok(Self { name: matcher.name.clone(), test, is_negated })
    }

    /// Whether these labels pass.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.test.accepts(labels.get(&self.name).unwrap_or_default()) != self.is_negated
    }
}

impl fmt::Display for Selector {
    /// As it would be written: `ApiErrors{severity="critical"}`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name.as_deref().unwrap_or_default())?;
        if self.matchers.is_empty() {
            return Ok(());
        }
        let matchers: Vec<String> = self.matchers.iter().map(ToString::to_string).collect();
        write!(formatter, "{{{}}}", matchers.join(", "))
    }
}

impl fmt::Display for LabelMatcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let negation = if self.is_negated { "!" } else { "" };
        match &self.test {
            TextTest::Equals(value) => {
                let operator = if self.is_negated { "!=" } else { "=" };
                write!(formatter, "{}{operator}{}", self.name, quote(value))
            }
            TextTest::Matches(pattern) if pattern.is_whole() => {
                write!(
                    formatter,
                    "{}{}~{}",
                    self.name,
                    if self.is_negated { "!" } else { "=" },
                    quote(pattern.text())
                )
            }
            pattern @ TextTest::Matches(_) => write!(formatter, "{negation}{}: {pattern}", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_promqls() {
        let labels =
            Labels::from_pairs([("alertname", "ApiErrors"), ("severity", "critical"), ("cluster", "eu-1")]);
        for (text, printed, want) in [
            ("ApiErrors", "ApiErrors", true),
            ("ApiErrors{severity=\"critical\"}", "ApiErrors{severity=\"critical\"}", true),
            ("ApiErrors {severity='warning'}", "ApiErrors{severity=\"warning\"}", false),
            ("{cluster=~\"eu-.*\", severity!=\"info\"}", "{cluster=~\"eu-.*\", severity!=\"info\"}", true),
            ("{cluster=~\"eu\"}", "{cluster=~\"eu\"}", false),
            ("ApiErrors{namespace=\"\"}", "ApiErrors{namespace=\"\"}", true),
            ("{alertname=\"ApiErrors\"}", "ApiErrors", true),
            ("{\"ApiErrors\"}", "ApiErrors", true),
            ("Api errors", "Api errors", false),
        ] {
            let selector = Selector::parse(text).expect(text);
            assert_eq!(selector.to_string(), printed, "{text}");
            assert_eq!(selector.matches(&labels), want, "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused_in_their_place() {
        for (text, place) in [
            ("", ""),
            ("A{severity=}", "}"),
            ("A{severity=\"x\"", ""),
            ("A{severity=\"x\"} offset 5m", "offset"),
            ("A{b=~\"(\"}", "b=~\"(\""),
        ] {
            let error = Selector::parse(text).expect_err(text);
            assert_eq!(error.span.text(text), place, "{text}: {error}");
        }
    }
}
