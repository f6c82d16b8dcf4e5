//! Control structures and definitions. Open ones are kept on a stack, so that nesting is free.

use super::ParseError;
use super::parser::{Parser, Scope};
use super::unquote::unquote;
use crate::lex::{Item, ItemKind};
use crate::options::GoVersion;
use crate::tree::{Branch, BranchKind, List, Node, NodeKind, Pipeline, TemplateCall};

/// Something that an `{{end}}` closes.
pub(super) struct Frame<'a> {
    /// Where nodes go that belong around it.
    parent: List,
    opening: Opening<'a>,
}

enum Opening<'a> {
    Branch {
        position: usize,
        kind: BranchKind,
        pipeline: Pipeline,
        list: List,
        in_else: Option<List>,
        /// How many variables were in scope before it.
        variables: usize,
        /// Opened by an `else`, so that it shares the `{{end}}` of what is around it.
        chained: bool,
    },
    Definition {
        name: String,
        root: List,
        outer: Scope,
    },
    Block {
        name: Item<'a>,
        call: TemplateCall,
        root: List,
        outer: Scope,
    },
}

enum Step {
    Node(Node),
    Opened(List),
    End,
    Else,
}

const DEFINE: &str = "define clause";
const BLOCK: &str = "block clause";

impl<'a> Parser<'a> {
    /// Parses to the end of the input into `root`.
    pub(super) fn parse_lists(&mut self, root: List) -> Result<(), ParseError> {
        let mut current = root;
        loop {
            if self.frames.is_empty() {
                if self.peek().kind == ItemKind::EndOfInput {
                    return Ok(());
                }
                if self.peek().kind == ItemKind::LeftDelimiter {
                    let delimiter = self.next();
                    if self.next_non_space().kind == ItemKind::Define {
                        current = self.open_definition(current)?;
                        continue;
                    }
                    self.backup2(delimiter);
                }
            } else if self.peek_non_space().kind == ItemKind::EndOfInput {
                return Err(self.error("unexpected EOF"));
            }
            match self.text_or_action(current)? {
                Step::Node(node) => {
                    self.forest.lists[current.0].push(node);
                    self.scope.action_line = 0;
                }
                Step::Opened(list) => current = list,
                Step::End => {
                    self.scope.action_line = 0;
                    current = self.close()?;
                }
                Step::Else => {
                    self.scope.action_line = 0;
                    current = self.open_else()?;
                }
            }
        }
    }

    fn text_or_action(&mut self, current: List) -> Result<Step, ParseError> {
        let item = self.next_non_space();
        match item.kind {
            ItemKind::Text => Ok(Step::Node(Node {
                position: item.position,
                kind: NodeKind::Text(item.value.into_owned()),
            })),
            ItemKind::LeftDelimiter => {
                self.scope.action_line = item.line;
                self.action(current)
            }
            _ => Err(self.unexpected(&item, "input")),
        }
    }

    fn action(&mut self, current: List) -> Result<Step, ParseError> {
        let item = self.next_non_space();
        match item.kind {
            ItemKind::Block => self.open_block(current),
            ItemKind::Break => self.loop_control(item.position, "{{break}}", NodeKind::Break),
            ItemKind::Continue => self.loop_control(item.position, "{{continue}}", NodeKind::Continue),
            ItemKind::Else => {
                let next = self.peek_non_space().kind;
                let chains = next == ItemKind::If || (next == ItemKind::With && self.go >= GoVersion::Go1_26);
                if !chains {
                    self.expect(ItemKind::RightDelimiter, "else")?;
                }
                Ok(Step::Else)
            }
            ItemKind::End => self.expect(ItemKind::RightDelimiter, "end").map(|_| Step::End),
            ItemKind::If => self.open_branch(BranchKind::If, current, false),
            ItemKind::Range => self.open_branch(BranchKind::Range, current, false),
            ItemKind::With => self.open_branch(BranchKind::With, current, false),
            ItemKind::Template => self.template_call(),
            _ => {
                self.backup();
                let position = self.peek().position;
                let pipeline = self.pipeline("command", ItemKind::RightDelimiter)?;
                Ok(Step::Node(Node { position, kind: NodeKind::Action(pipeline) }))
            }
        }
    }

    fn loop_control(&mut self, position: usize, name: &str, kind: NodeKind) -> Result<Step, ParseError> {
        self.expect(ItemKind::RightDelimiter, name)?;
        if self.scope.range_depth == 0 {
            return Err(self.error(format!("{name} outside {{{{range}}}}")));
        }
        Ok(Step::Node(Node { position, kind }))
    }

    fn template_call(&mut self) -> Result<Step, ParseError> {
        const CONTEXT: &str = "template clause";
        let item = self.next_non_space();
        let name = self.template_name(&item, CONTEXT)?;
        let mut pipeline = None;
        if self.next_non_space().kind != ItemKind::RightDelimiter {
            self.backup();
            pipeline = Some(self.pipeline(CONTEXT, ItemKind::RightDelimiter)?);
        }
        let kind = NodeKind::Template(TemplateCall { name, pipeline });
        Ok(Step::Node(Node { position: item.position, kind }))
    }

    fn template_name(&mut self, item: &Item<'a>, context: &str) -> Result<String, ParseError> {
        if !matches!(item.kind, ItemKind::String | ItemKind::RawString) {
            return Err(self.unexpected(item, context));
        }
        let name = unquote(&item.value).ok_or_else(|| self.error("invalid syntax"))?;
        Ok(String::from_utf8_lossy(&name).into_owned())
    }

    fn open_branch(&mut self, kind: BranchKind, parent: List, chained: bool) -> Result<Step, ParseError> {
        let variables = self.scope.variables.len();
        let pipeline = self.pipeline(kind.keyword(), ItemKind::RightDelimiter)?;
        if kind == BranchKind::Range {
            self.scope.range_depth += 1;
        }
        let list = self.new_list();
        let position = pipeline.position;
        let opening = Opening::Branch { position, kind, pipeline, list, in_else: None, variables, chained };
        self.frames.push(Frame { parent, opening });
        Ok(Step::Opened(list))
    }

    /// Starts the definition whose `define` is read; returns its body.
    fn open_definition(&mut self, parent: List) -> Result<List, ParseError> {
        let outer = std::mem::replace(&mut self.scope, Scope::new());
        let item = self.next_non_space();
        let name = self.template_name(&item, DEFINE)?;
        self.expect(ItemKind::RightDelimiter, DEFINE)?;
        let root = self.new_list();
        self.frames.push(Frame { parent, opening: Opening::Definition { name, root, outer } });
        Ok(root)
    }

    fn open_block(&mut self, parent: List) -> Result<Step, ParseError> {
        let item = self.next_non_space();
        let name = self.template_name(&item, BLOCK)?;
        let pipeline = Some(self.pipeline(BLOCK, ItemKind::RightDelimiter)?);
        let root = self.new_list();
        let outer = std::mem::replace(&mut self.scope, Scope::new());
        let call = TemplateCall { name, pipeline };
        self.frames.push(Frame { parent, opening: Opening::Block { name: item, call, root, outer } });
        Ok(Step::Opened(root))
    }

    fn open_else(&mut self) -> Result<List, ParseError> {
        let Some(frame) = self.frames.last_mut() else {
            return Err(self.error("unexpected {{else}}"));
        };
        let (kind, doubled) = match &frame.opening {
            Opening::Branch { kind, in_else, .. } => (*kind, in_else.is_some()),
            Opening::Definition { .. } => {
                return Err(self.error(format!("unexpected {{{{else}}}} in {DEFINE}")));
            }
            Opening::Block { .. } => return Err(self.error(format!("unexpected {{{{else}}}} in {BLOCK}"))),
        };
        if doubled {
            return Err(self.error("expected end; found {{else}}"));
        }
        if kind == BranchKind::Range {
            self.scope.range_depth -= 1;
        }
        let else_list = self.new_list();
        if let Some(Frame { opening: Opening::Branch { in_else, .. }, .. }) = self.frames.last_mut() {
            *in_else = Some(else_list);
        }
        let continues = match kind {
            BranchKind::If => self.peek().kind == ItemKind::If,
            BranchKind::With => self.peek().kind == ItemKind::With,
            BranchKind::Range => false,
        };
        if !continues {
            return Ok(else_list);
        }
        self.next();
        match self.open_branch(kind, else_list, true)? {
            Step::Opened(list) => Ok(list),
            _ => Ok(else_list),
        }
    }

    /// Closes what is open, and what shares its end; returns where parsing goes on.
    fn close(&mut self) -> Result<List, ParseError> {
        loop {
            let Some(Frame { parent, opening }) = self.frames.pop() else {
                return Err(self.error("unexpected {{end}}"));
            };
            let mut shares_end = false;
            let node = match opening {
                Opening::Branch { position, kind, pipeline, list, in_else, variables, chained } => {
                    if kind == BranchKind::Range && in_else.is_none() {
                        self.scope.range_depth -= 1;
                    }
                    self.scope.variables.truncate(variables);
                    shares_end = chained;
                    let branch = Branch { kind, pipeline, list, else_list: in_else };
                    Node { position, kind: NodeKind::Branch(branch) }
                }
                Opening::Definition { name, root, outer } => {
                    self.add(&name, root)?;
                    self.scope = outer;
                    return Ok(parent);
                }
                Opening::Block { name, call, root, outer } => {
                    self.add(&call.name, root)?;
                    self.scope = outer;
                    Node { position: name.position, kind: NodeKind::Template(call) }
                }
            };
            self.forest.lists[parent.0].push(node);
            self.scope.action_line = 0;
            if !shares_end {
                return Ok(parent);
            }
        }
    }
}
