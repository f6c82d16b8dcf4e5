//! What the parser of a browser is reading.

/// What the parser of a browser is reading. The names are those that error texts show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::html) enum State {
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

impl State {
    pub(in crate::html) fn is_comment(self) -> bool {
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

    pub(in crate::html) fn is_in_tag(self) -> bool {
        matches!(self, Self::Tag | Self::AttrName | Self::AfterName | Self::BeforeValue | Self::Attr)
    }

    /// Whether it is a literal of a script, where `</script>` may stand.
    pub(in crate::html) fn is_script_literal(self) -> bool {
        matches!(self, Self::JsDoubleQuoted | Self::JsSingleQuoted | Self::JsTemplateLiteral | Self::JsRegexp)
    }
}
