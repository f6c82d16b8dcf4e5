//! Node trees.

use std::borrow::Cow;

use crate::Span;

use super::OffsetMap;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `text`
    Plain,
    /// `'text'`
    SingleQuoted,
    /// `"text"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// One document of a stream: an arena of nodes, so that aliases cost nothing and nothing recurses.
#[derive(Debug)]
pub struct Document<'s> {
    pub(super) source: &'s str,
    pub(super) nodes: Vec<Entry<'s>>,
    /// Children of all collections, each collection's in one run; mappings alternate key and value.
    pub(super) children: Vec<u32>,
    pub(super) root: u32,
}

#[derive(Debug)]
pub(super) struct Entry<'s> {
    /// Where the node begins, its anchor and tag included.
    pub(super) position: usize,
    pub(super) span: Span,
    pub(super) tag: Option<Cow<'s, str>>,
    pub(super) shape: Shape<'s>,
}

#[derive(Debug)]
pub(super) enum Shape<'s> {
    Scalar { text: Cow<'s, str>, style: Style },
    Sequence { first: u32, count: u32 },
    Mapping { first: u32, count: u32 },
    Alias { target: u32 },
}

/// A node of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document<'d>,
    index: u32,
}

/// What a node is, aliases followed.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'d> {
    /// A text.
    Scalar(Scalar<'d>),
    /// A list of nodes.
    Sequence(Children<'d>),
    /// Keys and values.
    Mapping(Children<'d>),
}

/// A scalar after unescaping and folding.
#[derive(Debug, Clone, Copy)]
pub struct Scalar<'d> {
    /// The decoded text.
    pub text: &'d str,
    /// How it is written.
    pub style: Style,
    /// Its explicit tag in short form, such as `!!str`.
    pub tag: Option<&'d str>,
}

/// The children of a collection.
#[derive(Debug, Clone, Copy)]
pub struct Children<'d> {
    document: &'d Document<'d>,
    ids: &'d [u32],
}

impl Document<'_> {
    /// The node that holds all others.
    pub fn root(&self) -> Node<'_> {
        Node { document: self, index: self.root }
    }
}

impl<'d> Node<'d> {
    fn entry(self) -> &'d Entry<'d> {
        &self.document.nodes[self.index as usize]
    }

    /// The bytes of the node: quotes included, a block scalar's header left out.
    pub fn span(self) -> Span {
        self.entry().span
    }

    /// The byte where upstream's YAML libraries say the node begins: its anchor or tag if it has one,
    /// else the opening quote, the `|` or `>` of a block scalar, the first character.
    pub fn position(self) -> usize {
        self.entry().position
    }

    /// Whether the node is written as an alias.
    pub fn is_alias(self) -> bool {
        matches!(self.entry().shape, Shape::Alias { .. })
    }

    /// The node an alias stands for, or the node itself.
    pub fn target(self) -> Self {
        match self.entry().shape {
            Shape::Alias { target } => Self { index: target, ..self },
            _ => self,
        }
    }

    /// Identifies the node within its document.
    pub(super) fn id(self) -> u32 {
        self.index
    }

    /// The explicit tag in short form (`!!str`, `!custom`).
    pub fn tag(self) -> Option<&'d str> {
        self.target().entry().tag.as_deref()
    }

    /// What the node is, aliases followed.
    pub fn kind(self) -> Kind<'d> {
        let target = self.target();
        let entry = target.entry();
        let children = |first: u32, count: u32| Children {
            document: self.document,
            ids: &self.document.children[first as usize..(first + count) as usize],
        };
        match &entry.shape {
            Shape::Scalar { text, style } => {
                Kind::Scalar(Scalar { text, style: *style, tag: entry.tag.as_deref() })
            }
            Shape::Sequence { first, count } => Kind::Sequence(children(*first, *count)),
            Shape::Mapping { first, count } => Kind::Mapping(children(*first, *count)),
            Shape::Alias { .. } => unreachable!("an alias stands for a node, never for an alias"),
        }
    }

    /// The scalar, if the node is one.
    pub fn scalar(self) -> Option<Scalar<'d>> {
        match self.kind() {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The value of `key`, if the node is a mapping that has it; no merge keys.
    pub fn get(self, key: &str) -> Option<Self> {
        let Kind::Mapping(children) = self.kind() else { return None };
        children.pairs().find_map(|(name, value)| (name.scalar()?.text == key).then_some(value))
    }

    /// The map from the decoded scalar back to the file; empty for collections.
    pub fn offset_map(self) -> OffsetMap {
        let target = self.target();
        match target.scalar() {
            Some(scalar) => OffsetMap::new(self.document.source, target.span(), scalar.style, scalar.text),
            None => OffsetMap::contiguous(target.span().start),
        }
    }
}

impl<'d> Children<'d> {
    /// All children; a mapping's keys and values alternate.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Node<'d>> + ExactSizeIterator {
        self.ids.iter().map(move |index| Node { document: self.document, index: *index })
    }

    /// A mapping's keys with their values.
    pub fn pairs(self) -> impl ExactSizeIterator<Item = (Node<'d>, Node<'d>)> {
        self.ids.chunks_exact(2).map(move |pair| {
            (
                Node { document: self.document, index: pair[0] },
                Node { document: self.document, index: pair[1] },
            )
        })
    }

    /// Number of children.
    pub fn len(self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.ids.is_empty()
    }
}
