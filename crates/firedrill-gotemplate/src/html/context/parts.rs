//! What else matters about a place.

use super::State;
use crate::options::GoVersion;

/// What ends the value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::html) enum Delimiter {
    /// It is no value of an attribute.
    #[default]
    None,
    DoubleQuote,
    SingleQuote,
    /// The value is not quoted.
    SpaceOrTagEnd,
}

impl Delimiter {
    /// Whether the byte ends a value.
    pub(in crate::html) fn is_ended_by(self, byte: u8) -> bool {
        match self {
            Self::None => false,
            Self::DoubleQuote => byte == b'"',
            Self::SingleQuote => byte == b'\'',
            Self::SpaceOrTagEnd => b" \t\n\x0c\r>".contains(&byte),
        }
    }
}

/// How far into an address something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::html) enum UrlPart {
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
pub(in crate::html) enum Slash {
    #[default]
    Regexp,
    Division,
    /// One or the other, by the branch taken.
    Unknown,
}

/// The kind of the attribute whose value follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::html) enum Attribute {
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

impl Attribute {
    /// What the value of such an attribute is.
    pub(in crate::html) fn value_state(self) -> State {
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

/// An element whose content is not markup, or whose attributes matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::html) enum Element {
    #[default]
    None,
    Script,
    Style,
    TextArea,
    Title,
    Meta,
}

impl Element {
    /// The element of that name, in lower case.
    pub(in crate::html) fn of_name(name: &[u8], go: GoVersion) -> Self {
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
    pub(in crate::html) fn tag(self) -> Option<&'static str> {
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
    pub(in crate::html) fn content_state(self) -> State {
        match self {
            Self::None | Self::Meta => State::Text,
            Self::Script => State::Js,
            Self::Style => State::Css,
            Self::TextArea | Self::Title => State::RcData,
        }
    }
}
