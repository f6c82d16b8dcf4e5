//! Reading one line of an exposition.

use super::parse::Problem;
use crate::LabelsBuilder;
use crate::labels::METRIC_NAME;

/// A position in one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    line: &'a str,
    /// Byte offset in the line.
    pub(super) offset: usize,
}

/// What is wrong, and at which byte of the line.
pub(super) type LineError = (Problem, usize);

impl<'a> Cursor<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self { line, offset: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.line[self.offset..]
    }

    pub(super) fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.offset += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// Steps over `text` if it is next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.offset += text.len();
        }
        found
    }

    fn fail<T>(&self, problem: Problem) -> Result<T, LineError> {
        Err((problem, self.offset))
    }

    /// The bytes up to the next blank.
    pub(super) fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find([' ', '\t']).unwrap_or(rest.len());
        self.offset += end;
        &rest[..end]
    }

    /// A bare name: letters, digits, `_`, and `:` where `colon` allows it.
    pub(super) fn bare_name(&mut self, colon: bool) -> Option<&'a str> {
        let rest = self.rest();
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || (colon && byte == b':');
        let end = rest.bytes().take_while(|byte| is_part(*byte)).count();
        if end == 0 || rest.as_bytes()[0].is_ascii_digit() {
            return None;
        }
        self.offset += end;
        Some(&rest[..end])
    }

    /// A string in double quotes with the escapes `\\`, `\"` and `\n`.
    pub(super) fn quoted(&mut self) -> Result<String, LineError> {
        let start = self.offset;
        if !self.eat("\"") {
            return self.fail(Problem::Expected("a quoted string"));
        }
        let mut text = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((position, character)) = characters.next() {
            match character {
                '"' => {
                    self.offset += position + 1;
                    return Ok(text);
                }
                '\\' => match characters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, escaped @ ('\\' | '"'))) => text.push(escaped),
                    Some((_, other)) => {
                        // Prometheus' lexer keeps an unknown escape as it stands.
                        text.push('\\');
                        text.push(other);
                    }
                    None => break,
                },
                other => text.push(other),
            }
        }
        Err((Problem::UnterminatedString, start))
    }

    /// The labels up to and including the closing brace; the opening one is behind the cursor. A
    /// lone string is the metric name.
    pub(super) fn label_set(&mut self, labels: &mut LabelsBuilder) -> Result<(), LineError> {
        loop {
            self.skip_blanks();
            if self.eat("}") {
                return Ok(());
            }
            self.label(labels)?;
            self.skip_blanks();
            if !self.eat(",") && !self.rest().starts_with('}') {
                return self.fail(Problem::Expected("`,` or `}`"));
            }
        }
    }

    fn label(&mut self, labels: &mut LabelsBuilder) -> Result<(), LineError> {
        let start = self.offset;
        let (name, may_be_metric) = if self.rest().starts_with('"') {
            (self.quoted()?, true)
        } else {
            let Some(name) = self.bare_name(false) else {
                return self.fail(Problem::Expected("a label name or `}`"));
            };
            (name.to_owned(), false)
        };
        self.skip_blanks();
        if !self.eat("=") {
            if may_be_metric && labels.get(METRIC_NAME).is_none() {
                labels.set(METRIC_NAME, &name);
                return Ok(());
            }
            return self.fail(Problem::Expected("`=`"));
        }
        self.skip_blanks();
        let value = self.quoted()?;
        if labels.get(&name).is_some() {
            return Err((Problem::RepeatedLabel(name), start));
        }
        labels.set(&name, &value);
        Ok(())
    }
}
