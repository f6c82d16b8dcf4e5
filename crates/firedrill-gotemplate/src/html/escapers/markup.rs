//! Text, attributes and their names.

use super::REFUSED;
use super::content::{Claim, Content};
use super::replacement::replaced;
use super::tags::without_tags;
use crate::html::attributes::{Meaning, meaning};
use crate::options::GoVersion;

/// Inside text and quoted values.
fn reference(character: char) -> Option<&'static str> {
    Some(match character {
        '\0' => "\u{fffd}",
        '"' => "&#34;",
        '&' => "&amp;",
        '\'' => "&#39;",
        '+' => "&#43;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => return None,
    })
}

/// The same where references are already written.
fn reference_but_ampersand(character: char) -> Option<&'static str> {
    reference(character).filter(|_| character != '&')
}

/// Inside values that white space ends.
fn unquoted_reference(character: char) -> Option<&'static str> {
    Some(match character {
        '\0' => "&#xfffd;",
        '\t' => "&#9;",
        '\n' => "&#10;",
        '\u{b}' => "&#11;",
        '\u{c}' => "&#12;",
        '\r' => "&#13;",
        ' ' => "&#32;",
        '=' => "&#61;",
        '`' => "&#96;",
        other => return reference(other),
    })
}

pub(super) fn html(content: &Content, _: GoVersion) -> Vec<u8> {
    match content.claim {
        Claim::Html => content.text.clone(),
        Claim::Plain | Claim::Url => replaced(&content.text, reference),
    }
}

pub(super) fn rcdata(content: &Content, _: GoVersion) -> Vec<u8> {
    match content.claim {
        Claim::Html => replaced(&content.text, reference_but_ampersand),
        Claim::Plain | Claim::Url => replaced(&content.text, reference),
    }
}

pub(super) fn attribute(content: &Content, go: GoVersion) -> Vec<u8> {
    match content.claim {
        Claim::Html => replaced(&without_tags(&content.text, go), reference_but_ampersand),
        Claim::Plain | Claim::Url => replaced(&content.text, reference),
    }
}

pub(super) fn no_space(content: &Content, go: GoVersion) -> Vec<u8> {
    let text = match content.claim {
        Claim::Html => {
            let unquoted = |it| unquoted_reference(it).filter(|_| it != '&');
            replaced(&without_tags(&content.text, go), unquoted)
        }
        Claim::Plain | Claim::Url => replaced(&content.text, unquoted_reference),
    };
    // Without a value, what follows would become it.
    if text.is_empty() && go >= GoVersion::Go1_26 { REFUSED.to_vec() } else { text }
}

/// Comments do not go out.
pub(super) fn comment(_: &Content, _: GoVersion) -> Vec<u8> {
    Vec::new()
}

/// Letters and digits that name no attribute with a meaning.
pub(super) fn name(content: &Content, _: GoVersion) -> Vec<u8> {
    let name = String::from_utf8_lossy(&content.text).to_lowercase();
    let is_harmless = !name.is_empty()
        && meaning(&name) == Meaning::Plain
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_harmless { name.into_bytes() } else { REFUSED.to_vec() }
}
