//! Functions on texts, and links.

use super::Dialect;
use super::functions::{Call, Context, Function};
use super::host::{strip_domain, strip_port};
use super::link::{Tab, expression_link, url_path};
use crate::library::{HTML, Words, query_escaped, title, to_lower, to_upper};
use crate::value::{STRING, Signature, Type, Value};

static NONE: [&Type; 0] = [];
static TEXT: [&Type; 1] = [&STRING];
static TWO_TEXTS: [&Type; 2] = [&STRING, &STRING];
static THREE_TEXTS: [&Type; 3] = [&STRING, &STRING, &STRING];

const fn fixed(name: &'static str, params: &'static [&'static Type], call: Call) -> Function {
    Function { signature: Signature::fixed(name, params), since: Dialect::V2_42, call }
}

pub(super) static TEXT_FUNCTIONS: &[Function] = &[
    fixed("externalURL", &NONE, |context, _| external_url(context).map(Value::string)),
    fixed("graphLink", &TEXT, |_, arguments| {
        Ok(Value::string(expression_link(&arguments[0].text(), Tab::Graph)))
    }),
    fixed("match", &TWO_TEXTS, |context, arguments| {
        context.regexps.is_match(&arguments[0].text(), &arguments[1].text()).map(Value::bool)
    }),
    fixed("pathPrefix", &NONE, |context, _| external_url(context).map(url_path).map(Value::string)),
    fixed("reReplaceAll", &THREE_TEXTS, |context, arguments| {
        let [pattern, replacement, text] = [0, 1, 2].map(|index| arguments[index].text());
        context.regexps.replace_all(&pattern, &replacement, &text).map(Value::string)
    }),
    fixed("safeHtml", &TEXT, |_, arguments| {
        Ok(Value::string_of(&HTML, arguments[0].as_bytes().unwrap_or_default()))
    }),
    fixed("stripDomain", &TEXT, |_, arguments| Ok(Value::string(strip_domain(&arguments[0].text())))),
    fixed("stripPort", &TEXT, |_, arguments| Ok(Value::string(strip_port(&arguments[0].text())))),
    fixed("tableLink", &TEXT, |_, arguments| {
        Ok(Value::string(expression_link(&arguments[0].text(), Tab::Table)))
    }),
    fixed("title", &TEXT, |context, arguments| {
        let words = match context.dialect {
            Dialect::V2_42 => Words::Separated,
            Dialect::V3 => Words::Kept,
        };
        Ok(Value::string(title(&arguments[0].text(), words)))
    }),
    fixed("toLower", &TEXT, |_, arguments| Ok(Value::string(to_lower(&arguments[0].text())))),
    fixed("toUpper", &TEXT, |_, arguments| Ok(Value::string(to_upper(&arguments[0].text())))),
    Function {
        signature: Signature::fixed("urlQueryEscape", &TEXT),
        since: Dialect::V3,
        call: |_, arguments| Ok(Value::string(query_escaped(&arguments[0].text()))),
    },
];

fn external_url<'a>(context: &Context<'_, 'a>) -> Result<&'a str, String> {
    context
        .environment
        .external_url
        .ok_or_else(|| "runtime error: invalid memory address or nil pointer dereference".to_owned())
}
