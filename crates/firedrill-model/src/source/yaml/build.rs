//! Node trees from the YAML crate's events.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use crate::Span;

use super::tree::{Entry, Shape};
use super::{Document, Style, SyntaxError};

/// Nesting that upstream's libraries accept.
const MAX_NESTING: usize = 10_000;

/// What a file holds.
#[derive(Debug)]
pub struct Stream<'s> {
    /// The documents that were read whole, in order.
    pub documents: Vec<Document<'s>>,
    /// Why reading stopped before the end.
    pub error: Option<SyntaxError>,
}

/// Reads all documents of `source`, up to the first syntax error.
///
/// Upstream decodes document by document, so an error in a later one leaves the earlier ones valid.
pub fn parse(source: &str) -> Stream<'_> {
    let mut documents = Vec::new();
    let error = check_characters(source).or_else(|| read(source, &mut documents).err());
    Stream { documents, error }
}

/// Refuses what Go's reader refuses before any scanning: control characters.
fn check_characters(source: &str) -> Option<SyntaxError> {
    let offset = source
        .bytes()
        .position(|byte| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f)?;
    let message = "control characters are not allowed".to_owned();
    Some(SyntaxError { message, at: Span::new(offset, offset + 1), line: None })
}

fn read<'s>(source: &'s str, documents: &mut Vec<Document<'s>>) -> Result<(), SyntaxError> {
    let options = granit_parser::options! {
        block_scalar_eof_without_line_feed: true,
        emit_anchor_events: true,
        emit_comments: false,
        flow_nesting_limit: MAX_NESTING,
        block_nesting_limit: MAX_NESTING,
    };
    let mut builder = Builder::new(source);
    for next in Parser::new_from_str_with_options(source, options) {
        let (event, span) = next.map_err(|error| syntax_error(source, &error))?;
        check_upstream(source, &event, &span)?;
        let range = span.byte_range().unwrap_or(0..0);
        let tag_start = span.tag_start.and_then(|marker| marker.byte_offset());
        if let Some(document) = builder.event(event, Span::from(range), tag_start) {
            documents.push(document);
        }
    }
    Ok(())
}

/// Refuses what the crate takes and Go's libraries do not.
fn check_upstream(source: &str, event: &Event<'_>, span: &granit_parser::Span) -> Result<(), SyntaxError> {
    let offset = span.start.byte_offset().unwrap_or(0).min(source.len());
    let refuse =
        |message: &str, line| Err(SyntaxError { message: message.to_owned(), at: Span::at(offset), line });
    if let Event::DocumentStart(_, Some(version)) = event
        && (version.major, version.minor) != (1, 1)
    {
        return refuse("found incompatible YAML document", None);
    }
    // After `- ` and `? ` a block may begin, where no tab may stand.
    let before = source[..offset].trim_end_matches([' ', '\t']);
    if event.is_node() && before.ends_with(['-', '?']) && source[before.len()..offset].contains('\t') {
        return refuse("found character that cannot start any token", Some(span.start.line()));
    }
    Ok(())
}

fn syntax_error(source: &str, error: &ScanError) -> SyntaxError {
    let offset = error.marker().byte_offset().unwrap_or(source.len()).min(source.len());
    SyntaxError { message: error.info(), at: Span::at(offset), line: Some(error.marker().line()) }
}

/// A collection that is still open.
struct Open {
    index: u32,
    /// How many finished nodes waited for their parent when it began.
    waiting: usize,
}

struct Builder<'s> {
    source: &'s str,
    nodes: Vec<Entry<'s>>,
    children: Vec<u32>,
    /// Finished nodes whose parent is still open.
    waiting: Vec<u32>,
    open: Vec<Open>,
    /// `(anchor id, node)`.
    anchors: Vec<(usize, u32)>,
    /// One past the last token seen.
    token_end: usize,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            nodes: Vec::with_capacity(source.len() / 16),
            children: Vec::with_capacity(source.len() / 16),
            waiting: Vec::new(),
            open: Vec::new(),
            anchors: Vec::new(),
            token_end: 0,
        }
    }

    /// Takes one event; gives the document that it ends.
    fn event(&mut self, event: Event<'s>, span: Span, tag_start: Option<usize>) -> Option<Document<'s>> {
        match event {
            Event::DocumentEnd => return self.finish_document(),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, span, tag_start, tag.as_deref());
                self.define(anchor);
            }
            Event::SequenceStart(_, anchor, tag) => {
                let shape = Shape::Sequence { first: 0, count: 0 };
                self.open_collection(shape, span, tag_start, tag.as_deref());
                self.define(anchor);
            }
            Event::MappingStart(_, anchor, tag) => {
                let shape = Shape::Mapping { first: 0, count: 0 };
                self.open_collection(shape, span, tag_start, tag.as_deref());
                self.define(anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close_collection(span),
            Event::Alias(id) => self.alias(id, span),
            Event::Anchor(..) => {
                if let Some(entry) = self.nodes.last_mut() {
                    entry.position = entry.position.min(span.start);
                }
            }
            _ => {}
        }
        self.token_end = self.token_end.max(span.end);
        None
    }

    fn push(&mut self, entry: Entry<'s>) -> u32 {
        let index = self.nodes.len() as u32;
        self.nodes.push(entry);
        index
    }

    fn define(&mut self, anchor: usize) {
        if anchor != 0 {
            self.anchors.push((anchor, self.nodes.len() as u32 - 1));
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        span: Span,
        tag_start: Option<usize>,
        tag: Option<&Tag>,
    ) {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        // The crate reports a value that is not there as `~`.
        let text = if span.is_empty() && style == Style::Plain { Cow::Borrowed("") } else { text };
        let (content, span) = match style {
            Style::Literal | Style::Folded => (self.block_header(span.start), trim_block(self.source, span)),
            _ => (span.start, span),
        };
        let position = tag_start.map_or(content, |start| start.min(content));
        let index = self.push(Entry {
            position,
            span,
            tag: tag.map(|tag| short_tag(tag).into()),
            shape: Shape::Scalar { text, style },
        });
        self.waiting.push(index);
    }

    /// Finds the `|` or `>` of the block scalar whose content starts at `content`.
    fn block_header(&self, content: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut position = self.token_end;
        while position < content {
            match bytes[position] {
                b'|' | b'>' => return position,
                b'#' => position += bytes[position..].iter().take_while(|byte| **byte != b'\n').count(),
                b'&' | b'!' => {
                    position +=
                        bytes[position..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
                }
                _ => position += 1,
            }
        }
        content
    }

    fn open_collection(&mut self, shape: Shape<'s>, span: Span, tag_start: Option<usize>, tag: Option<&Tag>) {
        let position = tag_start.map_or(span.start, |start| start.min(span.start));
        let tag = tag.map(|tag| short_tag(tag).into());
        let index = self.push(Entry { position, span, tag, shape });
        self.open.push(Open { index, waiting: self.waiting.len() });
    }

    fn close_collection(&mut self, span: Span) {
        let Some(Open { index, waiting }) = self.open.pop() else { return };
        let first = self.children.len() as u32;
        self.children.extend(self.waiting.drain(waiting..));
        let count = self.children.len() as u32 - first;
        let last_end =
            self.children.last().filter(|_| count > 0).map(|last| self.nodes[*last as usize].span.end);
        let entry = &mut self.nodes[index as usize];
        // A block collection ends with its last child, a flow collection with its bracket.
        entry.span.end = if span.is_empty() { last_end.unwrap_or(entry.span.end) } else { span.end };
        match &mut entry.shape {
            Shape::Sequence { first: at, count: length } | Shape::Mapping { first: at, count: length } => {
                (*at, *length) = (first, count);
            }
            Shape::Scalar { .. } | Shape::Alias { .. } => {}
        }
        self.waiting.push(index);
    }

    fn alias(&mut self, id: usize, span: Span) {
        let target = self.anchors.iter().rev().find(|(anchor, _)| *anchor == id).map(|(_, node)| *node);
        let shape = match target {
            Some(target) => Shape::Alias { target },
            None => Shape::Scalar { text: Cow::Borrowed(""), style: Style::Plain },
        };
        let index = self.push(Entry { position: span.start, span, tag: None, shape });
        self.waiting.push(index);
    }

    fn finish_document(&mut self) -> Option<Document<'s>> {
        let root = self.waiting.pop()?;
        self.anchors.clear();
        Some(Document {
            source: self.source,
            nodes: std::mem::take(&mut self.nodes),
            children: std::mem::take(&mut self.children),
            root,
        })
    }
}

/// A block scalar's content without the line breaks and indentation that follow it.
fn trim_block(source: &str, span: Span) -> Span {
    let text = span.text(source);
    let kept = text.trim_end_matches([' ', '\t', '\r', '\n']).len();
    let line_end = text[kept..].find('\n').map_or(text.len(), |at| kept + at);
    Span::new(span.start, span.start + if kept == 0 { 0 } else { line_end })
}

fn short_tag(tag: &Tag) -> String {
    match tag.core_suffix() {
        Some(suffix) => format!("!!{suffix}"),
        None => tag.to_string(),
    }
}
