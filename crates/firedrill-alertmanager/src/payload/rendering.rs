//! One notification while its message is made.

use firedrill_gotemplate::alertmanager::{NotificationData, NotificationTemplates, Passed, RenderError};
use firedrill_gotemplate::gotime::GoTime;
use firedrill_model::source::yaml::{Resolved, Version as YamlVersion, parse, resolve};

use super::truncation::truncated;
use crate::Version;
use crate::config::schema::FieldType;
use crate::integrations::IntegrationType;
use crate::json::Json;
use crate::notify::{Notification, Settings};

/// What a message is made of.
#[derive(Debug)]
pub(crate) struct Rendering<'r> {
    pub(crate) notification: &'r Notification,
    pub(crate) settings: &'r Settings,
    pub(crate) version: Version,
    pub(super) of: &'static IntegrationType,
    pub(super) templates: &'r NotificationTemplates,
    pub(super) data: NotificationData,
    pub(super) now: GoTime,
}

impl Rendering<'_> {
    /// The data of the templates.
    pub(crate) fn data(&self) -> &NotificationData {
        &self.data
    }

    /// The names of all fields that are templates.
    pub(super) fn template_fields(&self) -> impl Iterator<Item = &'static str> {
        self.of.schema.fields().filter(|field| field.default.is_some()).map(|field| field.name)
    }

    /// The template of a field: that of the configuration or its default.
    pub(crate) fn template(&self, name: &str) -> &str {
        if self.settings.has(name) {
            // Some texts may be structs that hold one.
            return self.settings.child(name).map_or(self.settings.text(name), |it| it.text("template"));
        }
        let field = self.of.schema.fields().find(|field| field.name == name);
        field.and_then(|FieldType { default, .. }| *default).unwrap_or("")
    }

    /// A field, rendered.
    pub(crate) fn text(&self, name: &str) -> Result<String, RenderError> {
        self.expand(self.template(name))
    }

    /// A field, rendered as HTML: what it inserts is escaped for where it stands.
    pub(crate) fn html(&self, name: &str) -> Result<String, RenderError> {
        let template = self.templates.parse_html(self.template(name))?;
        template.render(self.templates, &self.data, Passed::ByPointer, &self.now)
    }

    /// A field of a struct within the configuration, rendered.
    pub(crate) fn text_of(&self, settings: &Settings, name: &str) -> Result<String, RenderError> {
        self.expand(settings.text(name))
    }

    /// A field, rendered, and cut where the service would refuse more.
    pub(crate) fn truncated(&self, name: &str, limit: usize) -> Result<String, RenderError> {
        Ok(truncated(&self.text(name)?, limit))
    }

    /// Renders a text. An empty one is not looked at.
    pub(crate) fn expand(&self, template: &str) -> Result<String, RenderError> {
        if template.is_empty() {
            return Ok(String::new());
        }
        self.templates.parse(template)?.render(self.templates, &self.data, Passed::ByPointer, &self.now)
    }

    /// Renders the texts of an object, and nothing else of it.
    pub(crate) fn flat(&self, structure: &Json) -> Result<Json, RenderError> {
        let Json::Object(entries) = structure else { return Ok(structure.clone()) };
        let entries = entries.iter().map(|(name, value)| {
            let value = match value {
                Json::Text(template) => Json::Text(self.expand(template)?),
                other => other.clone(),
            };
            Ok((name.clone(), value))
        });
        Ok(Json::Object(entries.collect::<Result<_, RenderError>>()?))
    }

    /// Renders all texts of a structure, names included. Upstream reads a rendered text as YAML again,
    /// and takes what it finds unless that is a text: then the rendered text stays as it is.
    pub(crate) fn structure(&self, structure: &Json) -> Result<Json, RenderError> {
        Ok(match structure {
            Json::Text(template) => reread(self.expand(template)?),
            Json::List(items) => {
                Json::List(items.iter().map(|item| self.structure(item)).collect::<Result<_, _>>()?)
            }
            Json::Object(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(name, value)| Ok((self.expand(name)?, self.structure(value)?)));
                let mut entries = entries.collect::<Result<Vec<_>, RenderError>>()?;
                entries.sort_by(|lhs, rhs| lhs.0.cmp(&rhs.0));
                Json::Object(entries)
            }
            other => other.clone(),
        })
    }
}

/// What a rendered text is, read as YAML.
fn reread(text: String) -> Json {
    let stream = parse(&text);
    if stream.error.is_some() {
        return Json::Text(text);
    }
    let Some(document) = stream.documents.first() else { return Json::Null };
    let root = document.root();
    if root.scalar().is_some_and(|scalar| {
        matches!(resolve(YamlVersion::V2, scalar), Resolved::Text | Resolved::Timestamp)
    }) {
        return Json::Text(text);
    }
    let read = Json::from_yaml(root);
    read.unwrap_or(Json::Text(text))
}

#[cfg(test)]
mod tests {
    use super::reread;

    #[test]
    fn takes_what_yaml_says_unless_it_is_a_text() {
        for (text, want) in [
            ("firing", "\"firing\"\n"),
            ("3", "3\n"),
            ("on", "true\n"),
            ("#channel", "null\n"),
            ("\"quoted\"", "\"\\\"quoted\\\"\"\n"),
            ("[1, a]", "[1,\"a\"]\n"),
            ("{ unclosed", "\"{ unclosed\"\n"),
        ] {
            assert_eq!(reread(text.to_owned()).encode(), want, "{text}");
        }
    }
}
