//! Where in a document something stands.

use std::fmt;

use crate::options::GoVersion;

/// What the parser of a browser is reading. The names are those that error texts show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum State {
    /// Between tags.
    #[default]
    Text,
    /// Inside a tag, before an attribute or its end.
    Tag,
    AttrName,
    AfterName,
    BeforeValue,
    HtmlComment,
    /// The text of `title` and `textarea`.
    RcData,
    /// The value of an attribute without meaning of its own.
    Attr,
    Url,
    SrcSet,
    /// `content` of a `meta`, which may send the browser elsewhere.
    MetaContent,
    /// Behind its `url=`.
    MetaContentUrl,
    Js,
    JsDoubleQuoted,
    JsSingleQuoted,
    JsTemplateLiteral,
    JsRegexp,
    JsBlockComment,
    JsLineComment,
    /// `<!--` in a script, which comments a line out.
    JsHtmlOpenComment,
    /// `-->` in a script, which does so too.
    JsHtmlCloseComment,
    Css,
    CssDoubleQuoted,
    CssSingleQuoted,
    CssDoubleQuotedUrl,
    CssSingleQuotedUrl,
    CssUrl,
    CssBlockComment,
    CssLineComment,
    /// Behind a `{{break}}` or `{{continue}}`.
    Dead,
}

/// What ends the value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Delimiter {
    /// It is no value of an attribute.
    #[default]
    None,
    DoubleQuote,
    SingleQuote,
    /// The value is not quoted.
    SpaceOrTagEnd,
}

/// How far into an address something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum UrlPart {
    /// At its beginning, where a scheme may follow.
    #[default]
    None,
    PreQuery,
    QueryOrFragment,
    /// One or the other, by the branch taken.
    Unknown,
}

/// What a slash in a script begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Slash {
    #[default]
    Regexp,
    Division,
    /// One or the other, by the branch taken.
    Unknown,
}

/// The kind of the attribute whose value follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Attribute {
    #[default]
    None,
    Script,
    /// `type` of a script, which may say that it is none.
    ScriptType,
    Style,
    Url,
    SrcSet,
    /// `content` of a `meta`.
    MetaContent,
}

/// An element whose content is not markup, or whose attributes matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Element {
    #[default]
    None,
    Script,
    Style,
    TextArea,
    Title,
    Meta,
}

/// Where something stands; `Default` is the beginning of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Context {
    pub(super) state: State,
    pub(super) delimiter: Delimiter,
    pub(super) url_part: UrlPart,
    pub(super) slash: Slash,
    /// Open braces in each of the nested `${…}`, outermost first.
    pub(super) braces: Vec<usize>,
    pub(super) attribute: Attribute,
    pub(super) element: Element,
}

impl State {
    pub(super) fn is_comment(self) -> bool {
        matches!(
            self,
            Self::HtmlComment
                | Self::JsBlockComment
                | Self::JsLineComment
                | Self::JsHtmlOpenComment
                | Self::JsHtmlCloseComment
                | Self::CssBlockComment
                | Self::CssLineComment
        )
    }

    pub(super) fn is_in_tag(self) -> bool {
        matches!(self, Self::Tag | Self::AttrName | Self::AfterName | Self::BeforeValue | Self::Attr)
    }

    /// Whether it is a literal of a script, where `</script>` may stand.
    pub(super) fn is_script_literal(self) -> bool {
        matches!(self, Self::JsDoubleQuoted | Self::JsSingleQuoted | Self::JsTemplateLiteral | Self::JsRegexp)
    }

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
    /// Whether the byte ends a value.
    pub(super) fn is_ended_by(self, byte: u8) -> bool {
        match self {
            Self::None => false,
            Self::DoubleQuote => byte == b'"',
            Self::SingleQuote => byte == b'\'',
            Self::SpaceOrTagEnd => b" \t\n\x0c\r>".contains(&byte),
        }
    }

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

    /// What the value of such an attribute is.
    pub(super) fn value_state(self) -> State {
        match self {
            Self::None | Self::ScriptType => State::Attr,
            Self::Script => State::Js,
            Self::Style => State::Css,
            Self::Url => State::Url,
            Self::SrcSet => State::SrcSet,
            Self::MetaContent => State::MetaContent,
        }
    }
}

impl Element {
    /// The element of that name, in lower case.
    pub(super) fn of_name(name: &[u8], go: GoVersion) -> Self {
        match name {
            b"meta" if go < GoVersion::Go1_26 => Self::None,
            b"script" => Self::Script,
            b"style" => Self::Style,
            b"textarea" => Self::TextArea,
            b"title" => Self::Title,
            b"meta" => Self::Meta,
            _ => Self::None,
        }
    }

    /// What only `</name` ends.
    pub(super) fn tag(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            // Upstream looks for an end tag without name.
            Self::Meta => Some(""),
            Self::Script => Some("script"),
            Self::Style => Some("style"),
            Self::TextArea => Some("textarea"),
            Self::Title => Some("title"),
        }
    }

    /// What stands between its tags.
    pub(super) fn content_state(self) -> State {
        match self {
            Self::None | Self::Meta => State::Text,
            Self::Script => State::Js,
            Self::Style => State::Css,
            Self::TextArea | Self::Title => State::RcData,
        }
    }

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
    /// Inside a tag of an element.
    pub(super) fn in_tag(element: Element) -> Self {
        Self { state: State::Tag, element, ..Self::default() }
    }

    /// Behind a jump out of a loop's body.
    pub(super) fn dead() -> Self {
        Self { state: State::Dead, ..Self::default() }
    }

    /// Where an action that comes next would write: before the value of an attribute it is the value, and
    /// behind the name of one it is another name.
    pub(super) fn nudged(&self) -> Self {
        let mut context = self.clone();
        match self.state {
            State::Tag => context.state = State::AttrName,
            State::BeforeValue => {
                context.state = self.attribute.value_state();
                context.delimiter = Delimiter::SpaceOrTagEnd;
                context.attribute = Attribute::None;
            }
            State::AfterName => {
                context.state = State::AttrName;
                context.attribute = Attribute::None;
            }
            _ => {}
        }
        context
    }

    /// As error texts print it.
    pub(super) fn shown(&self, go: GoVersion) -> String {
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
    pub(super) fn mangled(&self, name: &str) -> String {
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
