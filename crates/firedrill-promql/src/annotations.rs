//! Warnings and infos of a query, with the texts of Prometheus.

use firedrill_model::Span;

/// How loud an annotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `PromQL warning: …`
    Warning,
    /// `PromQL info: …`
    Info,
}

/// One annotation, before its position is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Warning or info.
    pub level: Level,
    /// The text after `PromQL warning: ` or `PromQL info: `, without the position.
    pub text: String,
    /// The node concerned.
    pub span: Span,
}

/// The annotations of one query, deduplicated on level and text; the first position is kept.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    items: Vec<Annotation>,
}

impl Annotations {
    /// Adds an annotation unless one with the same text is there.
    pub fn add(&mut self, level: Level, text: String, span: Span) {
        if !self.items.iter().any(|item| item.level == level && item.text == text) {
            self.items.push(Annotation { level, text, span });
        }
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: Self) {
        for item in other.items {
            self.add(item.level, item.text, item.span);
        }
    }

    /// All annotations in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Annotation> {
        self.items.iter()
    }

    /// The texts of one level as Prometheus prints them, for the query text `source`.
    pub fn rendered(&self, level: Level, source: &str) -> Vec<String> {
        let prefix = match level {
            Level::Warning => "PromQL warning: ",
            Level::Info => "PromQL info: ",
        };
        self.items
            .iter()
            .filter(|item| item.level == level)
            .map(|item| format!("{prefix}{} ({})", item.text, item.span.line_column(source)))
            .collect()
    }
}
