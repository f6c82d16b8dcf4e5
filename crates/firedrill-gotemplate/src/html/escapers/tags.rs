//! Markup where only text may stand.

use crate::html::context::{Context, Delimiter, Element, State};
use crate::html::scan::{step_within, tag_end};
use crate::options::GoVersion;

/// Markup without its tags and comments; that of scripts and styles stays as text. Markup that ends
/// inside a tag loses it.
pub(super) fn without_tags(markup: &[u8], go: GoVersion) -> Vec<u8> {
    let mut out = Vec::with_capacity(markup.len());
    let mut context = Context::default();
    let mut at = 0;
    while at < markup.len() {
        let rest = &markup[at..];
        if context.delimiter != Delimiter::None {
            let Some(end) = rest.iter().position(|byte| context.delimiter.is_ended_by(*byte)) else { break };
            let quote = usize::from(context.delimiter != Delimiter::SpaceOrTagEnd);
            context = Context::in_tag(context.element);
            at += end + quote;
            continue;
        }
        if context.element != Element::None && !context.state.is_in_tag() {
            context.state = State::RcData;
        }
        let is_text = matches!(context.state, State::Text | State::RcData);
        let ended = if context.state == State::RcData { tag_end(&context, rest) } else { None };
        let (next, read) = match ended {
            Some(end) => (Context::default(), end),
            None => match step_within(&context, rest, go) {
                Ok(step) => step,
                Err(_) => break,
            },
        };
        let end = at + read;
        if is_text {
            let tag = markup[at..end].iter().rposition(|byte| *byte == b'<');
            let text_end = tag.filter(|_| next.state != context.state).map_or(end, |tag| at + tag);
            out.extend_from_slice(&markup[at..text_end]);
        }
        (context, at) = (next, end);
    }
    out
}
