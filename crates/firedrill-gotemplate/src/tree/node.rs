//! Nodes. Control structures refer to their bodies by number, so that no nesting of them makes
//! anything recursive.

use std::sync::Arc;

/// The body of a control structure or template: an index into the template's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List(pub(crate) usize);

/// A parsed text: the bodies of everything in it.
#[derive(Debug)]
pub(crate) struct Source {
    /// What errors call it.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) lists: Vec<Vec<Node>>,
}

/// One named template.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) name: String,
    pub(crate) root: List,
    pub(crate) source: Arc<Source>,
}

impl Tree {
    pub(crate) fn nodes(&self, list: List) -> &[Node] {
        &self.source.lists[list.0]
    }

    /// Whether it is nothing but white space and comments.
    pub(crate) fn is_blank(&self) -> bool {
        is_blank(self.nodes(self.root))
    }
}

pub(crate) fn is_blank(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match &node.kind {
        NodeKind::Text(text) => text.trim().is_empty(),
        _ => false,
    })
}

#[derive(Debug)]
pub(crate) struct Node {
    /// Bytes from the start of the text.
    pub(crate) position: usize,
    pub(crate) kind: NodeKind,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    Text(String),
    Action(Pipeline),
    Branch(Branch),
    Template(TemplateCall),
    Break,
    Continue,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BranchKind {
    If,
    Range,
    With,
}

#[derive(Debug)]
pub(crate) struct Branch {
    pub(crate) kind: BranchKind,
    pub(crate) pipeline: Pipeline,
    pub(crate) list: List,
    pub(crate) else_list: Option<List>,
}

/// `{{template "name" pipeline}}`, and what is left of a `{{block}}`.
#[derive(Debug)]
pub(crate) struct TemplateCall {
    pub(crate) name: String,
    pub(crate) pipeline: Option<Pipeline>,
}

#[derive(Debug)]
pub(crate) struct Pipeline {
    pub(crate) position: usize,
    pub(crate) assigns: bool,
    /// The variables declared or assigned, with their dollars.
    pub(crate) variables: Vec<String>,
    /// At least one.
    pub(crate) commands: Vec<Command>,
}

#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) position: usize,
    /// At least one.
    pub(crate) operands: Vec<Operand>,
}

#[derive(Debug)]
pub(crate) struct Operand {
    pub(crate) position: usize,
    pub(crate) kind: OperandKind,
}

#[derive(Debug)]
pub(crate) enum OperandKind {
    Dot,
    Nil,
    Bool(bool),
    Number(Number),
    String {
        quoted: String,
        text: Vec<u8>,
    },
    /// `.A.B` as `A`, `B`.
    Field(Vec<String>),
    /// `$x.A.B` as `$x`, `A`, `B`.
    Variable(Vec<String>),
    /// The name of a function.
    Identifier(String),
    /// Fields of something else than a variable or dot.
    Chain(Box<Operand>, Vec<String>),
    Pipeline(Pipeline),
}

/// A constant, which has no type until it is used.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number {
    pub(crate) text: String,
    pub(crate) int: Option<i64>,
    pub(crate) uint: Option<u64>,
    pub(crate) float: Option<f64>,
    pub(crate) complex: Option<(f64, f64)>,
}
