//! Which rule reads what which other rule writes, and the order of work that follows.

use std::collections::BTreeMap;

use firedrill_model::METRIC_NAME;
use firedrill_promql::Dialect;
use firedrill_promql::syntax::CompiledMatcher;
use firedrill_promql::syntax::ast::VectorSelector;
use firedrill_promql::syntax::{Expr, ExprKind};

use super::plan::RulePlan;

/// Rules to evaluate together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// One rule, over the whole horizon.
    Whole(usize),
    /// Rules that read, through each other, what they write themselves: step by step, in their order.
    Sliced(Vec<usize>),
}

/// The label matchers of one selector.
pub(super) type Selection = Vec<CompiledMatcher>;

/// What an expression or a template reads.
#[derive(Debug, Default)]
pub(super) struct Reads {
    /// Cannot be told: anything.
    pub(super) anything: bool,
    pub(super) selections: Vec<Selection>,
}

/// A family of series that a rule writes: the labels all of them have.
pub(super) type Writes = Vec<(String, String)>;

impl Reads {
    /// What `expr` reads.
    pub(super) fn of(expr: &Expr, dialect: &Dialect) -> Self {
        let mut reads = Self::default();
        reads.expression(expr, dialect);
        reads
    }

    fn expression(&mut self, expr: &Expr, dialect: &Dialect) {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::String(_) => {}
            ExprKind::Selector(selector) => self.selector(selector, dialect),
            ExprKind::Matrix(matrix) => self.selector(&matrix.selector, dialect),
            ExprKind::Subquery(subquery) => self.expression(&subquery.expr, dialect),
            ExprKind::Call(call) => {
                // `info` looks for series that its expression does not name.
                self.anything |= call.function.name == "info";
                call.args.iter().for_each(|arg| self.expression(arg, dialect));
            }
            ExprKind::Aggregate(aggregate) => {
                self.expression(&aggregate.expr, dialect);
                aggregate.param.iter().for_each(|param| self.expression(param, dialect));
            }
            ExprKind::Binary(binary) => {
                self.expression(&binary.lhs, dialect);
                self.expression(&binary.rhs, dialect);
            }
            ExprKind::Unary(_, operand) | ExprKind::Paren(operand) => self.expression(operand, dialect),
        }
    }

    fn selector(&mut self, selector: &VectorSelector, dialect: &Dialect) {
        let matchers = selector.matchers.iter().map(|matcher| CompiledMatcher::new(matcher, dialect));
        match matchers.collect() {
            Ok(selection) => self.selections.push(selection),
            // The expression fails before it reads anything.
            Err(_) => self.anything = true,
        }
    }

    /// Whether series of one of these metrics may be among what is read.
    pub(super) fn may_include_metric(&self, names: &[&str]) -> bool {
        let mut families = names.iter().map(|name| vec![(METRIC_NAME.to_owned(), (*name).to_owned())]);
        families.any(|family| self.may_include(&family))
    }

    /// Whether series that all have the labels `writes` may be among what is read.
    pub(super) fn may_include(&self, writes: &Writes) -> bool {
        self.anything || self.selections.iter().any(|selection| may_select(selection, writes))
    }
}

/// Whether a selector may select series that all have the labels `writes`.
pub(super) fn may_select(selection: &[CompiledMatcher], writes: &Writes) -> bool {
    selection
        .iter()
        .all(|matcher| writes.iter().all(|(name, value)| matcher.name() != name || matcher.matches(value)))
}

/// For each of `rules` those that write what it may read, ascending.
pub(super) fn read_rules(rules: &[RulePlan]) -> Vec<Vec<usize>> {
    let writers = Writers::new(rules);
    rules.iter().map(|rule| writers.read_by(&rule.reads)).collect()
}

/// The stages in which to evaluate rules that read each other as [`read_rules`] says, dependencies
/// first.
pub(super) fn stages(edges: &[Vec<usize>]) -> Vec<Stage> {
    components(edges)
        .into_iter()
        .map(|mut members| {
            members.sort_unstable();
            match members.as_slice() {
                [only] if !edges[*only].contains(only) => Stage::Whole(*only),
                _ => Stage::Sliced(members),
            }
        })
        .collect()
}

/// The families of series that rules write, found by metric name.
struct Writers<'p> {
    rules: &'p [RulePlan],
    by_name: BTreeMap<&'p str, Vec<usize>>,
}

impl<'p> Writers<'p> {
    fn new(rules: &'p [RulePlan]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, rule) in rules.iter().enumerate() {
            for writes in &rule.writes {
                let name = writes.iter().find(|(name, _)| name == METRIC_NAME);
                by_name.entry(name.map_or("", |(_, value)| value)).or_default().push(position);
            }
        }
        Self { rules, by_name }
    }

    /// The rules whose series `reads` may include, ascending.
    fn read_by(&self, reads: &Reads) -> Vec<usize> {
        if reads.anything {
            return (0..self.rules.len()).collect();
        }
        let mut found = Vec::new();
        for selection in &reads.selections {
            let exact = selection.iter().find_map(|matcher| matcher.exact(METRIC_NAME));
            let candidates: Vec<usize> = match exact {
                Some(name) => self.by_name.get(name).cloned().unwrap_or_default(),
                None => (0..self.rules.len()).collect(),
            };
            found.extend(candidates.into_iter().filter(|position| {
                self.rules[*position].writes.iter().any(|writes| may_select(selection, writes))
            }));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Strongly connected components of the graph whose `edges` lead to dependencies, dependencies first
/// (Tarjan's algorithm on an explicit stack).
fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        edges,
        number: vec![0; edges.len()],
        low: vec![0; edges.len()],
        on_stack: vec![false; edges.len()],
        stack: Vec::new(),
        counter: 0,
        components: Vec::new(),
    };
    for node in 0..edges.len() {
        if search.number[node] == 0 {
            search.visit(node);
        }
    }
    search.components
}

struct Search<'e> {
    edges: &'e [Vec<usize>],
    /// Order of discovery from 1; 0 for nodes not yet seen.
    number: Vec<usize>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    counter: usize,
    components: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn discover(&mut self, node: usize) {
        self.counter += 1;
        self.number[node] = self.counter;
        self.low[node] = self.counter;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    fn visit(&mut self, root: usize) {
        self.discover(root);
        let mut path = vec![(root, 0)];
        while let Some((node, position)) = path.last_mut() {
            let node = *node;
            if let Some(&next) = self.edges[node].get(*position) {
                *position += 1;
                if self.number[next] == 0 {
                    self.discover(next);
                    path.push((next, 0));
                } else if self.on_stack[next] {
                    self.low[node] = self.low[node].min(self.number[next]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                self.low[*parent] = self.low[*parent].min(self.low[node]);
            }
            if self.low[node] == self.number[node] {
                self.finish_component(node);
            }
        }
    }

    fn finish_component(&mut self, root: usize) {
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack[member] = false;
            members.push(member);
            if member == root {
                break;
            }
        }
        self.components.push(members);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_come_after_what_they_depend_on() {
        for (edges, want) in [
            (vec![vec![], vec![0], vec![1]], vec![vec![0], vec![1], vec![2]]),
            (vec![vec![2], vec![], vec![]], vec![vec![2], vec![0], vec![1]]),
            (vec![vec![1], vec![0, 2], vec![]], vec![vec![2], vec![0, 1]]),
            (vec![vec![0]], vec![vec![0]]),
        ] {
            let mut got = components(&edges);
            for members in &mut got {
                members.sort_unstable();
            }
            assert_eq!(got, want, "{edges:?}");
        }
    }

    #[test]
    fn long_chains_need_no_deep_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000usize).map(|node| vec![node + 1]).collect();
        let mut edges = edges;
        edges.push(Vec::new());
        assert_eq!(components(&edges).len(), 200_001);
    }
}
