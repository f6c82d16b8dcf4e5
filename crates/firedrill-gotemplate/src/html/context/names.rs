//! Contexts as error texts and the names of copied templates show them.

use std::fmt;

use super::{Attribute, Context, Delimiter, Element, Slash, State, UrlPart};
use crate::options::GoVersion;

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "stateText",
            Self::Tag => "stateTag",
            Self::AttrName => "stateAttrName",
            Self::AfterName => "stateAfterName",
            Self::BeforeValue => "stateBeforeValue",
            Self::HtmlComment => "stateHTMLCmt",
            Self::RcData => "stateRCDATA",
            Self::Attr => "stateAttr",
            Self::Url => "stateURL",
            Self::SrcSet => "stateSrcset",
            Self::MetaContent => "stateMetaContent",
            Self::MetaContentUrl => "stateMetaContentURL",
            Self::Js => "stateJS",
            Self::JsDoubleQuoted => "stateJSDqStr",
            Self::JsSingleQuoted => "stateJSSqStr",
            Self::JsTemplateLiteral => "stateJSTmplLit",
            Self::JsRegexp => "stateJSRegexp",
            Self::JsBlockComment => "stateJSBlockCmt",
            Self::JsLineComment => "stateJSLineCmt",
            Self::JsHtmlOpenComment => "stateJSHTMLOpenCmt",
            Self::JsHtmlCloseComment => "stateJSHTMLCloseCmt",
            Self::Css => "stateCSS",
            Self::CssDoubleQuoted => "stateCSSDqStr",
            Self::CssSingleQuoted => "stateCSSSqStr",
            Self::CssDoubleQuotedUrl => "stateCSSDqURL",
            Self::CssSingleQuotedUrl => "stateCSSSqURL",
            Self::CssUrl => "stateCSSURL",
            Self::CssBlockComment => "stateCSSBlockCmt",
            Self::CssLineComment => "stateCSSLineCmt",
            Self::Dead => "stateDead",
        }
    }
}

impl Delimiter {
    fn name(self) -> &'static str {
        match self {
            Self::None => "delimNone",
            Self::DoubleQuote => "delimDoubleQuote",
            Self::SingleQuote => "delimSingleQuote",
            Self::SpaceOrTagEnd => "delimSpaceOrTagEnd",
        }
    }
}

impl UrlPart {
    fn name(self) -> &'static str {
        match self {
            Self::None => "urlPartNone",
            Self::PreQuery => "urlPartPreQuery",
            Self::QueryOrFragment => "urlPartQueryOrFrag",
            Self::Unknown => "urlPartUnknown",
        }
    }
}

impl Slash {
    fn name(self) -> &'static str {
        match self {
            Self::Regexp => "jsCtxRegexp",
            Self::Division => "jsCtxDivOp",
            Self::Unknown => "jsCtxUnknown",
        }
    }
}

impl Attribute {
    fn name(self) -> &'static str {
        match self {
            Self::None => "attrNone",
            Self::Script => "attrScript",
            Self::ScriptType => "attrScriptType",
            Self::Style => "attrStyle",
            Self::Url => "attrURL",
            Self::SrcSet => "attrSrcset",
            Self::MetaContent => "attrMetaContent",
        }
    }
}

impl Element {
    fn name(self) -> &'static str {
        match self {
            Self::None => "elementNone",
            Self::Script => "elementScript",
            Self::Style => "elementStyle",
            Self::TextArea => "elementTextarea",
            Self::Title => "elementTitle",
            Self::Meta => "elementMeta",
        }
    }
}

impl Context {
    /// As error texts print it.
    pub(in crate::html) fn shown(&self, go: GoVersion) -> String {
        let braces = if go >= GoVersion::Go1_26 {
            let depths: Vec<_> = self.braces.iter().map(ToString::to_string).collect();
            format!("[{}] ", depths.join(" "))
        } else {
            String::new()
        };
        format!(
            "{{{} {} {} {} {braces}{} {} <nil>}}",
            self.state.name(),
            self.delimiter.name(),
            self.url_part.name(),
            self.slash.name(),
            self.attribute.name(),
            self.element.name()
        )
    }

    /// The name of the copy of a template that is called here.
    pub(in crate::html) fn mangled(&self, name: &str) -> String {
        if self.state == State::Text {
            return name.to_owned();
        }
        let default = Self::default();
        let mut mangled = format!("{name}$htmltemplate_{}", self.state.name());
        let mut add = |differs: bool, part: &dyn fmt::Display| {
            if differs {
                mangled.push_str(&format!("_{part}"));
            }
        };
        add(self.delimiter != default.delimiter, &self.delimiter.name());
        add(self.url_part != default.url_part, &self.url_part.name());
        add(self.slash != default.slash, &self.slash.name());
        let depths: Vec<_> = self.braces.iter().map(ToString::to_string).collect();
        add(!self.braces.is_empty(), &format_args!("jsBraceDepth([{}])", depths.join(" ")));
        add(self.attribute != default.attribute, &self.attribute.name());
        add(self.element != default.element, &self.element.name());
        mangled
    }
}
