//! Messages, finished and in the making.

use firedrill_gotemplate::alertmanager::RenderError;

use super::{Fields, Rendering};
use crate::integrations::IntegrationType;
use crate::json::Json;

/// What a receiver is sent, rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it says, by name.
    pub fields: Fields,
    /// How it is sent.
    pub content: Content,
}

/// How a message is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// By these requests, in order.
    Http(Vec<Request>),
    /// As an e-mail.
    Mail(Mail),
    /// In a form that is not modelled; the fields are the texts of the configuration.
    Unmodelled,
}

/// An HTTP request. Its body is JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `POST`, `PUT`.
    pub method: &'static str,
    /// Where it goes; empty where the address stands in a file, secrets as in the configuration.
    pub url: String,
    /// The body as upstream writes it, to the byte.
    pub body: String,
}

/// An e-mail, less what differs from one attempt to the next: date, identity, boundaries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// The headers in the order in which they are written: sorted by name.
    pub headers: Vec<(String, String)>,
    /// The part for plain text, if there is one.
    pub text: Option<String>,
    /// The part in HTML, if there is one; mail programs prefer it.
    pub html: Option<String>,
}

/// A message in the making: what a kind of integration makes of a notification.
#[derive(Debug)]
pub(crate) enum Draft {
    Http(Vec<DraftRequest>),
    Mail(Mail),
    Texts(Vec<(String, String)>),
}

/// A request whose body is still a structure.
#[derive(Debug)]
pub(crate) struct DraftRequest {
    pub(crate) method: &'static str,
    pub(crate) url: String,
    pub(crate) body: Json,
}

impl Draft {
    /// One request with a body.
    pub(crate) fn post(url: impl Into<String>, body: impl Into<Json>) -> Self {
        Self::Http(vec![DraftRequest { method: "POST", url: url.into(), body: body.into() }])
    }

    /// The texts of the configuration, for kinds whose messages are not modelled.
    pub(crate) fn texts(rendering: &Rendering<'_>) -> Result<Self, RenderError> {
        let templates = rendering.template_fields();
        let texts = templates.map(|name| Ok((name.to_owned(), rendering.text(name)?)));
        Ok(Self::Texts(texts.collect::<Result<_, RenderError>>()?))
    }

    /// The finished message.
    pub(super) fn finish(self, of: &IntegrationType) -> Message {
        let mut fields = Fields::default();
        let content = match self {
            Self::Http(drafts) => {
                for draft in &drafts {
                    let leaves = draft.body.leaves().into_iter();
                    fields.add(leaves.filter_map(|(path, text)| Some((named(&path, of)?, text))));
                }
                let finish = |draft: DraftRequest| Request {
                    method: draft.method,
                    url: draft.url,
                    body: draft.body.encode(),
                };
                Content::Http(drafts.into_iter().map(finish).collect())
            }
            Self::Mail(mail) => {
                fields.add(mail_fields(&mail));
                Content::Mail(mail)
            }
            Self::Texts(texts) => {
                fields.add(texts);
                Content::Unmodelled
            }
        };
        Message { fields, content }
    }
}

/// What scenarios call a path: the first name that fits, or the path itself; `None` for a constant.
fn named(path: &str, of: &IntegrationType) -> Option<String> {
    let rest_behind = |from: &str| {
        let rest = path.strip_prefix(from)?;
        (rest.is_empty() || from.ends_with('.')).then_some(rest)
    };
    let name = of.names.iter().find_map(|(from, to)| Some(format!("{to}{}", rest_behind(from)?)));
    let is_constant = || of.constants.iter().any(|constant| rest_behind(constant).is_some());
    if name.is_some() || is_constant() { name } else { Some(path.to_owned()) }
}

/// Subject and addresses by their plain names, other headers below `headers`.
fn mail_fields(mail: &Mail) -> Vec<(String, String)> {
    let headers = mail.headers.iter().map(|(name, text)| {
        let name = match name.as_str() {
            "From" | "To" | "Subject" => name.to_ascii_lowercase(),
            _ => format!("headers.{name}"),
        };
        (name, text.clone())
    });
    let text = mail.text.iter().map(|text| ("text".to_owned(), text.clone()));
    let html = mail.html.iter().map(|html| ("html".to_owned(), html.clone()));
    headers.chain(text).chain(html).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_envelope_off() {
        let of = IntegrationType {
            names: &[("text", "message_text"), ("attachments.0.", "")],
            constants: &["type", "card."],
            ..IntegrationType::USUAL
        };
        for (path, want) in [
            ("text", Some("message_text")),
            ("text_size", Some("text_size")),
            ("attachments.0.title", Some("title")),
            ("attachments.0.fields.1.value", Some("fields.1.value")),
            ("attachments.1.title", Some("attachments.1.title")),
            ("type", None),
            ("card.width", None),
            ("typeface", Some("typeface")),
        ] {
            assert_eq!(named(path, &of).as_deref(), want, "{path}");
        }
    }
}
