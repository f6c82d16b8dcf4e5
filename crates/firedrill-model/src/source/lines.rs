//! Lines and columns of a whole file.

use crate::LineColumn;

/// Finds lines in a text without rescanning it.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// Byte offset of the first byte of each line.
    starts: Vec<usize>,
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: std::iter::once(0).chain(breaks.map(|(position, _)| position + 1)).collect() }
    }

    /// The line of byte `offset`, counted from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// Line and column of byte `offset` of `text`; columns count characters, as YAML libraries do.
    pub fn character_position(&self, text: &str, offset: usize) -> LineColumn {
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let column = 1 + text.get(start..offset).map_or(offset - start, |before| before.chars().count());
        LineColumn { line, column }
    }

    /// Line and column of byte `offset`; columns count bytes.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let line = self.line(offset);
        LineColumn { line, column: 1 + offset - self.starts[line - 1] }
    }
}

/// Bytes that are not UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid UTF-8 at {at} (byte {offset})")]
pub struct Utf8Error {
    /// Offset of the first invalid byte.
    pub offset: usize,
    /// Where that is; the column counts bytes.
    pub at: LineColumn,
}

/// The text of a file.
///
/// # Errors
/// The position of the first byte that is not UTF-8.
pub fn decode_utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let valid = std::str::from_utf8(&bytes[..offset]).unwrap_or_default();
        Utf8Error { offset, at: LineColumn::of(valid, offset) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let text = "a\n\u{e9}bc\n";
        let index = LineIndex::new(text);
        for (offset, want) in [(0, "1:1"), (1, "1:2"), (2, "2:1"), (4, "2:2"), (6, "2:4"), (7, "3:1")] {
            assert_eq!(index.character_position(text, offset).to_string(), want, "at {offset}");
        }
        assert_eq!(index.line_column(4).to_string(), "2:3");
    }

    #[test]
    fn says_where_utf8_breaks() {
        let error = decode_utf8(b"ok\nx\xff").expect_err("0xff is never UTF-8");
        assert_eq!((error.offset, error.at.to_string().as_str()), (4, "2:2"));
    }
}
