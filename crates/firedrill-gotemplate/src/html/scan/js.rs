//! Scripts, and the comments that scripts and style sheets share.

use super::Step;
use super::bytes::{find, find_any, quoted, quoted_start};
use crate::html::EscapeError;
use crate::html::context::{Context, Slash, State};
use crate::options::GoVersion;

/// Words behind which a slash begins a regular expression.
const BEFORE_REGEXP: [&[u8]; 13] = [
    b"break",
    b"case",
    b"continue",
    b"delete",
    b"do",
    b"else",
    b"finally",
    b"in",
    b"instanceof",
    b"return",
    b"throw",
    b"try",
    b"typeof",
];

pub(super) fn code(context: &Context, text: &[u8]) -> Step {
    let mut next = context.clone();
    let Some(at) = find_any(text, b"\"`'/{}<-#") else {
        next.slash = slash_after(text, context.slash);
        return Ok((next, text.len()));
    };
    next.slash = slash_after(&text[..at], context.slash);
    let rest = &text[at..];
    let read = match rest[0] {
        quote @ (b'"' | b'\'' | b'`') => {
            next.state = match quote {
                b'"' => State::JsDoubleQuoted,
                b'\'' => State::JsSingleQuoted,
                _ => State::JsTemplateLiteral,
            };
            next.slash = Slash::Regexp;
            1
        }
        b'/' => slash(&mut next, rest)?,
        b'<' if rest.starts_with(b"<!--") => enter(&mut next, State::JsHtmlOpenComment, 4),
        b'-' if rest.starts_with(b"-->") => enter(&mut next, State::JsHtmlCloseComment, 3),
        b'#' if rest.starts_with(b"#!") => enter(&mut next, State::JsLineComment, 2),
        b'{' => {
            if let Some(depth) = next.braces.last_mut() {
                *depth += 1;
            }
            next.slash = Slash::Regexp;
            1
        }
        b'}' => {
            if next.braces.last() == Some(&0) {
                next.braces.pop();
                next.state = State::JsTemplateLiteral;
            } else {
                if let Some(depth) = next.braces.last_mut() {
                    *depth -= 1;
                }
                next.slash = Slash::Regexp;
            }
            1
        }
        _ => 1,
    };
    Ok((next, at + read))
}

fn enter(context: &mut Context, state: State, length: usize) -> usize {
    context.state = state;
    length
}

/// A comment, a regular expression or a division.
fn slash(context: &mut Context, text: &[u8]) -> Result<usize, EscapeError> {
    match (text.get(1), context.slash) {
        (Some(b'/'), _) => Ok(enter(context, State::JsLineComment, 2)),
        (Some(b'*'), _) => Ok(enter(context, State::JsBlockComment, 2)),
        (_, Slash::Regexp) => Ok(enter(context, State::JsRegexp, 1)),
        (_, Slash::Division) => {
            context.slash = Slash::Regexp;
            Ok(1)
        }
        (_, Slash::Unknown) => {
            Err(EscapeError::in_text(format!("'/' could start a division or regexp: {}", quoted_start(text))))
        }
    }
}

/// What a slash behind this code begins; `before` if there is nothing but white space.
fn slash_after(text: &[u8], before: Slash) -> Slash {
    let text = trimmed(text);
    let Some(last) = text.last() else { return before };
    match last {
        b'+' | b'-' => {
            // After an odd number of them comes an operand, after `++` or `--` an operator.
            let signs = text.iter().rev().take_while(|byte| *byte == last).count();
            if signs % 2 == 1 { Slash::Regexp } else { Slash::Division }
        }
        b'.' => {
            let is_number = text.len() > 1 && text[text.len() - 2].is_ascii_digit();
            if is_number { Slash::Division } else { Slash::Regexp }
        }
        b',' | b'<' | b'>' | b'=' | b'*' | b'%' | b'&' | b'|' | b'^' | b'?' | b'!' | b'~' | b'(' | b'['
        | b':' | b';' | b'{' | b'}' => Slash::Regexp,
        _ => {
            let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'$';
            let length = text.iter().rev().take_while(|byte| is_word(byte)).count();
            let word = &text[text.len() - length..];
            if BEFORE_REGEXP.contains(&word) || word == b"void" { Slash::Regexp } else { Slash::Division }
        }
    }
}

/// Without the white space at its end, that of Unicode's line and paragraph ends included.
fn trimmed(text: &[u8]) -> &[u8] {
    let mut end = text.len();
    loop {
        let rest = &text[..end];
        if rest.last().is_some_and(|byte| b"\t\n\x0c\r ".contains(byte)) {
            end -= 1;
        } else if rest.ends_with("\u{2028}".as_bytes()) || rest.ends_with("\u{2029}".as_bytes()) {
            end -= 3;
        } else {
            return rest;
        }
    }
}

pub(super) fn template_literal(context: &Context, text: &[u8], go: GoVersion) -> Step {
    let mut next = context.clone();
    let mut from = 0;
    while let Some(at) = find_any(&text[from..], b"`\\$") {
        let mut at = from + at;
        match text[at] {
            b'\\' => at = escaped(text, at)?,
            b'$' if text.get(at + 1) == Some(&b'{') && go >= GoVersion::Go1_26 => {
                next.braces.push(0);
                next.state = State::Js;
                return Ok((next, at + 2));
            }
            b'`' => {
                next.state = State::Js;
                if go < GoVersion::Go1_26 {
                    next.slash = Slash::Division;
                }
                return Ok((next, at + 1));
            }
            _ => {}
        }
        from = at + 1;
    }
    Ok((next, text.len()))
}

/// The position behind a backslash.
fn escaped(text: &[u8], at: usize) -> Result<usize, EscapeError> {
    if at + 1 < text.len() {
        return Ok(at + 1);
    }
    let shown = quoted(text);
    Err(EscapeError::in_text(format!("unfinished escape sequence in JS string: {shown}")))
}

pub(super) fn literal(context: &Context, text: &[u8]) -> Step {
    let special: &[u8] = match context.state {
        State::JsDoubleQuoted => b"\\\"",
        State::JsSingleQuoted => b"\\'",
        _ => b"\\/[]",
    };
    let (mut from, mut in_set) = (0, false);
    while let Some(at) = find_any(&text[from..], special) {
        let mut at = from + at;
        match text[at] {
            b'\\' => at = escaped(text, at)?,
            b'[' => in_set = true,
            b']' => in_set = false,
            // An end tag inside a regular expression does not end it; it is written in another way.
            b'/' if at > 0 && is_end_tag(&text[at - 1..]) => at += 1,
            _ if in_set => {}
            _ => {
                let next = Context { state: State::Js, slash: Slash::Division, ..context.clone() };
                return Ok((next, at + 1));
            }
        }
        from = at + 1;
    }
    if in_set {
        let shown = quoted(text);
        return Err(EscapeError::in_text(format!("unfinished JS regexp charset: {shown}")));
    }
    Ok((context.clone(), text.len()))
}

fn is_end_tag(text: &[u8]) -> bool {
    text.get(..8).is_some_and(|it| it.eq_ignore_ascii_case(b"</script"))
}

pub(super) fn block_comment(context: &Context, text: &[u8]) -> (Context, usize) {
    let state = if context.state == State::JsBlockComment { State::Js } else { State::Css };
    match find(text, b"*/") {
        Some(at) => (Context { state, ..context.clone() }, at + 2),
        None => (context.clone(), text.len()),
    }
}

/// Up to the end of the line, which still belongs to the code.
pub(super) fn line_comment(context: &Context, text: &[u8]) -> (Context, usize) {
    let (state, ends): (State, &[&[u8]]) = if context.state == State::CssLineComment {
        (State::Css, &[b"\n", b"\x0c", b"\r"])
    } else {
        (State::Js, &[b"\n", b"\r", "\u{2028}".as_bytes(), "\u{2029}".as_bytes()])
    };
    match ends.iter().filter_map(|end| find(text, end)).min() {
        Some(at) => (Context { state, ..context.clone() }, at),
        None => (context.clone(), text.len()),
    }
}
