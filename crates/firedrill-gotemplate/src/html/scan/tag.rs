//! Text, tags, attributes and comments.

use super::Step;
use super::bytes::{find, quoted, quoted_start, spaces};
use crate::html::EscapeError;
use crate::html::attributes;
use crate::html::context::{Attribute, Context, Delimiter, Element, State};
use crate::options::GoVersion;

/// Where the end tag of the element begins whose content this is; a script's literals and comments are
/// not looked at.
pub(in crate::html) fn tag_end(context: &Context, text: &[u8]) -> Option<usize> {
    find_end_tag(text, ending_tag(context)?)
}

/// The name of the tag that ends a context, whatever else stands there.
fn ending_tag(context: &Context) -> Option<&'static str> {
    let in_script = context.element == Element::Script;
    let is_hidden = in_script && (context.state.is_script_literal() || context.state.is_comment());
    context.element.tag().filter(|_| !is_hidden)
}

fn find_end_tag(text: &[u8], tag: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = find(&text[from..], b"</") {
        let name = from + at + 2;
        let end = name + tag.len();
        let is_named = text.get(name..end).is_some_and(|it| it.eq_ignore_ascii_case(tag.as_bytes()));
        if is_named && text.get(end).is_some_and(|byte| b"> \t\n\x0c/".contains(byte)) {
            return Some(name - 2);
        }
        from = name;
    }
    None
}

/// The end tags of a text, each looked for once and not at every step through what it ends.
#[derive(Debug, Default)]
pub(in crate::html) struct EndTags {
    /// The tag last looked for, from where, and where it is.
    last: Option<(&'static str, usize, Option<usize>)>,
}

impl EndTags {
    /// Where, from `at` on, the tag begins that ends a context.
    pub(in crate::html) fn next(&mut self, context: &Context, text: &[u8], at: usize) -> Option<usize> {
        let tag = ending_tag(context)?;
        if let Some((last, from, found)) = self.last
            && last == tag
            && from <= at
            && found.is_none_or(|found| found >= at)
        {
            return found;
        }
        let found = find_end_tag(&text[at..], tag).map(|found| at + found);
        self.last = Some((tag, at, found));
        found
    }
}

pub(super) fn text(context: &Context, text: &[u8], go: GoVersion) -> (Context, usize) {
    let mut from = 0;
    while let Some(at) = text[from..].iter().position(|byte| *byte == b'<') {
        let mut next = from + at;
        if text[next..].starts_with(b"<!--") {
            return (Context { state: State::HtmlComment, ..Context::default() }, next + 4);
        }
        next += 1;
        let is_end = text.get(next) == Some(&b'/');
        next += usize::from(is_end);
        let (length, element) = tag_name(&text[next..], go);
        if length > 0 {
            let element = if is_end { Element::None } else { element };
            return (Context::in_tag(element), next + length);
        }
        from = next;
    }
    (context.clone(), text.len())
}

/// The length of a tag's name, and the element if it is one that matters. A name may hold single hyphens
/// and colons, but not end with them.
fn tag_name(text: &[u8], go: GoVersion) -> (usize, Element) {
    if !text.first().is_some_and(u8::is_ascii_alphabetic) {
        return (0, Element::None);
    }
    let mut length = 1;
    while let Some(byte) = text.get(length) {
        let joins =
            matches!(byte, b':' | b'-') && text.get(length + 1).is_some_and(u8::is_ascii_alphanumeric);
        if joins {
            length += 2;
        } else if byte.is_ascii_alphanumeric() {
            length += 1;
        } else {
            break;
        }
    }
    (length, Element::of_name(&text[..length].to_ascii_lowercase(), go))
}

pub(super) fn tag(context: &Context, text: &[u8], go: GoVersion) -> Step {
    let start = spaces(text);
    let Some(first) = text.get(start) else { return Ok((context.clone(), text.len())) };
    if *first == b'>' {
        let element = if context.element == Element::Meta { Element::None } else { context.element };
        let content = Context { state: element.content_state(), element, ..Context::default() };
        return Ok((content, start + 1));
    }
    let end = start + name_length(&text[start..], text)?;
    if start == end {
        let shown = quoted(&text[start..]);
        let description = format!("expected space, attr name, or end of tag, but got {shown}");
        return Err(EscapeError::in_text(description));
    }
    let name = String::from_utf8_lossy(&text[start..end]).to_lowercase();
    let attribute = match (context.element, name.as_str()) {
        (Element::Script, "type") => Attribute::ScriptType,
        (Element::Meta, "content") if go >= GoVersion::Go1_26 => Attribute::MetaContent,
        _ => attributes::attribute(&name),
    };
    let state = if end == text.len() { State::AttrName } else { State::AfterName };
    Ok((Context { state, attribute, ..Context::in_tag(context.element) }, end))
}

pub(super) fn attribute_name(context: &Context, text: &[u8]) -> Step {
    let length = name_length(text, text)?;
    let state = if length == text.len() { context.state } else { State::AfterName };
    Ok((Context { state, ..context.clone() }, length))
}

/// The length of an attribute's name; `shown` is quoted where it holds what no name may.
fn name_length(text: &[u8], shown: &[u8]) -> Result<usize, EscapeError> {
    for (length, byte) in text.iter().enumerate() {
        match byte {
            b' ' | b'\t' | b'\n' | b'\x0c' | b'\r' | b'=' | b'>' => return Ok(length),
            b'\'' | b'"' | b'<' => {
                let (found, shown) = (quoted(&text[length..=length]), quoted_start(shown));
                return Err(EscapeError::in_text(format!("{found} in attribute name: {shown}")));
            }
            _ => {}
        }
    }
    Ok(text.len())
}

pub(super) fn after_name(context: &Context, text: &[u8]) -> (Context, usize) {
    let start = spaces(text);
    match text.get(start) {
        None => (context.clone(), text.len()),
        Some(b'=') => (Context { state: State::BeforeValue, ..context.clone() }, start + 1),
        Some(_) => (Context { state: State::Tag, ..context.clone() }, start),
    }
}

pub(super) fn before_value(context: &Context, text: &[u8]) -> (Context, usize) {
    let start = spaces(text);
    let (delimiter, quote) = match text.get(start) {
        None => return (context.clone(), text.len()),
        Some(b'"') => (Delimiter::DoubleQuote, 1),
        Some(b'\'') => (Delimiter::SingleQuote, 1),
        Some(_) => (Delimiter::SpaceOrTagEnd, 0),
    };
    let state = context.attribute.value_state();
    (Context { state, delimiter, ..context.clone() }, start + quote)
}

pub(super) fn comment(context: &Context, text: &[u8]) -> (Context, usize) {
    match find(text, b"-->") {
        Some(at) => (Context::default(), at + 3),
        None => (context.clone(), text.len()),
    }
}
