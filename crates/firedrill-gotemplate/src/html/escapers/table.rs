//! The escapers by name.

use super::content::Content;
use super::{css, js, markup, url};
use crate::options::GoVersion;
use crate::value::Value;

/// The last step of an action.
#[derive(Debug)]
pub(crate) struct Escaper {
    /// As error texts show it.
    pub(crate) name: &'static str,
    /// The function of the language that does the same.
    pub(in crate::html) same_as: Option<&'static str>,
    apply: fn(&Content, GoVersion) -> Vec<u8>,
}

impl Escaper {
    /// The text to write for a value.
    pub(crate) fn apply(&self, value: Value, go: GoVersion) -> Vec<u8> {
        (self.apply)(&Content::of(value), go)
    }
}

/// What stands for a value that must not go out at all: a word that finds its way into bug reports.
pub(super) const REFUSED: &[u8] = b"ZgotmplZ";

macro_rules! escaper {
    ($id:ident, $name:literal, $same_as:expr, $apply:path) => {
        pub(in crate::html) static $id: Escaper =
            Escaper { name: concat!("_html_template_", $name), same_as: $same_as, apply: $apply };
    };
}

escaper!(ATTRIBUTE, "attrescaper", Some("html"), markup::attribute);
escaper!(COMMENT, "commentescaper", None, markup::comment);
escaper!(CSS, "cssescaper", None, css::text);
escaper!(CSS_VALUE, "cssvaluefilter", None, css::value);
escaper!(HTML, "htmlescaper", Some("html"), markup::html);
escaper!(JS_LITERAL, "jsstrescaper", None, js::literal);
escaper!(JS_REGEXP, "jsregexpescaper", None, js::regexp);
escaper!(JS_TEMPLATE_LITERAL, "jstmpllitescaper", None, js::template_literal);
escaper!(JS_VALUE, "jsvalescaper", None, js::value);
escaper!(NAME, "htmlnamefilter", None, markup::name);
escaper!(NO_SPACE, "nospaceescaper", None, markup::no_space);
escaper!(RCDATA, "rcdataescaper", Some("html"), markup::rcdata);
escaper!(SRCSET, "srcsetescaper", None, url::source_set);
escaper!(URL, "urlescaper", Some("urlquery"), url::escaped);
escaper!(URL_FILTER, "urlfilter", None, url::filtered);
escaper!(URL_NORMAL, "urlnormalizer", Some("urlquery"), url::normal);
