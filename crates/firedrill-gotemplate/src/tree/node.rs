//! Nodes. Control structures refer to their bodies by number, so that no nesting of them makes
//! anything recursive.

use std::sync::Arc;

use crate::html::Escaper;

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

    /// A position as errors show it: the name of the text, line and column.
    pub(crate) fn location(&self, position: usize) -> String {
        let before = &self.source.text[..position];
        let column = position - before.rfind('\n').map_or(0, |newline| newline + 1);
        format!("{}:{}:{column}", self.source.name, self.line(position))
    }

    /// The line of a position, from 1.
    pub(crate) fn line(&self, position: usize) -> usize {
        1 + self.source.text[..position].matches('\n').count()
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

#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Bytes from the start of the text.
    pub(crate) position: usize,
    pub(crate) kind: NodeKind,
}

#[derive(Debug, Clone)]
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

impl BranchKind {
    /// The word that begins it.
    pub(crate) fn keyword(self) -> &'static str {
        match self {
            Self::If => "if",
            Self::Range => "range",
            Self::With => "with",
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Branch {
    pub(crate) kind: BranchKind,
    pub(crate) pipeline: Pipeline,
    pub(crate) list: List,
    pub(crate) else_list: Option<List>,
}

/// `{{template "name" pipeline}}`, and what is left of a `{{block}}`.
#[derive(Debug, Clone)]
pub(crate) struct TemplateCall {
    pub(crate) name: String,
    pub(crate) pipeline: Option<Pipeline>,
}

#[derive(Debug, Clone)]
pub(crate) struct Pipeline {
    pub(crate) position: usize,
    pub(crate) assigns: bool,
    /// The variables declared or assigned, with their dollars.
    pub(crate) variables: Vec<String>,
    /// At least one.
    pub(crate) commands: Vec<Command>,
}

#[derive(Debug, Clone)]
pub(crate) struct Command {
    pub(crate) position: usize,
    /// At least one.
    pub(crate) operands: Vec<Operand>,
}

#[derive(Debug, Clone)]
pub(crate) struct Operand {
    pub(crate) position: usize,
    pub(crate) kind: OperandKind,
}

#[derive(Debug, Clone)]
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
    /// The end of a pipeline in HTML.
    Escaper(&'static Escaper),
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
