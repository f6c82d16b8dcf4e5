//! What makes a value harmless in its place.

mod content;
mod css;
mod js;
mod markup;
mod replacement;
mod table;
mod tags;
mod url;

pub(crate) use table::Escaper;
use table::REFUSED;
pub(super) use table::{
    ATTRIBUTE, COMMENT, CSS, CSS_VALUE, HTML, JS_LITERAL, JS_REGEXP, JS_TEMPLATE_LITERAL, JS_VALUE, NAME,
    NO_SPACE, RCDATA, SRCSET, URL, URL_FILTER, URL_NORMAL,
};
