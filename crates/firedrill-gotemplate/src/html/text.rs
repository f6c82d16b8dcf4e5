//! The text between actions: followed, and rewritten where it must not go out as it stands.

use super::EscapeError;
use super::context::{Context, Delimiter, State};
use super::scan::{EndTags, step};
use crate::options::GoVersion;

/// The context after a text, and the text as it goes out: comments are left out, a `<` that begins no tag
/// and tags of scripts inside literals are written in another way.
pub(super) fn escape_text(
    context: &Context,
    text: &str,
    go: GoVersion,
) -> Result<(Context, String), EscapeError> {
    let text = text.as_bytes();
    let mut context = context.clone();
    let mut out = Vec::with_capacity(text.len());
    // What comes before is in `out`, or left out.
    let mut written = 0;
    let mut at = 0;
    let mut end_tags = EndTags::default();
    while at < text.len() {
        let (next, read) = step(&context, text, at, &mut end_tags, go)?;
        let end = at + read;
        if matches!(context.state, State::Text | State::RcData) {
            let tag = if next.state == context.state { None } else { last_tag(text, at, end) };
            escape_angles(text, at..tag.unwrap_or(end), &mut written, &mut out);
        } else if is_left_out(&context) {
            out.extend_from_slice(replacement(context.state, &text[written..end]));
            written = end;
        }
        if context.state != next.state && is_left_out(&next) {
            out.extend_from_slice(&text[written..end - opening(next.state)]);
            written = end;
        }
        if context.state.is_script_literal() && go >= GoVersion::Go1_26 {
            let literal = hide_script_tags(&text[at..end]);
            if literal != text[at..end] {
                out.extend_from_slice(&text[written..at]);
                out.extend_from_slice(&literal);
                written = end;
            }
        }
        // An end tag that follows at once takes no text of its own: the element is over.
        assert!(read > 0 || next != context, "every step gets on");
        (context, at) = (next, end);
    }
    if written == 0 {
        return Ok((context, String::from_utf8_lossy(text).into_owned()));
    }
    if !is_left_out(&context) {
        out.extend_from_slice(&text[written..]);
    }
    Ok((context, String::from_utf8_lossy(&out).into_owned()))
}

/// Whether text in this context is a comment that does not go out.
fn is_left_out(context: &Context) -> bool {
    context.state.is_comment() && context.delimiter == Delimiter::None
}

/// Where the tag or comment begins that ends a text.
fn last_tag(text: &[u8], start: usize, end: usize) -> Option<usize> {
    text[start..end].iter().rposition(|byte| *byte == b'<').map(|at| start + at)
}

/// Writes out the text up to each `<` in the range that begins no declaration, and `&lt;` for it.
fn escape_angles(text: &[u8], range: std::ops::Range<usize>, written: &mut usize, out: &mut Vec<u8>) {
    const DECLARATION: &[u8] = b"<!DOCTYPE";
    for at in range {
        let rest = &text[at..];
        let declares =
            rest.get(..DECLARATION.len()).is_some_and(|start| start.eq_ignore_ascii_case(DECLARATION));
        if rest[0] == b'<' && !declares {
            out.extend_from_slice(&text[*written..at]);
            out.extend_from_slice(b"&lt;");
            *written = at + 1;
        }
    }
}

/// What stands for a comment: one in a script counts as the end of a line if it has one.
fn replacement(state: State, comment: &[u8]) -> &'static [u8] {
    match state {
        State::JsBlockComment => {
            let text = String::from_utf8_lossy(comment);
            if text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) { b"\n" } else { b" " }
        }
        State::CssBlockComment => b" ",
        _ => b"",
    }
}

/// How many bytes begin a comment.
fn opening(state: State) -> usize {
    match state {
        State::HtmlComment | State::JsHtmlOpenComment => 4,
        State::JsHtmlCloseComment => 3,
        _ => 2,
    }
}

/// A literal of a script in which no browser sees the begin or end of a script or comment.
fn hide_script_tags(text: &[u8]) -> Vec<u8> {
    const HIDDEN: [&[u8]; 3] = [b"<script", b"</script", b"<!--"];
    let mut out = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        let rest = &text[at..];
        let is_tag = |tag: &&[u8]| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        if HIDDEN.iter().any(is_tag) {
            out.extend_from_slice(b"\\x3C");
        } else {
            out.push(*byte);
        }
    }
    out
}
