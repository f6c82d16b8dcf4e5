//! Rendering of notification texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Version;
use super::data::NotificationData;
use super::default_texts::default_texts;
use super::functions::knows;
use super::types::data_value;
use crate::exec::ExecError;
use crate::gotime::GoTime;
use crate::html::EscapeError;
use crate::library::Regexps;
use crate::options::{MissingKey, Options};
use crate::parse::ParseError;
use crate::template::Template;

/// The templates that the texts of all receivers can use.
#[derive(Debug, Clone)]
pub struct NotificationTemplates {
    version: Version,
    template: Arc<Template>,
    regexps: Regexps,
}

/// A receiver's text, parsed.
#[derive(Debug, Clone)]
pub struct NotificationTemplate {
    template: Template,
    mode: Mode,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Text,
    Html,
}

/// How the data is passed, which shows in the names of types only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// As `amtool template render` does.
    ByValue,
    /// As the server does.
    ByPointer,
}

/// Why a text could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// It is no template.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// Its execution failed.
    #[error(transparent)]
    Execution(#[from] ExecError),
    /// Something stands where no escaping can be chosen.
    #[error(transparent)]
    Escape(#[from] EscapeError),
    /// A label of the route cannot be rendered.
    #[error("{0}")]
    RouteLabel(String),
}

impl NotificationTemplates {
    /// A set without templates.
    pub fn empty(version: Version) -> Self {
        let options = Options { go: version.go(), missing_key: MissingKey::Zero };
        Self { version, template: Arc::new(Template::empty(options)), regexps: Regexps::new(options.go) }
    }

    /// The set that a server starts with: the default texts of all kinds of receivers.
    pub fn with_defaults(version: Version) -> Self {
        let mut templates = Self::empty(version);
        // Errors name the file that old releases read them from.
        let file = if version == Version::V0_25 { "default.tmpl" } else { "" };
        templates.add_file(file, &default_texts(version)).expect("the default texts are templates");
        templates
    }

    /// Adds a file of templates; definitions replace earlier ones unless they are blank.
    ///
    /// # Errors
    /// The first error, as Go prints it.
    pub fn add_file(&mut self, name: &str, text: &str) -> Result<(), ParseError> {
        let version = self.version;
        Arc::make_mut(&mut self.template).add(name, text, &|function| knows(function, version))
    }

    /// The labels of a route, rendered in the order of their names.
    ///
    /// # Errors
    /// The first label that cannot be rendered.
    pub fn render_route_labels(
        &self,
        data: &NotificationData,
        now: &GoTime,
    ) -> Result<BTreeMap<String, String>, RenderError> {
        let names = data.route_labels.iter().flat_map(BTreeMap::keys);
        let mut rendering = Rendering {
            templates: self,
            data,
            passed: Passed::ByValue,
            mode: Mode::Text,
            now,
            labels: Vec::new(),
        };
        let label = |name: &String| {
            rendering.labels.clear();
            let text = rendering.route_label(name).map_err(RenderError::RouteLabel)?;
            Ok((name.clone(), text))
        };
        names.map(label).collect()
    }

    /// Parses the text of a receiver.
    ///
    /// # Errors
    /// The first error, as Go prints it; the text has no name: `template: :1: unexpected EOF`.
    pub fn parse(&self, text: &str) -> Result<NotificationTemplate, ParseError> {
        let mut template = Template::on(Arc::clone(&self.template));
        template.add("", text, &|function| knows(function, self.version))?;
        Ok(NotificationTemplate { template, mode: Mode::Text })
    }
}

impl NotificationTemplates {
    /// Parses a text of HTML: what its actions insert is escaped for the place where it stands.
    ///
    /// # Errors
    /// The first error, as Go prints it.
    pub fn parse_html(&self, text: &str) -> Result<NotificationTemplate, RenderError> {
        let NotificationTemplate { template, .. } = self.parse(text)?;
        Ok(NotificationTemplate { template: template.escaped("")?, mode: Mode::Html })
    }
}

impl NotificationTemplate {
    /// Renders the text at `now`. What is no UTF-8 in the result becomes U+FFFD.
    ///
    /// # Errors
    /// What ended the execution.
    pub fn render(
        &self,
        templates: &NotificationTemplates,
        data: &NotificationData,
        passed: Passed,
        now: &GoTime,
    ) -> Result<String, RenderError> {
        let mut rendering = Rendering { templates, data, passed, mode: self.mode, now, labels: Vec::new() };
        rendering.execute(&self.template)
    }
}

/// What functions work with besides their arguments.
pub(super) struct Rendering<'a> {
    templates: &'a NotificationTemplates,
    data: &'a NotificationData,
    passed: Passed,
    mode: Mode,
    now: &'a GoTime,
    /// The route labels being expanded, outermost first.
    labels: Vec<String>,
}

impl Rendering<'_> {
    pub(super) fn version(&self) -> Version {
        self.templates.version
    }

    pub(super) fn regexps(&self) -> &Regexps {
        &self.templates.regexps
    }

    pub(super) fn now(&self) -> &GoTime {
        self.now
    }

    fn execute(&mut self, template: &Template) -> Result<String, RenderError> {
        let dot = data_value(self.data, self.passed, self.version());
        let bytes = template.execute("", self, dot)?;
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    /// The expanded label of the route; labels may refer to each other, but not in a circle. The server has
    /// expanded them before.
    pub(super) fn route_label(&mut self, name: &str) -> Result<String, String> {
        let Some(text) = self.data.route_labels.as_ref().and_then(|labels| labels.get(name)) else {
            return Ok(String::new());
        };
        if self.passed == Passed::ByPointer {
            return Ok(text.clone());
        }
        let repeated = self.labels.iter().any(|other| other == name);
        self.labels.push(name.to_owned());
        if repeated {
            return Err(format!("route label cycle detected: {}", self.labels.join(" -> ")));
        }
        let template = match self.mode {
            Mode::Text => self.templates.parse(text).map_err(RenderError::from),
            Mode::Html => self.templates.parse_html(text),
        };
        let template = template.map_err(|error| error.to_string())?;
        let expanded = self.execute(&template.template).map_err(|error| error.to_string())?;
        self.labels.pop();
        Ok(expanded)
    }
}
