//! Walking the tree. Open lists are kept on a stack: neither nesting nor recursion of templates uses
//! the machine's.

use std::rc::Rc;

use firedrill_model::quote::quote;

use super::state::Place;
use super::{ExecError, Execution, printable};
use crate::format::{sprint, sprintf};
use crate::options::{GoVersion, MAX_STEPS, MAX_TEMPLATE_DEPTH};
use crate::tree::{Branch, BranchKind, List, Node, NodeKind, Pipeline, TemplateCall, Tree};
use crate::value::{Data, Kind, Slice, Type, Value};

/// A list being walked.
pub(super) struct Frame<'t> {
    nodes: &'t [Node],
    /// The next of them.
    next: usize,
    dot: Value,
    after: After<'t>,
}

/// What happens at the end of a list.
enum After<'t> {
    /// Variables beyond this many go out of scope.
    Forget(usize),
    /// The next iteration, if there is one.
    Loop(Loop<'t>),
    /// Back to the template that called.
    Return { tree: &'t Tree, place: Option<Place<'t>>, base: usize },
}

struct Loop<'t> {
    pipeline: &'t Pipeline,
    items: Items,
    /// Variables before the loop, and with those it declares.
    outside: usize,
    inside: usize,
}

enum Items {
    /// Integers of a type from the first up to the second.
    Count(&'static Type, i64, i64),
    Slice(Slice, usize),
    Entries(Rc<[(Value, Value)]>, usize),
}

impl Iterator for Items {
    /// Index or key, and element.
    type Item = (Value, Value);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Count(_, next, end) if *next >= *end => None,
            Self::Count(ty, next, _) => {
                let data = match ty.kind {
                    Kind::Uint => Data::Uint(*next as u64),
                    _ => Data::Int(*next),
                };
                *next += 1;
                Some((Value::invalid(), Value::new(ty, data)))
            }
            Self::Slice(slice, next) => {
                let element = slice.get(*next)?;
                *next += 1;
                Some((Value::int(*next as i64 - 1), element))
            }
            Self::Entries(entries, next) => {
                let entry = entries.get(*next)?;
                *next += 1;
                Some(entry.clone())
            }
        }
    }
}

impl<'t> Execution<'t, '_> {
    pub(super) fn walk(&mut self, data: Value) -> Result<(), ExecError> {
        self.enter(self.tree.root, data, After::Forget(0));
        for _ in 0..MAX_STEPS {
            let Some(frame) = self.frames.last_mut() else {
                return Ok(());
            };
            let Some(node) = frame.nodes.get(frame.next) else {
                self.leave()?;
                continue;
            };
            frame.next += 1;
            let dot = frame.dot.clone();
            self.node(node, dot)?;
        }
        Err(self.fail(format!("the execution takes more than {MAX_STEPS} steps")))
    }

    fn enter(&mut self, list: List, dot: Value, after: After<'t>) {
        self.frames.push(Frame { nodes: self.tree.nodes(list), next: 0, dot, after });
    }

    /// Ends the topmost list.
    fn leave(&mut self) -> Result<(), ExecError> {
        match self.frames.pop() {
            None => Ok(()),
            Some(Frame { after: After::Forget(mark), .. }) => {
                self.variables.truncate(mark);
                Ok(())
            }
            Some(Frame { after: After::Return { tree, place, base }, .. }) => {
                self.variables.truncate(self.base);
                self.tree = tree;
                self.place = place;
                self.base = base;
                self.depth -= 1;
                Ok(())
            }
            Some(Frame { nodes, after: After::Loop(iteration), .. }) => self.iterate(nodes, iteration),
        }
    }

    fn node(&mut self, node: &'t Node, dot: Value) -> Result<(), ExecError> {
        match &node.kind {
            NodeKind::Text(text) => self.write(text.as_bytes()),
            NodeKind::Action(pipeline) => {
                let value = self.pipeline(&dot, pipeline)?;
                if !pipeline.variables.is_empty() {
                    return Ok(());
                }
                let text = sprint(&[printable(value)]);
                self.write(&text)
            }
            NodeKind::Branch(branch) if branch.kind == BranchKind::Range => self.range(branch, dot),
            NodeKind::Branch(branch) => self.branch(branch, dot),
            NodeKind::Template(call) => self.call_template(node.position, call, &dot),
            NodeKind::Break => self.end_iteration(false),
            NodeKind::Continue => self.end_iteration(true),
        }
    }

    fn branch(&mut self, branch: &'t Branch, dot: Value) -> Result<(), ExecError> {
        let mark = self.variables.len();
        let value = self.pipeline(&dot, &branch.pipeline)?;
        let truth = value.clone().indirect_interface().truth();
        match (truth, branch.else_list) {
            (true, _) => {
                let dot = if branch.kind == BranchKind::With { value } else { dot };
                self.enter(branch.list, dot, After::Forget(mark));
            }
            (false, Some(list)) => self.enter(list, dot, After::Forget(mark)),
            (false, None) => self.variables.truncate(mark),
        }
        Ok(())
    }

    fn range(&mut self, branch: &'t Branch, dot: Value) -> Result<(), ExecError> {
        let outside = self.variables.len();
        let pipeline = &branch.pipeline;
        let (value, _) = self.pipeline(&dot, pipeline)?.indirect();
        let inside = self.variables.len();
        let items = self.items(pipeline, &value)?;
        let mut iteration = Loop { pipeline, items, outside, inside };
        match (iteration.items.next(), branch.else_list) {
            (Some(item), _) => self.begin_iteration(self.tree.nodes(branch.list), iteration, item)?,
            (None, Some(list)) => self.enter(list, dot, After::Forget(outside)),
            (None, None) => self.variables.truncate(outside),
        }
        Ok(())
    }

    fn items(&self, pipeline: &Pipeline, value: &Value) -> Result<Items, ExecError> {
        let count = match value.data() {
            Data::Int(count) => Some(*count),
            Data::Uint(count) => Some(i64::try_from(*count).unwrap_or(i64::MAX)),
            _ => None,
        };
        if let Some(count) = count.filter(|_| self.options.go >= GoVersion::Go1_26) {
            if pipeline.variables.len() > 1 {
                return Err(self.unusable("can't use %v to iterate over more than one variable", value));
            }
            return Ok(Items::Count(value.ty(), 0, count));
        }
        match (value.kind(), value.data()) {
            (_, Data::Slice(slice)) => Ok(Items::Slice(slice.clone(), 0)),
            (_, Data::Map(entries)) => Ok(Items::Entries(Rc::clone(entries), 0)),
            (Kind::Invalid | Kind::Slice(_) | Kind::Map(..), _) => Ok(Items::Entries(Rc::new([]), 0)),
            _ => Err(self.unusable("range can't iterate over %v", value)),
        }
    }

    /// Sets the variables of a loop and starts its body.
    fn begin_iteration(
        &mut self,
        nodes: &'t [Node],
        iteration: Loop<'t>,
        (index, element): (Value, Value),
    ) -> Result<(), ExecError> {
        let Loop { pipeline, inside, .. } = iteration;
        match pipeline.variables.as_slice() {
            [variable] if pipeline.assigns => self.set_variable(variable, element.clone())?,
            [key, variable] if pipeline.assigns => {
                self.set_variable(key, index)?;
                self.set_variable(variable, element.clone())?;
            }
            [_] => self.variables[inside - 1].1 = element.clone(),
            [_, _] => {
                self.variables[inside - 1].1 = element.clone();
                self.variables[inside - 2].1 = index;
            }
            _ => {}
        }
        self.frames.push(Frame { nodes, next: 0, dot: element, after: After::Loop(iteration) });
        Ok(())
    }

    /// The end of a loop's body: goes on with the next element, or behind the loop.
    fn iterate(&mut self, nodes: &'t [Node], mut iteration: Loop<'t>) -> Result<(), ExecError> {
        self.variables.truncate(iteration.inside);
        if let Some(item) = iteration.items.next() {
            return self.begin_iteration(nodes, iteration, item);
        }
        self.variables.truncate(iteration.outside);
        Ok(())
    }

    /// `{{break}}` and `{{continue}}`: leaves the innermost body, and its loop if it does not go on.
    fn end_iteration(&mut self, goes_on: bool) -> Result<(), ExecError> {
        while let Some(frame) = self.frames.pop() {
            match frame.after {
                After::Loop(iteration) if goes_on => return self.iterate(frame.nodes, iteration),
                After::Loop(iteration) => {
                    self.variables.truncate(iteration.outside);
                    break;
                }
                After::Forget(_) | After::Return { .. } => {}
            }
        }
        Ok(())
    }

    fn unusable(&self, format: &str, value: &Value) -> ExecError {
        let message = sprintf(format.as_bytes(), std::slice::from_ref(value));
        self.fail(String::from_utf8_lossy(&message))
    }

    fn call_template(
        &mut self,
        position: usize,
        call: &'t TemplateCall,
        dot: &Value,
    ) -> Result<(), ExecError> {
        self.place = Some(Place::Template(position, call));
        let Some(tree) = self.template.lookup(&call.name) else {
            return Err(self.fail(format!("template {} not defined", quote(&call.name))));
        };
        if self.depth == MAX_TEMPLATE_DEPTH {
            return Err(self.fail(format!("exceeded maximum template depth ({MAX_TEMPLATE_DEPTH})")));
        }
        let dot = match &call.pipeline {
            Some(pipeline) => self.pipeline(dot, pipeline)?,
            None => Value::invalid(),
        };
        let after = After::Return { tree: self.tree, place: self.place, base: self.base };
        self.tree = tree;
        self.depth += 1;
        self.base = self.variables.len();
        self.variables.push(("$", dot.clone()));
        self.enter(tree.root, dot, after);
        Ok(())
    }
}
