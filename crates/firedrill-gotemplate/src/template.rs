//! Parsed templates.

use std::sync::Arc;

use crate::builtins;
use crate::exec::{ExecError, Execution};
use crate::functions::Functions;
use crate::html::{self, EscapeError};
use crate::options::Options;
use crate::parse::{ParseError, parse};
use crate::tree::Tree;
use crate::value::Value;

/// A set of named templates that can call each other; parsed once, executed any number of times, from
/// several threads.
#[derive(Debug, Clone)]
pub struct Template {
    options: Options,
    /// Templates that are shared with other sets; those of this set come first.
    shared: Option<Arc<Self>>,
    trees: Vec<Tree>,
}

impl Template {
    /// A set without templates.
    pub fn empty(options: Options) -> Self {
        Self { options, shared: None, trees: Vec::new() }
    }

    /// A set that begins with all templates of another, without copying them.
    pub fn on(shared: Arc<Self>) -> Self {
        Self { options: shared.options, shared: Some(shared), trees: Vec::new() }
    }

    /// Parses `text` as the template `name`; `knows` tells which functions there are beside the
    /// built-in ones.
    ///
    /// # Errors
    /// The first error of the text, as Go prints it: `template: name:1: unexpected EOF`.
    pub fn parse(
        name: &str,
        text: &str,
        knows: &dyn Fn(&str) -> bool,
        options: Options,
    ) -> Result<Self, ParseError> {
        let mut template = Self::empty(options);
        template.add(name, text, knows)?;
        Ok(template)
    }

    /// Adds the templates that `text` defines, and itself as `name`. A later definition replaces an
    /// earlier one, unless it is blank.
    ///
    /// # Errors
    /// As [`parse`](Self::parse); the set is then as before.
    pub fn add(&mut self, name: &str, text: &str, knows: &dyn Fn(&str) -> bool) -> Result<(), ParseError> {
        let knows = |function: &str| builtins::knows(function) || knows(function);
        for tree in parse(name, text, &knows, self.options.go)? {
            if tree.is_blank() && self.lookup(&tree.name).is_some_and(|other| !other.is_blank()) {
                continue;
            }
            match self.trees.iter_mut().find(|other| other.name == tree.name) {
                Some(other) => *other = tree,
                None => self.trees.push(tree),
            }
        }
        Ok(())
    }

    /// The set as Go's `html/template` executes `name`: whatever an action inserts into HTML is escaped for
    /// the place where it stands.
    ///
    /// # Errors
    /// The first place where no escaping can be chosen, as Go prints it.
    pub fn escaped(&self, name: &str) -> Result<Self, EscapeError> {
        html::escape(self, name)
    }

    /// Executes the template `name` with `data` as dot and returns its output, which is UTF-8 unless
    /// the template makes it otherwise.
    ///
    /// # Errors
    /// The error that ended the execution, as Go prints it; there is no partial output.
    pub fn execute(
        &self,
        name: &str,
        functions: &mut dyn Functions,
        data: Value,
    ) -> Result<Vec<u8>, ExecError> {
        let Some(tree) = self.lookup(name) else {
            let name = firedrill_model::quote::quote(name);
            return Err(ExecError::new(format!("template: {name} is an incomplete or empty template")));
        };
        Execution::run(self, tree, functions, data)
    }

    pub(crate) fn options(&self) -> Options {
        self.options
    }

    /// The templates that are its own, not those it shares.
    pub(crate) fn own_trees(&self) -> &[Tree] {
        &self.trees
    }

    /// Puts a template into the set in place of one that has its name.
    pub(crate) fn replace(&mut self, tree: Tree) {
        self.trees.retain(|other| other.name != tree.name);
        self.trees.push(tree);
    }

    pub(crate) fn lookup(&self, name: &str) -> Option<&Tree> {
        let mut set = Some(self);
        while let Some(it) = set {
            if let Some(tree) = it.trees.iter().find(|tree| tree.name == name) {
                return Some(tree);
            }
            set = it.shared.as_deref();
        }
        None
    }
}
