//! A problem with the line it is about, as rustc shows it.

use std::io;

use firedrill_model::{LineColumn, Span};

use super::palette::Palette;
use super::record::{Excerpt, Problem};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The input cannot be used.
    Error,
    /// The input can be used, but hardly means what it says.
    Warning,
}

/// A line longer than this is cut around the mark; nobody reads a minified file in a terminal.
const LINE_BYTES: usize = 160;
/// What is kept before the mark of a line that is cut.
const LEAD_BYTES: usize = 60;

impl Excerpt {
    /// The first line that `span` touches, with the part of it that `span` covers.
    pub fn of(source: &str, span: Span, label: impl Into<String>) -> Self {
        let offset = floor_boundary(source, span.start);
        let line_start = source[..offset].rfind('\n').map_or(0, |idx| idx + 1);
        let line_end = source[offset..].find('\n').map_or(source.len(), |idx| offset + idx);
        let line_end = if source[line_start..line_end].ends_with('\r') { line_end - 1 } else { line_end };
        let from = if line_end - line_start > LINE_BYTES {
            floor_boundary(source, line_start.max(offset.saturating_sub(LEAD_BYTES)))
        } else {
            line_start
        };
        let to = floor_boundary(source, line_end.min(from + LINE_BYTES)).max(from);
        let start = offset.clamp(from, to) - from;
        let end = floor_boundary(source, span.end.clamp(offset, to.max(offset))).clamp(from, to) - from;
        Self { line: source[from..to].to_owned(), start, end: end.max(start), label: label.into() }
    }
}

/// The greatest character boundary that is at most `offset`.
fn floor_boundary(source: &str, offset: usize) -> usize {
    let mut offset = offset.min(source.len());
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

impl Problem {
    /// A problem at `span` of the text of `file`.
    pub fn at(code: &'static str, message: impl Into<String>, file: &str, source: &str, span: Span) -> Self {
        let LineColumn { line, column } = span.line_column(source);
        Self {
            code,
            message: message.into(),
            position: Some(super::Position { file: file.to_owned(), line, column }),
            excerpt: Some(Excerpt::of(source, span, "")),
            help: None,
        }
    }

    /// A problem at a place of `file` whose text cannot be shown.
    pub fn at_line_column(
        code: &'static str,
        message: impl Into<String>,
        file: &str,
        at: LineColumn,
    ) -> Self {
        let position = super::Position { file: file.to_owned(), line: at.line, column: at.column };
        Self { code, message: message.into(), position: Some(position), excerpt: None, help: None }
    }

    /// A problem with `file` as a whole.
    pub fn of_file(code: &'static str, message: impl Into<String>, file: &str) -> Self {
        let position = Some(super::Position { file: file.to_owned(), line: 1, column: 1 });
        Self { code, message: message.into(), position, excerpt: None, help: None }
    }

    /// The same problem with words beside its mark.
    #[must_use]
    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        if let Some(excerpt) = &mut self.excerpt {
            excerpt.label = label.into();
        }
        self
    }

    /// The same problem with advice.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Writes `problem` in rustc's layout, without a blank line after it.
///
/// # Errors
///
/// Those of `out`.
pub fn write_problem(
    out: &mut dyn io::Write,
    severity: Severity,
    problem: &Problem,
    palette: &Palette,
) -> io::Result<()> {
    let (word, style) = match severity {
        Severity::Error => ("error", palette.bad),
        Severity::Warning => ("warning", palette.warning),
    };
    let title = format!("{word}[{}]", problem.code);
    let mut message = problem.message.lines();
    let first = message.next().unwrap_or("");
    writeln!(out, "{}{} {}", style.style(title), palette.strong.style(":"), palette.strong.style(first))?;
    for line in message {
        writeln!(out, "    {line}")?;
    }
    let width = problem.position.as_ref().map_or(1, |position| position.line.to_string().len());
    let gutter = |text: &str| palette.faint.style(format!("{text:>width$} |")).to_string();
    if let Some(position) = &problem.position {
        let arrow = palette.faint.style(format!("{:>width$}-->", ""));
        writeln!(out, "{arrow} {}", palette.position.style(position))?;
        if let Some(excerpt) = &problem.excerpt {
            writeln!(out, "{}", gutter(""))?;
            writeln!(out, "{} {}", gutter(&position.line.to_string()), visible(&excerpt.line))?;
            let lead = visible(&excerpt.line[..excerpt.start]).chars().count();
            let marked = visible(&excerpt.line[excerpt.start..excerpt.end]).chars().count().max(1);
            let mark = style.style(format!("{} {}", "^".repeat(marked), excerpt.label).trim_end().to_owned());
            writeln!(out, "{} {:lead$}{mark}", gutter(""), "")?;
        }
    }
    if let Some(help) = &problem.help {
        let mut lines = help.lines();
        let first = lines.next().unwrap_or("");
        writeln!(
            out,
            "{} {}: {first}",
            palette.faint.style(format!("{:>width$} =", "")),
            palette.strong.style("help")
        )?;
        for line in lines {
            writeln!(out, "{:>width$}         {line}", "")?;
        }
    }
    Ok(())
}

/// Text that keeps its columns in a terminal: tabs as four blanks, no control characters.
fn visible(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '\t' => text.push_str("    "),
            it if it.is_control() => text.push('\u{fffd}'),
            it => text.push(it),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(source: &str, span: Span) -> String {
        let problem = Problem::at("promql-syntax", "unexpected `)`", "a.yml", source, span)
            .labelled("here")
            .with_help("first\nsecond");
        let mut out = Vec::new();
        write_problem(&mut out, Severity::Error, &problem, &Palette::plain()).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_problem_stands_under_its_line() {
        insta::assert_snapshot!(rendered("a: 1\n\texpr: sum(é)) > 1\n", Span::new(19, 20)), @r"
        error[promql-syntax]: unexpected `)`
         --> a.yml:2:15
          |
        2 |     expr: sum(é)) > 1
          |                 ^ here
          = help: first
                  second
        ");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let source = format!("{}X{}", "é".repeat(5000), "b".repeat(5000));
        let excerpt = Excerpt::of(&source, Span::new(10000, 10001), "");
        assert_eq!(&excerpt.line[excerpt.start..excerpt.end], "X");
        assert!(excerpt.line.len() <= LINE_BYTES);
    }

    #[test]
    fn spans_outside_the_text_are_harmless() {
        for span in [Span::new(0, 0), Span::new(3, 99), Span::new(99, 100), Span::new(2, 1)] {
            for source in ["", "é", "a\r\nb", "\n"] {
                let excerpt = Excerpt::of(source, span, "");
                assert!(excerpt.start <= excerpt.end && excerpt.end <= excerpt.line.len());
            }
        }
    }
}
