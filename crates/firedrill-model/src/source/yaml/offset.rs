//! From a decoded scalar back to the file.

use crate::Span;

use super::Style;

/// Maps byte offsets of a decoded scalar to byte offsets of the file.
///
/// Decoding removes indentation, folds line breaks and undoes escapes; the map holds the runs that
/// were copied byte by byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetMap {
    /// `(decoded, file)` starts of copied runs, ascending.
    runs: Vec<(usize, usize)>,
    /// One past the scalar's last content byte in the file.
    end: usize,
}

impl OffsetMap {
    /// The map of a text that stands in the file byte for byte, from `start` on.
    pub fn contiguous(start: usize) -> Self {
        Self { runs: vec![(0, start)], end: usize::MAX }
    }

    /// The map of the scalar `text`, which stands at `span` of `source`, written as `style`.
    pub fn new(source: &str, span: Span, style: Style, text: &str) -> Self {
        let raw = span.text(source);
        match style {
            Style::DoubleQuoted => Self::of_double_quoted(raw, span.start),
            Style::SingleQuoted => {
                let inner = raw.strip_prefix('\'').unwrap_or(raw);
                let inner = inner.strip_suffix('\'').unwrap_or(inner);
                Self::aligned(inner, span.start + 1, text, true)
            }
            Style::Plain | Style::Literal | Style::Folded => Self::aligned(raw, span.start, text, false),
        }
    }

    /// Where byte `decoded` of the scalar stands in the file.
    pub fn file_offset(&self, decoded: usize) -> usize {
        let position = self.runs.partition_point(|(start, _)| *start <= decoded).saturating_sub(1);
        let Some(&(start, file)) = self.runs.get(position) else { return self.end };
        (file + (decoded - start)).min(self.end)
    }

    /// Where the bytes `span` of the scalar stand in the file.
    pub fn file_span(&self, span: Span) -> Span {
        let start = self.file_offset(span.start);
        if span.is_empty() {
            return Span::at(start);
        }
        // The end of a span is one past its last byte, which may be the end of a line in the file.
        Span::new(start, (self.file_offset(span.end - 1) + 1).max(start))
    }

    /// Aligns texts that differ in white space only; with `doubled_quotes`, each `'` stands for `''`.
    fn aligned(raw: &str, base: usize, text: &str, doubled_quotes: bool) -> Self {
        let raw_bytes = raw.as_bytes();
        let mut runs = Vec::new();
        let mut raw_position = 0;
        let mut expected = None;
        for (position, byte) in text.bytes().enumerate() {
            let skipped: &[u8] = match byte {
                b'\n' => b" \t\r",
                b' ' | b'\t' => b"",
                _ => b" \t\r\n",
            };
            while raw_bytes.get(raw_position).is_some_and(|raw| *raw != byte && skipped.contains(raw)) {
                raw_position += 1;
            }
            if expected != Some(raw_position) {
                runs.push((position, base + raw_position));
            }
            let doubled = doubled_quotes && byte == b'\'';
            raw_position = (raw_position + 1 + usize::from(doubled)).min(raw_bytes.len());
            expected = (!doubled).then_some(raw_position);
        }
        if runs.is_empty() {
            runs.push((0, base));
        }
        Self { runs, end: base + raw.len() }
    }

    fn of_double_quoted(raw: &str, base: usize) -> Self {
        let bytes = raw.as_bytes();
        let mut runs = vec![(0, base + 1)];
        let mut decoded = 0;
        let mut position = 1;
        let end = bytes.len().saturating_sub(1).max(1);
        while position < end {
            let (raw_length, decoded_length) = match bytes[position] {
                b'\\' => escape_lengths(raw, position),
                b'\n' => folded_lengths(bytes, position),
                _ => (1, 1),
            };
            position += raw_length;
            decoded += decoded_length;
            if raw_length != decoded_length {
                runs.push((decoded, base + position));
            }
        }
        Self { runs, end: base + end }
    }
}

/// Bytes in the file and in the decoded text of the escape at `position`.
fn escape_lengths(raw: &str, position: usize) -> (usize, usize) {
    let bytes = raw.as_bytes();
    let hex = |digits: usize| {
        let code = raw
            .get(position + 2..position + 2 + digits)
            .and_then(|text| u32::from_str_radix(text, 16).ok())
            .and_then(char::from_u32);
        (2 + digits, code.map_or(digits / 2, char::len_utf8))
    };
    match bytes.get(position + 1) {
        Some(b'x') => hex(2),
        Some(b'u') => hex(4),
        Some(b'U') => hex(8),
        Some(b'N' | b'_') => (2, 2),
        Some(b'L' | b'P') => (2, 3),
        Some(b'\n') => {
            let indent = bytes[position + 2..].iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
            (2 + indent.count(), 0)
        }
        _ => (2, 1),
    }
}

/// Bytes in the file and in the decoded text of the line breaks at `position`.
fn folded_lengths(bytes: &[u8], position: usize) -> (usize, usize) {
    let blank = bytes[position..].iter().take_while(|byte| byte.is_ascii_whitespace());
    let (mut length, mut breaks) = (0, 0);
    for byte in blank {
        length += 1;
        breaks += usize::from(*byte == b'\n');
    }
    (length, breaks.saturating_sub(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, parse};
    use super::*;

    /// For every marked word, the map must lead to the same word in the file.
    #[test]
    fn leads_back_to_the_same_bytes() {
        for source in [
            "k: alpha beta\n",
            "k: alpha\n  beta\n\n  gamma\n",
            "k: 'alpha ''beta'' gamma'\n",
            "k: \"alpha\\n\\u00e9 beta \\\"gamma\\\"\"\n",
            "k: \"alpha\n   beta\\\n   gamma\"\n",
            "k: |\n    alpha\n      beta\n\n    gamma\n",
            "k: >-\n  alpha\n  beta\n\n   gamma\n  delta\n",
            "k: |2\n    alpha beta\n",
        ] {
            let stream = parse(source);
            let document = &stream.documents[0];
            let value = document.root().get("k").expect("k is there");
            let Kind::Scalar(scalar) = value.kind() else { panic!("a scalar") };
            let map = value.offset_map();
            for word in ["alpha", "beta", "gamma", "delta"] {
                let Some(at) = scalar.text.find(word) else { continue };
                let span = map.file_span(Span::new(at, at + word.len()));
                assert_eq!(span.text(source), word, "{word} in {source:?}");
            }
        }
    }
}
