//! What there is to know about a kind of integration.

use firedrill_gotemplate::alertmanager::RenderError;

use super::IntegrationKind;
use crate::config::http::HTTP;
use crate::config::reader::Reader;
use crate::config::schema::{FieldType, Schema, Type, field};
use crate::payload::{Draft, Rendering};
use crate::settings::Settings;

/// A kind of integration.
#[derive(Debug)]
pub(crate) struct IntegrationType {
    /// Which.
    pub(crate) kind: IntegrationKind,
    /// The key of the list in a receiver, which ends with `_configs`.
    pub(crate) key: &'static str,
    /// The first release that knows it, `0.since`.
    pub(crate) since: u8,
    /// The Go type of the list.
    pub(crate) go_type: &'static str,
    /// The same since 0.34, where it has moved.
    pub(crate) moved_to: Option<&'static str>,
    /// Its configuration.
    pub(crate) schema: Schema,
    /// Whether a `null` in the list is an error; else it counts as an empty mapping.
    pub(crate) refuses_null: bool,
    /// Whether resolved alerts are sent where the configuration does not say.
    pub(crate) sends_resolved: bool,
    /// Statuses other than 5xx after which an attempt is repeated.
    pub(crate) retried_statuses: &'static [u16],
    /// What `global` provides where the integration does not.
    pub(crate) inherited: &'static [Inherited],
    /// What is wrong with what it says together with `global`, in upstream's words.
    pub(crate) check_with_global: fn(&Settings, &Settings, &Reader) -> Result<(), String>,
    /// The message it sends.
    pub(crate) message: fn(&Rendering<'_>) -> Result<Draft, RenderError>,
    /// Paths of the message with what scenarios call them: a whole path, or the beginning of one that
    /// ends with a point.
    pub(crate) names: &'static [(&'static str, &'static str)],
    /// Paths without such a name that are the same in every message and nobody asks for: whole ones, or the
    /// beginnings of some that end with a point.
    pub(crate) constants: &'static [&'static str],
}

/// Fields of which an integration has one, or else takes it from `global`.
#[derive(Debug)]
pub(crate) struct Inherited {
    /// The names in the integration and in `global`.
    pub(crate) fields: &'static [(&'static str, &'static str)],
    /// What upstream says if neither has any, by the release since when it says so; nothing for fields
    /// that can do without.
    pub(crate) missing: &'static [(u8, &'static str)],
}

impl Inherited {
    /// Refuses an integration that lacks these fields, and of which `global` has none either.
    pub(crate) fn check(&self, own: &Settings, global: &Settings, reader: &Reader) -> Result<(), String> {
        let messages = self.missing.iter().rev();
        let message = messages.into_iter().find(|(since, _)| reader.version.is_at_least(*since));
        let Some((_, message)) = message else { return Ok(()) };
        let mut fields = self.fields.iter();
        if fields.any(|(name, global_name)| own.is_set(name) || global.is_set(global_name)) {
            return Ok(());
        }
        Err((*message).to_owned())
    }

    /// Takes the fields from `global` unless the integration has one of them.
    pub(crate) fn fill(&self, own: &mut Settings, global: &Settings) {
        if self.fields.iter().any(|(name, _)| own.is_set(name)) {
            return;
        }
        for (name, global_name) in self.fields {
            own.inherit(name, global, global_name);
        }
    }
}

/// What all integrations have.
pub(super) const SEND_RESOLVED: FieldType = field("send_resolved", Type::Flag);

/// What all integrations have that speak HTTP.
pub(super) static HTTP_FIELDS: [FieldType; 2] = [SEND_RESOLVED, field("http_config", Type::Struct(&HTTP))];

impl IntegrationType {
    /// A row with everything that most kinds have in common.
    pub(crate) const USUAL: Self = Self {
        kind: IntegrationKind::Webhook,
        key: "",
        since: 25,
        go_type: "",
        moved_to: None,
        schema: Schema::of(&[]),
        refuses_null: true,
        sends_resolved: true,
        retried_statuses: &[],
        inherited: &[],
        check_with_global: |_, _, _| Ok(()),
        message: Draft::texts,
        names: &[],
        constants: &[],
    };

    /// The name in metrics, logs and the notification log.
    pub(crate) fn name(&self) -> &'static str {
        self.key.trim_end_matches("_configs")
    }

    /// The Go type of the list in a release.
    pub(crate) fn list_type(&self, in_packages: bool) -> &'static str {
        self.moved_to.filter(|_| in_packages).unwrap_or(self.go_type)
    }
}
