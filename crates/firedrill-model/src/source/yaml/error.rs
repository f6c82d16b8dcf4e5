//! What can be wrong with a YAML file.

use std::fmt;

use crate::Span;
use crate::quote::quote;
use crate::source::Utf8Error;

/// Text that is no YAML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong there.
    pub message: String,
    /// Where the reader gave up.
    pub at: Span,
    /// Line of [`Self::at`], counted from 1; `None` for what upstream refuses before it counts lines:
    /// characters that no YAML file may hold.
    pub line: Option<usize>,
}

impl SyntaxError {
    /// The error in the form of Go's libraries: `yaml: line 3: …`.
    pub fn upstream_text(&self) -> String {
        match self.line {
            Some(line) => format!("yaml: line {line}: {}", self.message),
            None => format!("yaml: {}", self.message),
        }
    }
}

impl From<Utf8Error> for SyntaxError {
    fn from(error: Utf8Error) -> Self {
        let message = "invalid leading UTF-8 octet".to_owned();
        Self { message, at: Span::at(error.offset), line: None }
    }
}

/// One value that cannot be decoded, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct DecodeError {
    /// What is wrong.
    pub problem: DecodeProblem,
    /// The offending node.
    pub span: Span,
    /// Line of the node as upstream counts, from 1.
    pub line: usize,
}

/// Kinds of [`DecodeError`]. Type names are those of upstream's Go types, such as `main.testGroup`.
#[derive(Debug, Clone, PartialEq)]
pub enum DecodeProblem {
    /// A node of the wrong kind or type.
    WrongType {
        /// Short tag of what was found.
        tag: String,
        /// The text of a scalar.
        value: Option<String>,
        /// What was wanted.
        into: &'static str,
    },
    /// A key that the type does not have.
    UnknownField {
        /// The key.
        field: String,
        /// The type.
        of: &'static str,
    },
    /// A field that appears twice.
    FieldAlreadySet {
        /// The key.
        field: String,
        /// The type.
        of: &'static str,
    },
    /// A key that appears twice in a mapping (`yaml.v3`).
    DuplicateKey {
        /// The key.
        key: String,
        /// Line of its first appearance.
        first_line: usize,
    },
    /// A key that appears twice in a map (`yaml.v2`).
    KeyAlreadySet {
        /// The key.
        key: String,
    },
    /// A value that its type refuses; upstream stops at the first one and shows this text alone.
    Refused(String),
}

impl DecodeProblem {
    /// Whether upstream gives up at once and shows nothing else.
    pub fn is_fatal(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

impl fmt::Display for DecodeError {
    /// As Go's libraries print it inside `yaml: unmarshal errors`, the line left out.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            DecodeProblem::WrongType { tag, value, into } => {
                write!(formatter, "cannot unmarshal {tag}")?;
                if let Some(value) = value {
                    write!(formatter, " `{}`", Shortened(value))?;
                }
                write!(formatter, " into {into}")
            }
            DecodeProblem::UnknownField { field, of } => {
                write!(formatter, "field {field} not found in type {of}")
            }
            DecodeProblem::FieldAlreadySet { field, of } => {
                write!(formatter, "field {field} already set in type {of}")
            }
            DecodeProblem::DuplicateKey { key, first_line } => {
                write!(formatter, "mapping key {} already defined at line {first_line}", quote(key))
            }
            DecodeProblem::KeyAlreadySet { key } => {
                write!(formatter, "key {} already set in map", quote(key))
            }
            DecodeProblem::Refused(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for DecodeError {}

/// A value cut to seven bytes where it is longer than ten.
struct Shortened<'a>(&'a str);

impl fmt::Display for Shortened<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() <= 10 {
            return formatter.write_str(self.0);
        }
        write!(formatter, "{}...", String::from_utf8_lossy(&self.0.as_bytes()[..7]))
    }
}

/// The errors of one decoding as upstream prints them: the first fatal one alone, or all in a block.
pub fn upstream_text(errors: &[DecodeError]) -> String {
    if let Some(fatal) = errors.iter().find(|error| error.problem.is_fatal()) {
        return fatal.to_string();
    }
    let lines = errors.iter().map(|error| format!("\n  line {}: {error}", error.line));
    format!("yaml: unmarshal errors:{}", lines.collect::<String>())
}
