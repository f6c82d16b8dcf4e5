//! The syntax tree.

mod node;
mod print;

pub(crate) use node::{
    Branch, BranchKind, Command, List, Node, NodeKind, Number, Operand, OperandKind, Pipeline, Source,
    TemplateCall, Tree, is_blank,
};
