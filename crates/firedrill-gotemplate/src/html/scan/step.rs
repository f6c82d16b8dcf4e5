//! One step from one context to the next.

use super::tag::EndTags;
use super::{bytes, css, js, tag, url};
use crate::html::EscapeError;
use crate::html::context::{Attribute, Context, Delimiter, Element, State};
use crate::html::{attributes, entities};
use crate::options::GoVersion;

/// The context after as many bytes of a text as belong together, and their number.
pub(in crate::html) type Step = Result<(Context, usize), EscapeError>;

/// One step through `text` from `at`, which is not its end.
pub(in crate::html) fn step(
    context: &Context,
    text: &[u8],
    at: usize,
    end_tags: &mut EndTags,
    go: GoVersion,
) -> Step {
    if context.delimiter != Delimiter::None {
        return step_in_value(context, &text[at..], go);
    }
    // Nothing but its end tag ends the content of a script or style.
    match end_tags.next(context, text, at) {
        Some(end) if end == at => Ok((Context::default(), 0)),
        end => step_within(context, &text[at..end.unwrap_or(text.len())], go),
    }
}

/// A step through the value of an attribute: all of it, if it ends here.
fn step_in_value(context: &Context, text: &[u8], go: GoVersion) -> Step {
    let end = text.iter().position(|byte| context.delimiter.is_ended_by(*byte));
    let value = &text[..end.unwrap_or(text.len())];
    if context.delimiter == Delimiter::SpaceOrTagEnd
        && let Some(at) = value.iter().position(|byte| b"\"'<=`".contains(byte))
    {
        let quoted = bytes::quoted(&value[at..=at]);
        let shown = bytes::quoted(value);
        return Err(EscapeError::in_text(format!("{quoted} in unquoted attr: {shown}")));
    }
    let Some(end) = end else {
        let mut context = context.clone();
        let decoded = entities::decode(value);
        let mut rest = decoded.as_slice();
        while !rest.is_empty() {
            let (next, read) = step_within(&context, rest, go)?;
            context = next;
            rest = &rest[read..];
        }
        return Ok((context, text.len()));
    };
    let is_other_script = context.state == State::Attr
        && context.attribute == Attribute::ScriptType
        && context.element == Element::Script
        && !attributes::is_script_type(&String::from_utf8_lossy(value));
    let element = if is_other_script { Element::None } else { context.element };
    let quote = usize::from(context.delimiter != Delimiter::SpaceOrTagEnd);
    Ok((Context::in_tag(element), end + quote))
}

/// A step that no end tag interrupts.
pub(in crate::html) fn step_within(context: &Context, text: &[u8], go: GoVersion) -> Step {
    match context.state {
        State::Text => Ok(tag::text(context, text, go)),
        State::Tag => tag::tag(context, text, go),
        State::AttrName => tag::attribute_name(context, text),
        State::AfterName => Ok(tag::after_name(context, text)),
        State::BeforeValue => Ok(tag::before_value(context, text)),
        State::HtmlComment => Ok(tag::comment(context, text)),
        State::RcData | State::Attr | State::Dead => Ok((context.clone(), text.len())),
        State::Url | State::SrcSet => Ok((url::after(context, text), text.len())),
        State::MetaContent => Ok(url::meta_content(context, text)),
        State::MetaContentUrl => Ok(url::meta_content_url(context, text)),
        State::Js => js::code(context, text),
        State::JsTemplateLiteral => js::template_literal(context, text, go),
        State::JsDoubleQuoted | State::JsSingleQuoted | State::JsRegexp => js::literal(context, text),
        State::JsBlockComment | State::CssBlockComment => Ok(js::block_comment(context, text)),
        State::JsLineComment
        | State::JsHtmlOpenComment
        | State::JsHtmlCloseComment
        | State::CssLineComment => Ok(js::line_comment(context, text)),
        State::Css => Ok(css::code(context, text)),
        State::CssDoubleQuoted
        | State::CssSingleQuoted
        | State::CssDoubleQuotedUrl
        | State::CssSingleQuotedUrl
        | State::CssUrl => css::literal(context, text),
    }
}
