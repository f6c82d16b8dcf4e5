//! Tokens with look-ahead, and the set of trees a text defines.

use std::sync::Arc;

use firedrill_model::quote::quote;

use super::ParseError;
use super::blocks::Frame;
use crate::lex::{Item, ItemKind, Lexer};
use crate::options::GoVersion;
use crate::tree::{List, Node, Source, Tree, is_blank};

/// What was parsed so far.
#[derive(Debug, Default)]
pub(super) struct Forest {
    pub(super) lists: Vec<Vec<Node>>,
    /// The templates by name.
    definitions: Vec<(String, List)>,
}

impl Forest {
    /// Adds a template; of two with one name, a blank one gives way. False if neither is.
    fn add(&mut self, name: &str, root: List) -> bool {
        let blank = |list: List| is_blank(&self.lists[list.0]);
        let Some(position) = self.definitions.iter().position(|(other, _)| other == name) else {
            self.definitions.push((name.to_owned(), root));
            return true;
        };
        if blank(self.definitions[position].1) {
            self.definitions[position].1 = root;
            return true;
        }
        blank(root)
    }
}

pub(super) struct Parser<'a> {
    name: &'a str,
    lexer: Lexer<'a>,
    pub(super) knows: &'a dyn Fn(&str) -> bool,
    pub(super) go: GoVersion,
    /// The last tokens, most recently lexed first; see `peeked`.
    tokens: [Item<'a>; 3],
    /// How many of `tokens` are still to be read.
    peeked: usize,
    pub(super) forest: Forest,
    pub(super) frames: Vec<Frame<'a>>,
    pub(super) scope: Scope,
}

/// What a template definition starts afresh.
#[derive(Debug)]
pub(super) struct Scope {
    /// Names of the variables in scope.
    pub(super) variables: Vec<String>,
    /// The line on which the current action started; 0 outside.
    pub(super) action_line: usize,
    pub(super) range_depth: usize,
    pub(super) parenthesis_depth: usize,
}

impl Scope {
    pub(super) fn new() -> Self {
        Self { variables: vec!["$".to_owned()], action_line: 0, range_depth: 0, parenthesis_depth: 0 }
    }
}

/// Parses `text`; `knows` tells which functions there are.
///
/// # Errors
/// The first error, as Go prints it.
pub(crate) fn parse(
    name: &str,
    text: &str,
    knows: &dyn Fn(&str) -> bool,
    go: GoVersion,
) -> Result<Vec<Tree>, ParseError> {
    let start = Item { kind: ItemKind::EndOfInput, position: 0, value: "".into(), line: 1 };
    let mut parser = Parser {
        name,
        lexer: Lexer::new(text, go),
        knows,
        go,
        tokens: [start.clone(), start.clone(), start],
        peeked: 0,
        forest: Forest::default(),
        frames: Vec::new(),
        scope: Scope::new(),
    };
    let root = parser.new_list();
    parser.parse_lists(root)?;
    parser.add(name, root)?;
    let Forest { lists, definitions } = parser.forest;
    let source = Arc::new(Source { name: name.to_owned(), text: text.to_owned(), lists });
    let tree = |(name, root)| Tree { name, root, source: Arc::clone(&source) };
    Ok(definitions.into_iter().map(tree).collect())
}

impl<'a> Parser<'a> {
    pub(super) fn next(&mut self) -> Item<'a> {
        if self.peeked > 0 {
            self.peeked -= 1;
        } else {
            self.tokens[0] = self.lexer.next_item();
        }
        self.tokens[self.peeked].clone()
    }

    pub(super) fn backup(&mut self) {
        self.peeked += 1;
    }

    /// Gives back the last token, and `earlier` before it.
    pub(super) fn backup2(&mut self, earlier: Item<'a>) {
        self.tokens[1] = earlier;
        self.peeked = 2;
    }

    /// Gives back the last token, and `earliest` and `earlier` before it.
    pub(super) fn backup3(&mut self, earliest: Item<'a>, earlier: Item<'a>) {
        self.tokens[1] = earlier;
        self.tokens[2] = earliest;
        self.peeked = 3;
    }

    pub(super) fn peek(&mut self) -> Item<'a> {
        let item = self.next();
        self.backup();
        item
    }

    pub(super) fn next_non_space(&mut self) -> Item<'a> {
        loop {
            let item = self.next();
            if item.kind != ItemKind::Space {
                return item;
            }
        }
    }

    pub(super) fn peek_non_space(&mut self) -> Item<'a> {
        let item = self.next_non_space();
        self.backup();
        item
    }

    pub(super) fn expect(&mut self, kind: ItemKind, context: &str) -> Result<Item<'a>, ParseError> {
        let item = self.next_non_space();
        if item.kind == kind { Ok(item) } else { Err(self.unexpected(&item, context)) }
    }

    pub(super) fn error(&self, message: impl Into<String>) -> ParseError {
        let last = &self.tokens[0];
        ParseError {
            name: self.name.to_owned(),
            line: last.line,
            offset: last.position,
            message: message.into(),
        }
    }

    /// The error that ends parsing at `item`.
    pub(super) fn unexpected(&self, item: &Item<'_>, context: &str) -> ParseError {
        if item.kind != ItemKind::Error {
            return self.error(format!("unexpected {item} in {context}"));
        }
        let line = self.scope.action_line;
        if line == 0 || line == item.line {
            return self.error(item.to_string());
        }
        let started = format!("started at {}:{line}", self.name);
        let inside = if item.value.ends_with(" action") { "" } else { " in action" };
        self.error(format!("{item}{inside} {started}"))
    }

    pub(super) fn new_list(&mut self) -> List {
        self.forest.lists.push(Vec::new());
        List(self.forest.lists.len() - 1)
    }

    pub(super) fn add(&mut self, name: &str, root: List) -> Result<(), ParseError> {
        if self.forest.add(name, root) {
            return Ok(());
        }
        Err(self.error(format!("template: multiple definition of template {}", quote(name))))
    }
}
