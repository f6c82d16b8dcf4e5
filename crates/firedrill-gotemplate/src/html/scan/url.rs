//! Addresses.

use super::bytes::{find_any, spaces};
use crate::html::context::{Context, State, UrlPart};

/// The context after a part of an address.
pub(super) fn after(context: &Context, text: &[u8]) -> Context {
    let mut context = context.clone();
    if find_any(text, b"#?").is_some() {
        context.url_part = UrlPart::QueryOrFragment;
    } else if context.url_part == UrlPart::None && spaces(text) < text.len() {
        context.url_part = UrlPart::PreQuery;
    }
    context
}

/// `content` of a `meta`, up to its `url=`.
pub(super) fn meta_content(context: &Context, text: &[u8]) -> (Context, usize) {
    for start in 0..text.len() {
        let Some(rest) = text.get(start + 3..) else { break };
        if !text[start..start + 3].eq_ignore_ascii_case(b"url") {
            continue;
        }
        let equals = spaces(rest);
        if rest.get(equals) == Some(&b'=') {
            let context = Context { state: State::MetaContentUrl, ..context.clone() };
            return (context, start + 3 + equals + 1);
        }
    }
    (context.clone(), text.len())
}

/// Behind it, up to the next part.
pub(super) fn meta_content_url(context: &Context, text: &[u8]) -> (Context, usize) {
    match text.iter().position(|byte| *byte == b';') {
        Some(at) => (Context { state: State::MetaContent, ..context.clone() }, at + 1),
        None => (context.clone(), text.len()),
    }
}
