//! Functions on texts.

use super::base64::{decode, encode};
use super::functions::{Function, fixed};
use crate::library::{HTML, URL, Words, percent_decoded, title, to_lower, to_upper};
use crate::value::{STRING, Type, Value};

static TEXT: [&Type; 1] = [&STRING];
static TWO_TEXTS: [&Type; 2] = [&STRING, &STRING];
static THREE_TEXTS: [&Type; 3] = [&STRING, &STRING, &STRING];

fn bytes(value: &Value) -> &[u8] {
    value.as_bytes().unwrap_or_default()
}

pub(super) static TEXT_FUNCTIONS: &[Function] = &[
    fixed("base64decode", &TEXT, |_, arguments| decode(bytes(&arguments[0])).map(Value::string)),
    fixed("base64encode", &TEXT, |_, arguments| Ok(Value::string(encode(bytes(&arguments[0]))))),
    fixed("match", &TWO_TEXTS, |rendering, arguments| {
        rendering.regexps().is_match(&arguments[0].text(), &arguments[1].text()).map(Value::bool)
    }),
    fixed("reReplaceAll", &THREE_TEXTS, |rendering, arguments| {
        let [pattern, replacement, text] = [0, 1, 2].map(|index| arguments[index].text());
        rendering.regexps().replace_all(&pattern, &replacement, &text).map(Value::string)
    }),
    fixed("routeLabels", &TEXT, |rendering, arguments| {
        rendering.route_label(&arguments[0].text()).map(Value::string)
    }),
    fixed("safeHtml", &TEXT, |_, arguments| Ok(Value::string_of(&HTML, bytes(&arguments[0])))),
    fixed("safeUrl", &TEXT, |_, arguments| Ok(Value::string_of(&URL, bytes(&arguments[0])))),
    fixed("title", &TEXT, |_, arguments| Ok(Value::string(title(&arguments[0].text(), Words::Lowered)))),
    fixed("toLower", &TEXT, |_, arguments| Ok(Value::string(to_lower(&arguments[0].text())))),
    fixed("toUpper", &TEXT, |_, arguments| Ok(Value::string(to_upper(&arguments[0].text())))),
    fixed("trimSpace", &TEXT, |_, arguments| Ok(Value::string(arguments[0].text().trim()))),
    fixed("urlUnescape", &TEXT, |_, arguments| {
        percent_decoded(&arguments[0].text().replace('+', " ")).map(Value::string)
    }),
];
