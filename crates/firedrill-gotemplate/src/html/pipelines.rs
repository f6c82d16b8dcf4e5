//! Escapers at the end of pipelines.

use super::context::{Context, Delimiter, Slash, State, UrlPart};
use super::escapers::{
    ATTRIBUTE, COMMENT, CSS, CSS_VALUE, Escaper, HTML, JS_LITERAL, JS_REGEXP, JS_TEMPLATE_LITERAL, JS_VALUE,
    NAME, NO_SPACE, RCDATA, SRCSET, URL, URL_FILTER, URL_NORMAL,
};
use crate::builtins::EVALUATE;
use crate::options::GoVersion;
use crate::tree::{Command, Operand, OperandKind, Pipeline};

/// Functions of the language that escape, and must come last.
const PREDEFINED: [&str; 2] = ["html", "urlquery"];

/// The context after an action, and what escapes its output; or why nothing can.
pub(super) fn escapers(
    context: &Context,
    pipeline: &Pipeline,
    go: GoVersion,
) -> Result<(Context, Vec<&'static Escaper>), String> {
    let mut next = context.nudged();
    let mut escapers: Vec<&'static Escaper> = Vec::new();
    let is_unquoted = next.state == State::Attr && next.delimiter == Delimiter::SpaceOrTagEnd;
    for (index, command) in pipeline.commands.iter().enumerate() {
        let Some(name) = predefined(command) else { continue };
        let is_last = index + 1 == pipeline.commands.len();
        if !is_last || is_unquoted && name == "html" {
            return Err(format!("predefined escaper \"{name}\" disallowed in template"));
        }
    }
    match next.state {
        State::Url
        | State::CssDoubleQuoted
        | State::CssSingleQuoted
        | State::CssDoubleQuotedUrl
        | State::CssSingleQuotedUrl
        | State::CssUrl => escapers.extend(of_url(&next, pipeline)?),
        State::MetaContentUrl => escapers.push(&URL_FILTER),
        State::Js => {
            escapers.push(&JS_VALUE);
            next.slash = Slash::Division;
        }
        State::JsDoubleQuoted | State::JsSingleQuoted => escapers.push(&JS_LITERAL),
        State::JsTemplateLiteral if go < GoVersion::Go1_26 => {
            return Err(format!("{{{{{pipeline}}}}} appears in a JS template literal"));
        }
        State::JsTemplateLiteral => escapers.push(&JS_TEMPLATE_LITERAL),
        State::JsRegexp => escapers.push(&JS_REGEXP),
        State::Css => escapers.push(&CSS_VALUE),
        State::Text => escapers.push(&HTML),
        State::RcData => escapers.push(&RCDATA),
        State::Tag | State::AttrName | State::AfterName => {
            next.state = State::AttrName;
            escapers.push(&NAME);
        }
        State::SrcSet => escapers.push(&SRCSET),
        State::Attr | State::MetaContent | State::BeforeValue | State::Dead => {}
        State::HtmlComment
        | State::JsBlockComment
        | State::JsLineComment
        | State::JsHtmlOpenComment
        | State::JsHtmlCloseComment
        | State::CssBlockComment
        | State::CssLineComment => escapers.push(&COMMENT),
    }
    match next.delimiter {
        Delimiter::None => {}
        Delimiter::SpaceOrTagEnd => escapers.push(&NO_SPACE),
        Delimiter::DoubleQuote | Delimiter::SingleQuote => escapers.push(&ATTRIBUTE),
    }
    Ok((next, escapers))
}

fn of_url(context: &Context, pipeline: &Pipeline) -> Result<Vec<&'static Escaper>, String> {
    let is_text = matches!(context.state, State::CssDoubleQuoted | State::CssSingleQuoted);
    let normal = if is_text { &CSS } else { &URL_NORMAL };
    match context.url_part {
        UrlPart::None => Ok(vec![&URL_FILTER, normal]),
        UrlPart::PreQuery => Ok(vec![normal]),
        UrlPart::QueryOrFragment => Ok(vec![&URL]),
        UrlPart::Unknown => Err(format!("{{{{{pipeline}}}}} appears in an ambiguous context within a URL")),
    }
}

fn predefined(command: &Command) -> Option<&str> {
    match &command.operands[0].kind {
        OperandKind::Identifier(name) if PREDEFINED.contains(&name.as_str()) => Some(name),
        _ => None,
    }
}

/// Appends escapers to a pipeline. Where it ends with one of the language's own that does the same as one
/// of them, that one takes its place.
pub(super) fn append(pipeline: &mut Pipeline, escapers: &[&'static Escaper]) {
    let own = pipeline.commands.last().and_then(predefined).map(str::to_owned);
    let replaces = |escaper: &Escaper| escaper.same_as.is_some() && escaper.same_as == own.as_deref();
    if own.is_some() && !escapers.is_empty() {
        detach_arguments(pipeline);
        if escapers.iter().any(|escaper| replaces(escaper)) {
            pipeline.commands.pop();
        }
    }
    let position = pipeline.position;
    for escaper in escapers {
        let kind = if replaces(escaper) {
            OperandKind::Identifier(own.clone().unwrap_or_default())
        } else {
            OperandKind::Escaper(escaper)
        };
        pipeline.commands.push(Command { position, operands: vec![Operand { position, kind }] });
    }
}

/// Turns a lone `html A B` into the evaluation of its arguments and `html`.
fn detach_arguments(pipeline: &mut Pipeline) {
    let [command] = pipeline.commands.as_mut_slice() else { return };
    if command.operands.len() < 2 {
        return;
    }
    let evaluate = OperandKind::Identifier(EVALUATE.to_owned());
    let position = command.operands[0].position;
    let own = std::mem::replace(&mut command.operands[0].kind, evaluate);
    let operands = vec![Operand { position, kind: own }];
    pipeline.commands.push(Command { position, operands });
}
