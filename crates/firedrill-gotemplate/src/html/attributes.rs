//! What the value of an attribute means, by its name.

use super::context::Attribute;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Plain,
    Url,
    SrcSet,
    Style,
    Script,
    /// Something else that changes how the document behaves: no action may name such an attribute.
    Sensitive,
}

const URLS: [&str; 17] = [
    "action",
    "archive",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "formaction",
    "href",
    "icon",
    "longdesc",
    "manifest",
    "poster",
    "profile",
    "src",
    "usemap",
    "xmlns",
];
const SENSITIVE: [&str; 22] = [
    "accept-charset",
    "async",
    "charset",
    "content",
    "crossorigin",
    "defer",
    "enctype",
    "form",
    "formenctype",
    "formmethod",
    "formnovalidate",
    "http-equiv",
    "keytype",
    "language",
    "method",
    "novalidate",
    "pattern",
    "rel",
    "sandbox",
    "srcdoc",
    "type",
    "value",
];

/// The meaning of an attribute with this name, in lower case. Names of one's own go by what they are made
/// of: `data-` is left out, and one that says `src`, `uri` or `url` holds an address.
pub(super) fn meaning(name: &str) -> Meaning {
    let name = match name.strip_prefix("data-") {
        Some(rest) => rest,
        None => match name.split_once(':') {
            Some(("xmlns", _)) => return Meaning::Url,
            Some((_, local)) => local,
            None => name,
        },
    };
    match name {
        "srcset" => Meaning::SrcSet,
        "style" => Meaning::Style,
        "object" | "prefix" => Meaning::Plain,
        _ if URLS.contains(&name) => Meaning::Url,
        _ if SENSITIVE.contains(&name) => Meaning::Sensitive,
        _ if name.starts_with("on") => Meaning::Script,
        _ if ["src", "uri", "url"].iter().any(|part| name.contains(part)) => Meaning::Url,
        _ => Meaning::Plain,
    }
}

/// The kind of an attribute for what follows.
pub(super) fn attribute(name: &str) -> Attribute {
    match meaning(name) {
        Meaning::Plain | Meaning::Sensitive => Attribute::None,
        Meaning::Url => Attribute::Url,
        Meaning::SrcSet => Attribute::SrcSet,
        Meaning::Style => Attribute::Style,
        Meaning::Script => Attribute::Script,
    }
}

/// Whether a script of this `type` is one: else its content is left as text.
pub(super) fn is_script_type(text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    let essence = text.split(';').next().unwrap_or("").trim().to_lowercase();
    let (is_text, name) = match essence.split_once('/') {
        Some(("application", name)) => (false, name),
        Some(("text", name)) => (true, name),
        _ => return essence == "module",
    };
    match name {
        "ecmascript" | "javascript" | "x-ecmascript" | "x-javascript" => true,
        "json" | "ld+json" => !is_text,
        "javascript1.0" | "javascript1.1" | "javascript1.2" | "javascript1.3" | "javascript1.4"
        | "javascript1.5" | "jscript" | "livescript" => is_text,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_by_the_name() {
        for (name, want) in [
            ("title", Meaning::Plain),
            ("href", Meaning::Url),
            ("data-href", Meaning::Url),
            ("xlink:href", Meaning::Url),
            ("xmlns:x", Meaning::Url),
            ("my-url", Meaning::Url),
            ("imagesrcset", Meaning::Url),
            ("srcset", Meaning::SrcSet),
            ("style", Meaning::Style),
            ("style-x", Meaning::Plain),
            ("onclick", Meaning::Script),
            ("data-onclick", Meaning::Script),
            ("type", Meaning::Sensitive),
        ] {
            assert_eq!(meaning(name), want, "{name}");
        }
    }
}
