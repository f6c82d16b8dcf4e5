//! From Go's syntax to that of the `regex` crate.

use std::fmt::Write as _;

use super::class::{NOTHING, parse_class, parse_perl_class, parse_unicode_class};
use super::escape::parse_escape;
use super::limits::Node;
use super::repetition::{Repetition, parse_counts};
use super::{Options, RegexpError, RegexpErrorCode};

/// A pattern in the other syntax. Its groups have no names there; `names` has one entry per
/// capturing group, from the first group on.
#[derive(Debug)]
pub(super) struct Translation {
    pub(super) pattern: String,
    pub(super) names: Vec<Option<String>>,
}

/// Translates `pattern`.
///
/// # Errors
/// What Go's `syntax.Parse` refuses, with its text.
pub(super) fn translate(pattern: &str, options: Options) -> Result<Translation, RegexpError> {
    let flags = Flags { dot_matches_newline: options.dot_matches_newline, ..Flags::default() };
    let mut translator = Translator {
        pattern,
        options,
        flags,
        out: String::with_capacity(pattern.len() * 2),
        names: Vec::new(),
        current: Group::new(flags, false),
        outer: Vec::new(),
    };
    let mut rest = pattern;
    // Where the repetition started that ends here, if one does.
    let mut last_repeat = None;
    while !rest.is_empty() {
        let before = rest;
        let repeats;
        (rest, repeats) = translator.token(rest, last_repeat)?;
        last_repeat = repeats.then_some(before);
    }
    if !translator.outer.is_empty() {
        return Err(RegexpError::new(RegexpErrorCode::MissingParenthesis, pattern));
    }
    translator.close()?;
    Ok(Translation { pattern: translator.out, names: translator.names })
}

#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one per flag letter of the syntax")]
struct Flags {
    ignore_case: bool,
    multi_line: bool,
    dot_matches_newline: bool,
    non_greedy: bool,
}

/// What was read of a group since its parenthesis.
struct Group {
    /// The flags to return to after it.
    flags: Flags,
    captures: bool,
    alternatives: Vec<Node>,
    parts: Vec<Node>,
}

impl Group {
    fn new(flags: Flags, captures: bool) -> Self {
        Self { flags, captures, alternatives: Vec::new(), parts: Vec::new() }
    }
}

struct Translator<'a> {
    pattern: &'a str,
    options: Options,
    flags: Flags,
    out: String,
    names: Vec<Option<String>>,
    current: Group,
    outer: Vec<Group>,
}

impl<'a> Translator<'a> {
    /// Reads one token and returns what follows it, and whether it was a repetition.
    fn token(&mut self, text: &'a str, last_repeat: Option<&'a str>) -> Result<(&'a str, bool), RegexpError> {
        let mut characters = text.chars();
        let Some(first) = characters.next() else {
            return Ok((text, false));
        };
        let rest = characters.as_str();
        match first {
            '(' if rest.starts_with('?') => return Ok((self.perl_group(text)?, false)),
            '(' => self.open_capture(None),
            '|' => {
                self.end_alternative()?;
                self.out.push('|');
            }
            ')' => self.close_group()?,
            '^' => self.atom(if self.flags.multi_line { "(?m:^)" } else { "\\A" }),
            '$' => self.atom(if self.flags.multi_line { "(?m:$)" } else { "\\z" }),
            '.' => self.atom(if self.flags.dot_matches_newline { "(?s:.)" } else { "[^\\n]" }),
            '[' => {
                let (class, rest) = parse_class(text)?;
                self.class(&class);
                return Ok((rest, false));
            }
            '*' => return Ok((self.repeat(Repetition::Star, text, rest, last_repeat)?, true)),
            '+' => return Ok((self.repeat(Repetition::Plus, text, rest, last_repeat)?, true)),
            '?' => return Ok((self.repeat(Repetition::Optional, text, rest, last_repeat)?, true)),
            '{' => match parse_counts(text) {
                None => self.literal(u32::from('{')),
                Some((counts, rest)) => {
                    let refuse = || {
                        let part = &text[..text.len() - rest.len()];
                        RegexpError::new(RegexpErrorCode::InvalidRepeatCount, part)
                    };
                    let repetition = counts.ok_or_else(refuse)?;
                    return Ok((self.repeat(repetition, text, rest, last_repeat)?, true));
                }
            },
            '\\' => return Ok((self.escape(text)?, false)),
            _ => self.literal(u32::from(first)),
        }
        Ok((rest, false))
    }

    fn escape(&mut self, text: &'a str) -> Result<&'a str, RegexpError> {
        match text.as_bytes().get(1) {
            Some(b'A') => self.atom("\\A"),
            Some(b'b') => self.atom("(?-u:\\b)"),
            Some(b'B') => self.atom("(?-u:\\B)"),
            Some(b'z') => self.atom("\\z"),
            Some(b'C') => return Err(RegexpError::new(RegexpErrorCode::InvalidEscape, "\\C")),
            Some(b'Q') => {
                let (literal, rest) = text[2..].split_once("\\E").unwrap_or((&text[2..], ""));
                literal.chars().for_each(|character| self.literal(u32::from(character)));
                return Ok(rest);
            }
            _ => {
                if let Some((class, rest)) = parse_unicode_class(text)? {
                    self.class(&class);
                    return Ok(rest);
                }
                if let Some((class, rest)) = parse_perl_class(text) {
                    self.class(class);
                    return Ok(rest);
                }
                let (code, rest) = parse_escape(text)?;
                self.literal(code);
                return Ok(rest);
            }
        }
        Ok(&text[2..])
    }

    fn atom(&mut self, translated: &str) {
        self.out.push_str(translated);
        self.current.parts.push(Node::ATOM);
    }

    fn class(&mut self, translated: &str) {
        if self.flags.ignore_case {
            self.out.push_str("(?i:");
            self.atom(translated);
            self.out.push(')');
        } else {
            self.atom(translated);
        }
    }

    fn literal(&mut self, code: u32) {
        self.current.parts.push(Node::LITERAL);
        match char::from_u32(code) {
            None => self.out.push_str(NOTHING),
            Some(character) if self.flags.ignore_case && character.is_alphabetic() => {
                self.out.extend(["(?i:", character.encode_utf8(&mut [0; 4]), ")"]);
            }
            Some(character) => self.out.push_str(&regex::escape(character.encode_utf8(&mut [0; 4]))),
        }
    }

    fn repeat(
        &mut self,
        repetition: Repetition,
        before: &'a str,
        after: &'a str,
        last_repeat: Option<&'a str>,
    ) -> Result<&'a str, RegexpError> {
        let lazy = after.strip_prefix('?');
        let rest = lazy.unwrap_or(after);
        let refuse = |code, from: &str| RegexpError::new(code, &from[..from.len() - rest.len()]);
        if let Some(last) = last_repeat {
            return Err(refuse(RegexpErrorCode::InvalidNestedRepetition, last));
        }
        let Some(argument) = self.current.parts.pop() else {
            return Err(refuse(RegexpErrorCode::MissingRepeatArgument, before));
        };
        let node = argument.repeated(repetition).map_err(|code| match code {
            RegexpErrorCode::InvalidRepeatCount => refuse(code, before),
            _ => self.refuse(code),
        })?;
        self.current.parts.push(node);
        // Writing to a String cannot fail.
        let _ = write!(self.out, "{repetition}");
        if lazy.is_some() != self.flags.non_greedy {
            self.out.push('?');
        }
        Ok(rest)
    }

    /// Limits concern the whole pattern.
    fn refuse(&self, code: RegexpErrorCode) -> RegexpError {
        RegexpError::new(code, self.pattern)
    }

    fn open_capture(&mut self, name: Option<String>) {
        self.names.push(name);
        self.open("(", true);
    }

    fn open(&mut self, opening: &str, captures: bool) {
        self.out.push_str(opening);
        let group = Group::new(self.flags, captures);
        self.outer.push(std::mem::replace(&mut self.current, group));
    }

    fn end_alternative(&mut self) -> Result<(), RegexpError> {
        let node = Node::concatenation(&self.current.parts).map_err(|code| self.refuse(code))?;
        self.current.parts.clear();
        self.current.alternatives.push(node);
        Ok(())
    }

    fn close(&mut self) -> Result<Node, RegexpError> {
        self.end_alternative()?;
        Node::alternation(&self.current.alternatives).map_err(|code| self.refuse(code))
    }

    fn close_group(&mut self) -> Result<(), RegexpError> {
        let mut node = self.close()?;
        let Some(outer) = self.outer.pop() else {
            return Err(self.refuse(RegexpErrorCode::UnexpectedParenthesis));
        };
        let group = std::mem::replace(&mut self.current, outer);
        self.flags = group.flags;
        if group.captures {
            node = node.captured().map_err(|code| self.refuse(code))?;
        }
        self.current.parts.push(node);
        self.out.push(')');
        Ok(())
    }

    /// `(?P<name>`, `(?<name>`, `(?flags)`, `(?flags:`.
    fn perl_group(&mut self, text: &'a str) -> Result<&'a str, RegexpError> {
        let with_p = text.len() > 4 && text.starts_with("(?P<");
        let without_p = text.len() > 3 && text.starts_with("(?<") && self.options.names_without_p;
        if !with_p && !without_p {
            return self.flag_group(text);
        }
        let refuse = |part| RegexpError::new(RegexpErrorCode::InvalidNamedCapture, part);
        let end = text.find('>').ok_or_else(|| refuse(text))?;
        let name = &text[if with_p { 4 } else { 3 }..end];
        if name.is_empty() || !name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) {
            return Err(refuse(&text[..=end]));
        }
        self.open_capture(Some(name.to_owned()));
        Ok(&text[end + 1..])
    }

    fn flag_group(&mut self, text: &'a str) -> Result<&'a str, RegexpError> {
        let mut flags = self.flags;
        let mut value = true;
        let mut any = false;
        let mut rest = text[2..].chars();
        for character in rest.by_ref() {
            match character {
                'i' => flags.ignore_case = value,
                'm' => flags.multi_line = value,
                's' => flags.dot_matches_newline = value,
                'U' => flags.non_greedy = value,
                '-' if value => value = false,
                ':' | ')' if value || any => {
                    if character == ':' {
                        self.open("(?:", false);
                    }
                    self.flags = flags;
                    return Ok(rest.as_str());
                }
                _ => break,
            }
            any = character != '-';
        }
        let read = text.len() - rest.as_str().len();
        Err(RegexpError::new(RegexpErrorCode::InvalidPerlSyntax, &text[..read]))
    }
}
