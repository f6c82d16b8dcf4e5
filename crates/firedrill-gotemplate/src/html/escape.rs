//! The way through a template and those it calls.

use std::collections::BTreeMap;
use std::sync::Arc;

use firedrill_model::quote::quote;

use super::EscapeError;
use super::branches::{meet, parted};
use super::context::{Context, State};
use super::pipelines::{append, escapers};
use super::text::escape_text;
use crate::options::GoVersion;
use crate::template::Template;
use crate::tree::{Branch, BranchKind, List, Node, NodeKind, Pipeline, Source, TemplateCall, Tree};

/// Control structures and calls within each other; the way through them is recursive.
const MAX_DEPTH: usize = 200;
/// Nodes looked at, repeated ones included: the bodies of loops are looked at twice.
const MAX_NODES: usize = 1_000_000;

/// The template with escapers in everything that `name` executes.
///
/// # Errors
/// The first place where no escaping can be chosen, as Go prints it.
pub(crate) fn escape(template: &Template, name: &str) -> Result<Template, EscapeError> {
    let mut escaping = Escaping {
        template,
        go: template.options().go,
        outputs: BTreeMap::new(),
        called: BTreeMap::new(),
        escaped: BTreeMap::new(),
        loops: Vec::new(),
        depth: 0,
        nodes: 0,
    };
    let (context, _) = escaping.template(&Context::default(), name, None)?;
    if context.state != State::Text {
        let description = format!("ends in a non-text context: {}", context.shown(escaping.go));
        return Err(EscapeError { location: None, description });
    }
    let mut result = template.clone();
    escaping.escaped.into_values().for_each(|tree| result.replace(tree));
    Ok(result)
}

/// Where the body of a loop is left early.
#[derive(Default)]
struct Jumps {
    breaks: Vec<(Context, String)>,
    continues: Vec<(Context, String)>,
}

struct Escaping<'t> {
    template: &'t Template,
    go: GoVersion,
    /// In which context each template ends, by its name and that of its copies; assumed while it is looked at.
    outputs: BTreeMap<String, Context>,
    /// How often each was called.
    called: BTreeMap<String, usize>,
    escaped: BTreeMap<String, Tree>,
    /// The loops around what is looked at, outermost first.
    loops: Vec<Jumps>,
    depth: usize,
    nodes: usize,
}

/// What a tree's lists become: those of the copy.
struct Copy<'t> {
    tree: &'t Tree,
    lists: Vec<Vec<Node>>,
}

impl Escaping<'_> {
    /// The context after a call of a template, and the name of the copy that suits the context before.
    fn template(
        &mut self,
        context: &Context,
        name: &str,
        location: Option<&str>,
    ) -> Result<(Context, String), EscapeError> {
        let copy = context.mangled(name);
        *self.called.entry(copy.clone()).or_default() += 1;
        if let Some(output) = self.outputs.get(&copy) {
            return Ok((output.clone(), copy));
        }
        let Some(tree) = self.template.lookup(name) else {
            let description = format!("no such template {}", quote(name));
            return Err(EscapeError { location: location.map(str::to_owned), description });
        };
        self.deeper()?;
        // A template that calls itself is taken to end as it begins; if it does not, it is looked at as if it
        // began as it ended.
        let (mut output, mut holds) = self.body(context, tree, &copy)?;
        if !holds {
            (output, holds) = self.body(&output, tree, &copy)?;
        }
        self.depth -= 1;
        if !holds {
            let description = format!("cannot compute output context for template {copy}");
            let location = tree.location(tree.nodes(tree.root).first().map_or(0, |node| node.position));
            return Err(EscapeError { location: Some(location), description });
        }
        Ok((output, copy))
    }

    /// The context in which a template ends that begins in `start`, and whether what was assumed for calls of
    /// itself holds: that it ends as it begins. Upstream assumes so for later calls in the same context too,
    /// even where it is not so.
    fn body(&mut self, start: &Context, tree: &Tree, copy: &str) -> Result<(Context, bool), EscapeError> {
        let called_before = self.called.get(copy).copied();
        self.outputs.insert(copy.to_owned(), start.clone());
        let outputs_before = self.outputs.clone();
        let loops = std::mem::take(&mut self.loops);
        let mut lists = Copy { tree, lists: Vec::new() };
        let (output, root) = self.list(start, tree.root, &mut lists)?;
        self.loops = loops;
        let Source { name, text, .. } = &*tree.source;
        let source = Source { name: name.clone(), text: text.clone(), lists: lists.lists };
        let escaped = Tree { name: copy.to_owned(), root, source: Arc::new(source) };
        self.escaped.insert(copy.to_owned(), escaped);
        let holds = self.called.get(copy).copied() == called_before || output == *start;
        if !holds {
            self.outputs = outputs_before;
        }
        Ok((output, holds))
    }

    fn deeper(&mut self) -> Result<(), EscapeError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let description = format!("more than {MAX_DEPTH} control structures and calls within each other");
            return Err(EscapeError { location: None, description });
        }
        Ok(())
    }

    fn list(
        &mut self,
        context: &Context,
        list: List,
        copy: &mut Copy<'_>,
    ) -> Result<(Context, List), EscapeError> {
        let mut context = context.clone();
        let tree = copy.tree;
        let mut nodes = Vec::with_capacity(tree.nodes(list).len());
        for node in tree.nodes(list) {
            self.nodes += 1;
            if self.nodes > MAX_NODES {
                let description = format!("more than {MAX_NODES} nodes, those of loops counted twice");
                return Err(EscapeError { location: None, description });
            }
            let (next, kind) = self.node(&context, node, copy)?;
            context = next;
            nodes.push(Node { position: node.position, kind });
            // What follows a jump is never reached.
            if context.state == State::Dead {
                break;
            }
        }
        copy.lists.push(nodes);
        Ok((context, List(copy.lists.len() - 1)))
    }

    fn node(
        &mut self,
        context: &Context,
        node: &Node,
        copy: &mut Copy<'_>,
    ) -> Result<(Context, NodeKind), EscapeError> {
        match &node.kind {
            NodeKind::Text(text) => {
                let (next, text) = escape_text(context, text, self.go)?;
                Ok((next, NodeKind::Text(text)))
            }
            NodeKind::Action(pipeline) => self.action(context, pipeline, copy.tree),
            NodeKind::Branch(branch) => self.branch(context, branch, copy),
            NodeKind::Template(call) => {
                let location = copy.tree.location(node.position);
                let (next, name) = self.template(context, &call.name, Some(&location))?;
                let call = TemplateCall { name, pipeline: call.pipeline.clone() };
                Ok((next, NodeKind::Template(call)))
            }
            NodeKind::Break | NodeKind::Continue => {
                let location = copy.tree.location(node.position);
                let is_break = matches!(node.kind, NodeKind::Break);
                if let Some(jumps) = self.loops.last_mut() {
                    let list = if is_break { &mut jumps.breaks } else { &mut jumps.continues };
                    list.push((context.clone(), location));
                }
                Ok((Context::dead(), node.kind.clone()))
            }
        }
    }

    fn action(
        &mut self,
        context: &Context,
        pipeline: &Pipeline,
        tree: &Tree,
    ) -> Result<(Context, NodeKind), EscapeError> {
        // Setting a variable writes nothing.
        if !pipeline.variables.is_empty() {
            return Ok((context.clone(), NodeKind::Action(pipeline.clone())));
        }
        let (next, escapers) = escapers(context, pipeline, self.go).map_err(|description| {
            let location = Some(tree.location(pipeline.position));
            EscapeError { location, description }
        })?;
        let mut pipeline = pipeline.clone();
        append(&mut pipeline, &escapers);
        Ok((next, NodeKind::Action(pipeline)))
    }

    fn branch(
        &mut self,
        context: &Context,
        branch: &Branch,
        copy: &mut Copy<'_>,
    ) -> Result<(Context, NodeKind), EscapeError> {
        self.deeper()?;
        let location = copy.tree.location(branch.pipeline.position);
        let (taken, list) = if branch.kind == BranchKind::Range {
            self.loop_body(context, branch, &location, copy)?
        } else {
            self.list(context, branch.list, copy)?
        };
        let (other, else_list) = match branch.else_list {
            Some(list) => {
                let (other, list) = self.list(context, list, copy)?;
                (other, Some(list))
            }
            None => (context.clone(), None),
        };
        self.depth -= 1;
        let next = self.joined(&taken, &other, branch.kind.keyword(), &location)?;
        let pipeline = branch.pipeline.clone();
        Ok((next, NodeKind::Branch(Branch { kind: branch.kind, pipeline, list, else_list })))
    }

    /// The body of a loop, which may begin again where it ends.
    fn loop_body(
        &mut self,
        context: &Context,
        branch: &Branch,
        location: &str,
        copy: &mut Copy<'_>,
    ) -> Result<(Context, List), EscapeError> {
        self.loops.push(Jumps::default());
        let known = self.outputs.len();
        let (mut once, list) = self.list(context, branch.list, copy)?;
        once = self.leave_loop(once)?;
        // From the same context the second round is the first again, unless it met templates.
        if once != *context || self.outputs.len() > known {
            self.loops.push(Jumps::default());
            let mut discarded = Copy { tree: copy.tree, lists: Vec::new() };
            let (outputs, called) = (self.outputs.clone(), self.called.clone());
            let again = self.list(&once, branch.list, &mut discarded);
            (self.outputs, self.called) = (outputs, called);
            let met = again.and_then(|(again, _)| self.joined(&once, &again, "range", location));
            let line = copy.tree.line(branch.pipeline.position);
            let met = met.map_err(|error| error.in_loop("on range loop re-entry", line))?;
            once = self.leave_loop(met)?;
        }
        Ok((once, list))
    }

    /// Where a loop's body ends, its jumps included.
    fn leave_loop(&mut self, end: Context) -> Result<Context, EscapeError> {
        let jumps = self.loops.pop().unwrap_or_default();
        let breaks = jumps.breaks.into_iter().map(|jump| (jump, "break"));
        let continues = jumps.continues.into_iter().map(|jump| (jump, "continue"));
        breaks.chain(continues).try_fold(end, |end, ((context, location), kind)| {
            self.joined(&end, &context, "range", &location).map_err(|error| EscapeError {
                description: format!("at range loop {kind}: {}", error.description),
                ..error
            })
        })
    }

    fn joined(
        &self,
        lhs: &Context,
        rhs: &Context,
        construct: &str,
        location: &str,
    ) -> Result<Context, EscapeError> {
        meet(lhs, rhs).ok_or_else(|| EscapeError {
            location: Some(location.to_owned()),
            description: parted(construct, lhs, rhs, self.go),
        })
    }
}
