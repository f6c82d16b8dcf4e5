//! Byte ranges in a source text, and their `line:column` form.

use std::fmt;
use std::ops::Range;

/// A half-open byte range `start..end` in some source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// The text the span covers; empty where the span does not lie in `source`.
    pub fn text(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or("")
    }

    /// Where the span starts, as Prometheus counts: see [`LineColumn::of`].
    pub fn line_column(self, source: &str) -> LineColumn {
        LineColumn::of(source, self.start)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for miette::SourceSpan {
    fn from(span: Span) -> Self {
        (span.start, span.len()).into()
    }
}

/// A position for people: both numbers count from 1, columns count bytes as Prometheus does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// 1 + the number of line feeds before the position.
    pub line: usize,
    /// 1 + the number of bytes since the last line feed.
    pub column: usize,
}

impl LineColumn {
    /// The position of byte `offset` of `source`; an offset past the end counts as the end.
    pub fn of(source: &str, offset: usize) -> Self {
        let before = &source.as_bytes()[..offset.min(source.len())];
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        let column = 1 + before.iter().rev().take_while(|&&byte| byte != b'\n').count();
        Self { line, column }
    }
}

impl fmt::Display for LineColumn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_bytes_since_the_last_line_feed() {
        for (source, offset, want) in [
            ("", 0, "1:1"),
            ("abc", 2, "1:3"),
            ("\u{e9} + b", 5, "1:6"),
            ("a\nbc", 2, "2:1"),
            ("a\nbc", 4, "2:3"),
            ("a\n", 99, "2:1"),
        ] {
            assert_eq!(LineColumn::of(source, offset).to_string(), want, "{source:?} at {offset}");
        }
    }
}
