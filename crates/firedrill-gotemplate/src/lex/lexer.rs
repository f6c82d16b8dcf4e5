//! The lexer: follows `text/template/parse/lex.go`, line counts and error texts included.

use std::borrow::Cow;

use firedrill_model::quote::is_printable;

use super::{Item, ItemKind};
use crate::options::GoVersion;

const LEFT: &str = "{{";
const RIGHT: &str = "}}";
const LEFT_COMMENT: &str = "/*";
const RIGHT_COMMENT: &str = "*/";
/// A minus and the space beside it.
const TRIM_MARKER_LENGTH: usize = 2;

pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

pub(super) fn is_alphanumeric(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

fn has_left_trim_marker(text: &str) -> bool {
    matches!(text.as_bytes(), [b'-', b' ' | b'\t' | b'\r' | b'\n', ..])
}

fn has_right_trim_marker(text: &str) -> bool {
    matches!(text.as_bytes(), [b' ' | b'\t' | b'\r' | b'\n', b'-', ..])
}

/// Hands out tokens one by one.
#[derive(Debug)]
pub(crate) struct Lexer<'a> {
    input: &'a str,
    pub(super) position: usize,
    pub(super) start: usize,
    line: usize,
    start_line: usize,
    inside_action: bool,
    parenthesis_depth: usize,
    go: GoVersion,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(input: &'a str, go: GoVersion) -> Self {
        Self {
            input,
            go,
            position: 0,
            start: 0,
            line: 1,
            start_line: 1,
            inside_action: false,
            parenthesis_depth: 0,
        }
    }

    /// The next token. After an error the input is exhausted.
    pub(crate) fn next_item(&mut self) -> Item<'a> {
        if self.inside_action { self.inside_action() } else { self.text() }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.input[self.position..]
    }

    pub(super) fn pending(&self) -> &'a str {
        &self.input[self.start..self.position]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn advance(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.position += character.len_utf8();
        if character == '\n' {
            self.line += 1;
        }
        Some(character)
    }

    pub(super) fn emit(&mut self, kind: ItemKind) -> Item<'a> {
        let item =
            Item { kind, position: self.start, value: Cow::Borrowed(self.pending()), line: self.start_line };
        self.start = self.position;
        self.start_line = self.line;
        item
    }

    pub(super) fn error(&mut self, text: String) -> Item<'a> {
        let item = Item {
            kind: ItemKind::Error,
            position: self.start,
            value: Cow::Owned(text),
            line: self.start_line,
        };
        self.start = 0;
        self.position = 0;
        self.input = "";
        item
    }

    /// Skips what was moved over without [`advance`](Self::advance).
    fn ignore(&mut self) {
        self.count_lines();
        self.start = self.position;
        self.start_line = self.line;
    }

    fn count_lines(&mut self) {
        self.line += self.pending().matches('\n').count();
    }

    /// Text up to the next action; comments vanish.
    fn text(&mut self) -> Item<'a> {
        loop {
            let Some(offset) = self.rest().find(LEFT) else {
                self.position = self.input.len();
                if self.position > self.start {
                    self.count_lines();
                    return self.emit(ItemKind::Text);
                }
                return self.emit(ItemKind::EndOfInput);
            };
            if offset > 0 {
                self.position += offset;
                let trim = if has_left_trim_marker(&self.rest()[LEFT.len()..]) {
                    self.pending().len() - self.pending().trim_end_matches(is_space).len()
                } else {
                    0
                };
                self.position -= trim;
                self.count_lines();
                let item = self.emit(ItemKind::Text);
                self.position += trim;
                self.ignore();
                if !item.value.is_empty() {
                    return item;
                }
            }
            if let Some(item) = self.left_delimiter() {
                return item;
            }
        }
    }

    /// The delimiter that starts an action; nothing if it started a comment, which is skipped.
    fn left_delimiter(&mut self) -> Option<Item<'a>> {
        self.position += LEFT.len();
        let after_marker = if has_left_trim_marker(self.rest()) { TRIM_MARKER_LENGTH } else { 0 };
        if self.rest()[after_marker..].starts_with(LEFT_COMMENT) {
            self.position += after_marker;
            self.ignore();
            return self.comment();
        }
        let item = self.emit(ItemKind::LeftDelimiter);
        self.inside_action = true;
        self.position += after_marker;
        self.ignore();
        self.parenthesis_depth = 0;
        Some(item)
    }

    /// Skips a comment with its delimiter; returns an error if it is not well-formed.
    fn comment(&mut self) -> Option<Item<'a>> {
        self.position += LEFT_COMMENT.len();
        let Some(length) = self.rest().find(RIGHT_COMMENT) else {
            return Some(self.error("unclosed comment".to_owned()));
        };
        self.position += length + RIGHT_COMMENT.len();
        let Some(trims) = self.at_right_delimiter() else {
            return Some(self.error("comment ends before closing delimiter".to_owned()));
        };
        if trims {
            self.position += TRIM_MARKER_LENGTH;
        }
        self.position += RIGHT.len();
        if trims {
            self.skip_spaces();
        }
        self.ignore();
        None
    }

    fn skip_spaces(&mut self) {
        self.position += self.rest().len() - self.rest().trim_start_matches(is_space).len();
    }

    /// Whether the action ends here, and if so, whether with a trim marker.
    fn at_right_delimiter(&self) -> Option<bool> {
        let rest = self.rest();
        if has_right_trim_marker(rest) && rest[TRIM_MARKER_LENGTH..].starts_with(RIGHT) {
            return Some(true);
        }
        rest.starts_with(RIGHT).then_some(false)
    }

    fn right_delimiter(&mut self) -> Item<'a> {
        let trims = self.at_right_delimiter() == Some(true);
        if trims {
            self.position += TRIM_MARKER_LENGTH;
            self.ignore();
        }
        self.position += RIGHT.len();
        let item = self.emit(ItemKind::RightDelimiter);
        if trims {
            self.skip_spaces();
            self.ignore();
        }
        self.inside_action = false;
        item
    }

    fn inside_action(&mut self) -> Item<'a> {
        if self.at_right_delimiter().is_some() {
            if self.parenthesis_depth == 0 {
                return self.right_delimiter();
            }
            return self.error("unclosed left paren".to_owned());
        }
        let Some(character) = self.peek() else {
            return self.error("unclosed action".to_owned());
        };
        match character {
            _ if is_space(character) => self.space(),
            '.' if self.rest().as_bytes().get(1).is_some_and(|next| !next.is_ascii_digit()) => {
                self.advance();
                self.field_or_variable(ItemKind::Field)
            }
            '.' | '+' | '-' | '0'..='9' => self.number(),
            _ if is_alphanumeric(character) => self.identifier(),
            _ => {
                self.advance();
                self.symbol(character)
            }
        }
    }

    /// A token that its first character, which is read, tells.
    fn symbol(&mut self, character: char) -> Item<'a> {
        match character {
            '=' => self.emit(ItemKind::Assign),
            ':' if self.rest().starts_with('=') => {
                self.advance();
                self.emit(ItemKind::Declare)
            }
            ':' => self.error("expected :=".to_owned()),
            '|' => self.emit(ItemKind::Pipe),
            '"' => self.quoted('"', ItemKind::String, "unterminated quoted string"),
            '`' => self.raw_quoted(),
            '$' => self.field_or_variable(ItemKind::Variable),
            '\'' => self.quoted('\'', ItemKind::CharacterConstant, "unterminated character constant"),
            '(' => {
                self.parenthesis_depth += 1;
                self.emit(ItemKind::LeftParenthesis)
            }
            ')' if self.parenthesis_depth == 0 && self.go >= GoVersion::Go1_26 => {
                self.error("unexpected right paren".to_owned())
            }
            ')' => {
                self.parenthesis_depth = self.parenthesis_depth.saturating_sub(1);
                self.emit(ItemKind::RightParenthesis)
            }
            ' '..='~' => self.emit(ItemKind::Character),
            _ => self.error(format!("unrecognized character in action: {}", code_point(character))),
        }
    }

    /// A run of spaces; leaves the last one if it belongs to a trim marker.
    fn space(&mut self) -> Item<'a> {
        let mut spaces = 0;
        while self.peek().is_some_and(is_space) {
            self.advance();
            spaces += 1;
        }
        let before_last = &self.input[self.position - 1..];
        if has_right_trim_marker(before_last) && before_last[TRIM_MARKER_LENGTH..].starts_with(RIGHT) {
            self.position -= 1;
            if before_last.starts_with('\n') {
                self.line -= 1;
            }
            if spaces == 1 {
                return self.right_delimiter();
            }
        }
        self.emit(ItemKind::Space)
    }

    /// Whether an identifier may end here.
    pub(super) fn at_terminator(&self) -> bool {
        match self.peek() {
            None | Some(' ' | '\t' | '\r' | '\n' | '.' | ',' | '|' | ':' | ')' | '(') => true,
            Some(_) => self.rest().starts_with(RIGHT),
        }
    }
}

/// Go's `%#U`: `U+005B '['`, the character only if it is printable.
pub(super) fn code_point(character: char) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    if is_printable(character) { format!("{code} '{character}'") } else { code }
}
