//! What is wrong with scenario files.

use std::fmt;

use firedrill_model::source::yaml::{DecodeError, DecodeProblem};
use firedrill_model::suggestion::suggestion;

use crate::scenario::{Place, Source};
use crate::schema;

/// One thing wrong with a scenario.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ScenarioError {
    /// What is wrong, and what was probably meant.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// A scenario that cannot be read: everything that is wrong with it, by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The files that were read; places point into them.
    pub sources: Vec<Source>,
    /// What is wrong.
    pub errors: Vec<ScenarioError>,
}

impl ScenarioError {
    /// `error` of a decoder, in the words of scenario files.
    pub(super) fn of_decoder(error: &DecodeError, source: usize) -> Self {
        let message = match &error.problem {
            DecodeProblem::UnknownField { field, of } => unknown_key(field, of),
            DecodeProblem::FieldAlreadySet { field, .. } => format!("{field:?} is given twice"),
            DecodeProblem::KeyAlreadySet { key } => format!("{key:?} is given twice"),
            DecodeProblem::DuplicateKey { key, first_line } => {
                format!("{key:?} is given twice, first in line {first_line}")
            }
            DecodeProblem::WrongType { tag, value, into } => {
                let found = match (tag.as_str(), value) {
                    ("!!seq", _) => "a list".to_owned(),
                    ("!!map", _) => "a mapping".to_owned(),
                    (_, Some(text)) => format!("{text:?}"),
                    (tag, None) => tag.to_owned(),
                };
                format!("expected {}, found {found}", wanted(into))
            }
            DecodeProblem::Refused(text) => text.clone(),
        };
        Self { message, place: Place { source, span: error.span } }
    }
}

/// What was wanted, in the words of scenario files: the tables' names and the decoder's own types.
fn wanted(into: &str) -> String {
    match into {
        "string" => "a text".to_owned(),
        "int" => "a whole number".to_owned(),
        "float64" => "a number".to_owned(),
        "bool" => "true or false".to_owned(),
        "map[string]string" => "a mapping".to_owned(),
        other if schema::object(other).is_some() => format!("the keys of {}", with_article(other)),
        other => other.to_owned(),
    }
}

/// `a scenario`, `an expectation`.
pub(crate) fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// The message for a key that the object of that name does not have.
pub(crate) fn unknown_key(key: &str, of: &str) -> String {
    let known: Vec<&str> =
        schema::object(of).map(|object| object.keys.iter().map(|key| key.name).collect()).unwrap_or_default();
    match suggestion(key, known.iter().copied()) {
        Some(near) => format!("unknown key {key:?}, did you mean {near:?}?"),
        None => format!("unknown key {key:?}; {} has {}", with_article(of), known.join(", ")),
    }
}

impl fmt::Display for Refused {
    /// One line per error: `stuck-drain.yml:17:1 unknown key "exepct", did you mean "expect"?`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, error) in self.errors.iter().enumerate() {
            let separator = if idx > 0 { "\n" } else { "" };
            let source = &self.sources[error.place.source];
            let position = error.place.span.line_column(&source.text);
            write!(formatter, "{separator}{}:{position} {}", source.path, error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}
