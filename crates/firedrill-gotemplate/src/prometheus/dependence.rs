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
    template.own_trees().iter().any(|tree| {
        let is_main = tree.name == main;
        any_operand(tree, is_main, |operand, position, dot_is_data| match &operand.kind {
            _ if is_main && position < prefix => false,
            OperandKind::Dot => dot_is_data,
            OperandKind::Field(words) => dot_is_data && words[0] == "Value",
            OperandKind::Variable(words) if words[0] == "$value" => true,
            OperandKind::Variable(words) if words[0] == "$" => {
                is_main && words.get(1).is_none_or(|word| word == "Value")
            }
            OperandKind::Identifier(name) => IMPURE.contains(&name.as_str()),
            _ => false,
        })
    })
}

/// Whether a function is named anywhere.
pub(super) fn names_function(template: &Template, function: &str) -> bool {
    let names =
        |operand: &Operand| matches!(&operand.kind, OperandKind::Identifier(name) if name == function);
    template.own_trees().iter().any(|tree| any_operand(tree, true, |operand, _, _| names(operand)))
}

/// Whether a condition holds for any operand of a tree. It is given the operand, the position of its
/// action, and whether dot is still what the tree was called with.
fn any_operand(
    tree: &Tree,
    dot_is_data: bool,
    mut condition: impl FnMut(&Operand, usize, bool) -> bool,
) -> bool {
    let mut open: Vec<(List, bool)> = vec![(tree.root, dot_is_data)];
    while let Some((list, dot_is_data)) = open.pop() {
        for node in tree.nodes(list) {
            let pipeline = match &node.kind {
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
            let mut holds = |operand: &Operand| condition(operand, node.position, dot_is_data);
            if pipeline.is_some_and(|pipeline| any_in_pipeline(pipeline, &mut holds)) {
                return true;
            }
        }
    }
    false
}

fn any_in_pipeline(pipeline: &Pipeline, condition: &mut dyn FnMut(&Operand) -> bool) -> bool {
    let mut operands = pipeline.commands.iter().flat_map(|command| &command.operands);
    operands.any(|operand| any_in_operand(operand, condition))
}

fn any_in_operand(operand: &Operand, condition: &mut dyn FnMut(&Operand) -> bool) -> bool {
    condition(operand)
        || match &operand.kind {
            OperandKind::Chain(inner, _) => any_in_operand(inner, condition),
            OperandKind::Pipeline(pipeline) => any_in_pipeline(pipeline, condition),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use crate::prometheus::{AlertTemplate, Dialect};

    #[test]
    fn tells_what_a_result_depends_on() {
        for (text, labels_only) in [
            ("plain", true),
            ("{{ $labels.job | toUpper }}", true),
            ("{{ .Labels.job }}{{ .ExternalURL }}{{ $externalURL }}", true),
            ("{{ range $k, $v := $labels }}{{ . }}{{ end }}", true),
            ("{{ with $labels.Value }}{{ .Value }}{{ end }}", true),
            ("{{ $value }}", false),
            ("{{ .Value }}", false),
            ("{{ $.Value }}", false),
            ("{{ if true }}{{ printf \"%v\" (print .) }}{{ end }}", false),
            ("{{ range $labels }}{{ end }}{{ . }}", false),
            ("{{ with $labels }}{{ else }}{{ . }}{{ end }}", false),
            ("{{ define \"t\" }}{{ . }}{{ end }}{{ template \"t\" $labels.job }}", true),
            ("{{ define \"t\" }}{{ . }}{{ end }}{{ template \"t\" . }}", false),
            ("{{ (query \"up\" | first).Labels.job }}", false),
            ("{{ now }}", false),
        ] {
            let template = AlertTemplate::parse("A", text, Dialect::V3).expect(text);
            assert_eq!(template.depends_on_labels_only(), labels_only, "{text}");
            assert_eq!(template.names_function("query"), text.contains("query"), "{text}");
        }
    }
}
