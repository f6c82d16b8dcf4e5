//! Which alerts are meant.

use firedrill_model::Labels;

use super::Pattern;

/// An alert's name and matchers of its labels, as in `ApiErrors{severity="critical"}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selector {
    /// As it is written, with what `labels:` adds.
    pub text: String,
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

/// What a text must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextTest {
    /// This text, all of it.
    Equals(String),
    /// A pattern: for the whole text where it comes from `=~`, for a part of it between slashes.
    Matches(Pattern),
}

impl Selector {
    /// Whether an alert with these labels, `alertname` included, is meant.
    pub fn matches(&self, labels: &Labels) -> bool {
        let is_named = self.name.as_deref().is_none_or(|name| labels.get("alertname") == Some(name));
        is_named && self.matchers.iter().all(|matcher| matcher.matches(labels))
    }
}

impl LabelMatcher {
    /// Whether these labels pass.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.test.accepts(labels.get(&self.name).unwrap_or_default()) != self.is_negated
    }
}

impl TextTest {
    /// Whether `text` passes.
    pub fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Equals(wanted) => text == wanted,
            Self::Matches(pattern) => pattern.is_match(text),
        }
    }
}
