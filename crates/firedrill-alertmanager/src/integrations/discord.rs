//! `discord_configs`.

use firedrill_gotemplate::alertmanager::RenderError;

use super::integration_type::HTTP_FIELDS;
use super::{IntegrationKind, IntegrationType};
use crate::alert::AlertStatus;
use crate::config::reader::Reader;
use crate::config::schema::{Schema, Type, blank, exactly_one, field, required, shipped, template};
use crate::json::{Json, Object};
use crate::payload::{Draft, Rendering};
use crate::settings::Settings;

pub(crate) static DISCORD: IntegrationType = IntegrationType {
    kind: IntegrationKind::Discord,
    key: "discord_configs",
    go_type: "[]*config.DiscordConfig",
    schema: Schema::of(&[
        field("webhook_url", Type::SecretUrl),
        field("webhook_url_file", Type::Text).since(26),
        template("content", shipped!("discord.default.content")).since(28),
        blank("username").since(28),
        blank("avatar_url").since(28),
        template("title", shipped!("discord.default.title")),
        template("message", shipped!("discord.default.message")),
    ])
    .sharing(&HTTP_FIELDS)
    .checked(check),
    check_with_global: |settings, _, reader| {
        if reader.version.is_at_least(26) {
            return Ok(());
        }
        required(settings, "webhook_url", "no discord webhook URL provided")
    },
    names: &[("embeds.0.", "")],
    message,
    ..IntegrationType::USUAL
};

fn check(values: &Settings, reader: &Reader) -> Result<(), String> {
    // The oldest release looks only once the whole file is read.
    if reader.version.is_at_least(26) {
        exactly_one(values, "webhook_url", "webhook_url_file")
    } else {
        Ok(())
    }
}

/// Discord's limits, in characters.
const MAX_TITLE: usize = 256;
const MAX_DESCRIPTION: usize = 4096;
const MAX_CONTENT: usize = 2000;

fn message(rendering: &Rendering<'_>) -> Result<Draft, RenderError> {
    let color = match rendering.notification.status {
        AlertStatus::Firing => 0x99_2D_22,
        AlertStatus::Resolved => 0x2E_CC_71,
    };
    let limited = |name, limit| {
        // 0.25 leaves it to Discord to refuse.
        if rendering.version.is_at_least(26) {
            rendering.truncated(name, limit)
        } else {
            rendering.text(name)
        }
    };
    let embed = Object::new()
        .with("title", limited("title", MAX_TITLE)?)
        .with("description", limited("message", MAX_DESCRIPTION)?)
        .with("color", Json::Int(color));
    let body = Object::new()
        .with("content", limited("content", MAX_CONTENT)?)
        .with_items("embeds", vec![embed.into()])
        .with_some("username", rendering.text("username")?)
        .with_some("avatar_url", rendering.text("avatar_url")?);
    Ok(Draft::post(rendering.settings.text("webhook_url"), body))
}
