//! Texts of a YAML file that remember where they stand.

use firedrill_model::duration::DurationError;
use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{Decoder, Field, Node, OffsetMap, Style};
use firedrill_model::{Duration, LineColumn, Span};

/// A text of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text, decoded.
    pub value: String,
    /// Its bytes in the file.
    pub span: Span,
    /// Where it begins, as YAML libraries count: the `|` of a block scalar, columns in characters.
    pub position: LineColumn,
    /// How it is written.
    pub style: Style,
}

/// A label or an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// The bytes of the name.
    pub name_span: Span,
    /// The value.
    pub value: Text,
}

impl Text {
    /// The map from bytes of the decoded text to bytes of the file.
    pub fn offsets(&self, source: &str) -> OffsetMap {
        OffsetMap::new(source, self.span, self.style, &self.value)
    }
}

impl Text {
    /// The text `value` that `node` was decoded to.
    pub(crate) fn of(node: Node<'_>, value: &str, source: &str, lines: &LineIndex) -> Self {
        let target = node.target();
        Self {
            value: value.to_owned(),
            span: target.span(),
            position: lines.character_position(source, node.position()),
            style: target.scalar().map_or(Style::Plain, |scalar| scalar.style),
        }
    }
}

impl Entry {
    /// The entries of the map that `node` is; none for `null` and after errors.
    pub(crate) fn decode<C>(decoder: &mut Decoder<'_, C>, node: Node<'_>, source: &str) -> Vec<Self> {
        let lines = decoder.lines();
        let entry = |(field, value): (Field<'_>, &str)| Self {
            name: field.name.to_string(),
            name_span: field.key.span(),
            value: Text::of(field.value, value, source, lines),
        };
        decoder.string_map(node).unwrap_or_default().into_iter().map(entry).collect()
    }
}

/// A duration of a file; before 3.x a bad unit was a bad duration.
pub(crate) fn duration<C>(
    decoder: &mut Decoder<'_, C>,
    node: Node<'_>,
    names_unknown_units: bool,
) -> Option<Duration> {
    let text = decoder.string(node)?;
    let problem = match Duration::parse(text) {
        Ok(duration) => return Some(duration),
        Err(DurationError::UnknownUnit { text, .. }) if !names_unknown_units => DurationError::Invalid(text),
        Err(error) => error,
    };
    decoder.refuse(node, &problem);
    None
}
