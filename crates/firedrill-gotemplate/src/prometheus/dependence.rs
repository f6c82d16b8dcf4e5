//! What the result of a template depends on.

use crate::template::Template;
use crate::tree::{BranchKind, List, NodeKind, Operand, OperandKind, Pipeline, Tree};

/// Functions whose results are not determined by their arguments.
const IMPURE: [&str; 2] = ["query", "now"];

/// Whether anything but labels and configuration can show in the result. Errs on the side of yes: the
/// whole data is taken for used where dot or `$` stands alone.
///
/// `prefix` is the length of the text before the user's, whose declarations do not count.
pub(super) fn depends_on_more_than_labels(template: &Template, main: &str, prefix: usize) -> bool {
    template.trees().iter().any(|tree| {
        let mut search = Search { tree, is_main: tree.name == main, prefix };
        search.list(tree.root, search.is_main)
    })
}

struct Search<'t> {
    tree: &'t Tree,
    /// Its `$` is the data itself, and not what a template call passed.
    is_main: bool,
    prefix: usize,
}

impl Search<'_> {
    /// `dot_is_data` tells whether dot is the data itself.
    fn list(&mut self, root: List, dot_is_data: bool) -> bool {
        let mut open = vec![(root, dot_is_data)];
        while let Some((list, dot_is_data)) = open.pop() {
            for node in self.tree.nodes(list) {
                let pipeline = match &node.kind {
                    NodeKind::Action(_) if self.is_main && node.position < self.prefix => None,
                    NodeKind::Action(pipeline) => Some(pipeline),
                    NodeKind::Branch(branch) => {
                        let rebinds = branch.kind != BranchKind::If;
                        open.push((branch.list, dot_is_data && !rebinds));
                        open.extend(branch.else_list.map(|list| (list, dot_is_data)));
                        Some(&branch.pipeline)
                    }
                    NodeKind::Template(call) => call.pipeline.as_ref(),
                    NodeKind::Text(_) | NodeKind::Break | NodeKind::Continue => None,
                };
                if pipeline.is_some_and(|pipeline| self.pipeline(pipeline, dot_is_data)) {
                    return true;
                }
            }
        }
        false
    }

    fn pipeline(&self, pipeline: &Pipeline, dot_is_data: bool) -> bool {
        let mut operands = pipeline.commands.iter().flat_map(|command| &command.operands);
        operands.any(|operand| self.operand(operand, dot_is_data))
    }

    fn operand(&self, operand: &Operand, dot_is_data: bool) -> bool {
        match &operand.kind {
            OperandKind::Dot => dot_is_data,
            OperandKind::Field(words) => dot_is_data && words[0] == "Value",
            OperandKind::Variable(words) if words[0] == "$value" => true,
            OperandKind::Variable(words) if words[0] == "$" => {
                self.is_main && words.get(1).is_none_or(|word| word == "Value")
            }
            OperandKind::Identifier(name) => IMPURE.contains(&name.as_str()),
            OperandKind::Chain(inner, _) => self.operand(inner, dot_is_data),
            OperandKind::Pipeline(pipeline) => self.pipeline(pipeline, dot_is_data),
            OperandKind::Variable(_)
            | OperandKind::Nil
            | OperandKind::Bool(_)
            | OperandKind::Number(_)
            | OperandKind::String { .. } => false,
        }
    }
}
