//! Tables of fields, and values read by them.
//!
//! An integration is a table of its fields and a function that checks their values together, as
//! upstream's struct and its `UnmarshalYAML`.

use firedrill_model::source::yaml::{Decoder, Field as YamlField, Node};

use super::reader::{GoType, Reader, element_type, integer, is_null, refuses_quoted_null, texts};
use super::url::{check_syntax, check_url};
use super::{go_duration, host_port, template_syntax};
use crate::json::Json;
use crate::settings::{Setting, Settings};

/// The type of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Type {
    Text,
    /// A text that `amtool` hides.
    Secret,
    Flag,
    Int,
    Int64,
    Uint64,
    /// In Prometheus' notation.
    PrometheusDuration,
    /// Go's `time.Duration`: an integer of nanoseconds or Go's notation.
    GoDuration,
    /// Go's notation alone.
    FractionalDuration,
    Url,
    /// A URL of any scheme.
    ProxyUrl,
    /// A URL that `amtool` hides, or a placeholder for one.
    SecretUrl,
    /// A URL or a template of one.
    TemplateUrl,
    HostPort,
    TlsVersion,
    Texts,
    /// Texts by name.
    TextMap,
    /// Texts by name, and since 0.30 any structure.
    TextMapOrAnything,
    Struct(&'static Schema),
    /// A text, or a struct that can hold one.
    TextOrStruct(&'static Schema),
    /// A list of structs, by the name of its Go type.
    Structs(&'static Schema, &'static str),
    /// Anything at all.
    Anything,
}

/// A field of a struct.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldType {
    pub(crate) name: &'static str,
    of: Type,
    /// The first release that knows it, `0.since`.
    since: u8,
    /// The text where the configuration does not say; present for fields that are templates.
    pub(crate) default: Option<&'static str>,
}

/// A field that all profiles know.
pub(crate) const fn field(name: &'static str, of: Type) -> FieldType {
    FieldType { name, of, since: 25, default: None }
}

/// A text that is a template, with what it is where the configuration does not say.
pub(crate) const fn template(name: &'static str, default: &'static str) -> FieldType {
    FieldType { default: Some(default), ..field(name, Type::Text) }
}

/// A template that is empty where the configuration does not say.
pub(crate) const fn blank(name: &'static str) -> FieldType {
    template(name, "")
}

impl FieldType {
    /// The field as one that `amtool` hides.
    pub(crate) const fn hidden(self) -> Self {
        Self { of: Type::Secret, ..self }
    }

    /// The field, in a release and later ones.
    pub(crate) const fn since(self, since: u8) -> Self {
        Self { since, ..self }
    }
}

/// The call of one of the templates that upstream ships.
macro_rules! shipped {
    ($name:literal) => {
        concat!("{{ template \"", $name, "\" . }}")
    };
}
pub(crate) use shipped;

/// Looks at the values of a struct together.
pub(crate) type Check = fn(&Settings, &Reader) -> Result<(), String>;

/// A struct.
#[derive(Debug)]
pub(crate) struct Schema {
    /// The Go type in messages, by the first release that has it, ascending.
    names: &'static [(u8, &'static str)],
    /// The Go type of a field that holds it, in messages about texts that stand in its place and that Go's
    /// library takes for `null` at first.
    held_as: &'static str,
    /// Fields that it shares with others.
    shared: &'static [FieldType],
    fields: &'static [FieldType],
    /// What is wrong with the values together, in upstream's words; absent where any combination will do.
    check: Option<Check>,
}

impl Schema {
    /// A struct of these fields, any combination of which will do.
    pub(crate) const fn of(fields: &'static [FieldType]) -> Self {
        Self { names: &[(25, "config.plain")], held_as: "config.plain", shared: &[], fields, check: None }
    }

    /// The same with its names in messages, by the first release `0.since` of each: upstream's structs
    /// without a check are called by their own.
    pub(crate) const fn called(self, names: &'static [(u8, &'static str)]) -> Self {
        Self { names, ..self }
    }

    /// The same with the type of the fields that hold it.
    pub(crate) const fn held_as(self, held_as: &'static str) -> Self {
        Self { held_as, ..self }
    }

    /// The same with fields that it shares with others.
    pub(crate) const fn sharing(self, shared: &'static [FieldType]) -> Self {
        Self { shared, ..self }
    }

    /// The same with a check.
    pub(crate) const fn checked(self, check: Check) -> Self {
        Self { check: Some(check), ..self }
    }

    /// All fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static FieldType> {
        self.shared.iter().chain(self.fields)
    }
}

/// Refuses two fields of which at most one may be set.
pub(crate) fn at_most_one(values: &Settings, first: &str, second: &str) -> Result<(), String> {
    if values.is_set(first) && values.is_set(second) {
        return Err(format!("at most one of {first} & {second} must be configured"));
    }
    Ok(())
}

/// Refuses two fields of which exactly one must be set.
pub(crate) fn exactly_one(values: &Settings, first: &str, second: &str) -> Result<(), String> {
    if !values.is_set(first) && !values.is_set(second) {
        return Err(format!("one of {first} or {second} must be configured"));
    }
    at_most_one(values, first, second)
}

/// Refuses a field without value.
pub(crate) fn required(values: &Settings, name: &str, message: &str) -> Result<(), String> {
    if values.is_set(name) { Ok(()) } else { Err(message.to_owned()) }
}

impl Type {
    /// The Go type of a field, for the types with a method that reads them.
    const fn held_as(self) -> Option<&'static str> {
        match self {
            Self::Url | Self::TemplateUrl => Some("*config.URL"),
            Self::ProxyUrl => Some("config.URL"),
            Self::SecretUrl => Some("*config.SecretURL"),
            Self::HostPort => Some("config.HostPort"),
            Self::TlsVersion => Some("config.TLSVersion"),
            _ => None,
        }
    }
}

impl Reader {
    /// Reads a struct by its table; `None` for `null` and what is no mapping.
    pub(crate) fn values(
        &mut self,
        decoder: &mut Decoder<'_>,
        node: Node<'_>,
        schema: &'static Schema,
        held_as: &'static str,
    ) -> Option<Settings> {
        let named = schema.names.iter().rev().find(|(since, _)| self.version.is_at_least(*since));
        let plain = named.map_or("config.plain", |(_, name)| name);
        self.checked(
            decoder,
            node,
            GoType { plain, held_as },
            Settings::default(),
            |reader, decoder, field, values| reader.read_into(decoder, field, values, schema),
            |reader, values| schema.check.map_or(Ok(()), |check| check(values, reader)),
        )
    }

    fn read_into(
        &mut self,
        decoder: &mut Decoder<'_>,
        field: &YamlField<'_>,
        values: &mut Settings,
        schema: &'static Schema,
    ) -> bool {
        let known = schema.fields().find(|it| it.name == field.name);
        let Some(known) = known.filter(|it| self.version.is_at_least(it.since)) else { return false };
        let value = self.value(decoder, field.value, known.of);
        values.extend(value.map(|value| (known.name, value)));
        true
    }

    fn value(&mut self, decoder: &mut Decoder<'_>, node: Node<'_>, of: Type) -> Option<Setting> {
        if of.held_as().is_some_and(|held_as| refuses_quoted_null(decoder, node, held_as)) {
            return None;
        }
        match of {
            Type::Secret if node.scalar().is_none() => {
                decoder.wrong_type(node, "config.plain");
                None
            }
            Type::Secret => self.value(decoder, node, Type::Text),
            Type::FractionalDuration if node.scalar().is_none() => {
                decoder.wrong_type(node, "config.duration");
                None
            }
            Type::Text => decoder.string(node).map(|text| Setting::Text(text.to_owned())),
            Type::Flag => decoder.bool(node).map(Setting::Flag),
            Type::Int => number(decoder, node, "int", |it| i64::try_from(it).is_ok()),
            Type::Int64 => number(decoder, node, "int64", |it| i64::try_from(it).is_ok()),
            Type::Uint64 => number(decoder, node, "uint64", |it| u64::try_from(it).is_ok()),
            Type::PrometheusDuration => {
                self.duration(decoder, node).map(|it| Setting::Number(i128::from(it.as_ms())))
            }
            Type::GoDuration => go_duration::read(decoder, node).map(Setting::Number),
            Type::FractionalDuration => {
                refusing(decoder, node, |text| go_duration::parse(text).map(Setting::Number))
            }
            Type::Url => refusing(decoder, node, |text| check_url(text).map(|()| text_value(text))),
            Type::ProxyUrl => refusing(decoder, node, |text| check_syntax(text).map(|()| text_value(text))),
            Type::TemplateUrl if self.version.is_at_least(31) => refusing(decoder, node, template_url),
            Type::TemplateUrl if !self.version.is_at_least(26) => self.value(decoder, node, Type::Url),
            Type::SecretUrl | Type::TemplateUrl => refusing(decoder, node, secret_url),
            Type::HostPort => {
                refusing(decoder, node, |text| host_port::check(text).map(|()| text_value(text)))
            }
            Type::TlsVersion => refusing(decoder, node, |text| match text {
                "TLS10" | "TLS11" | "TLS12" | "TLS13" => Ok(text_value(text)),
                _ => Err(format!("unknown TLS version: {text}")),
            }),
            Type::Texts => texts(decoder, node, "[]string").map(Setting::Texts),
            Type::TextMap => decoder.string_map(node).map(|entries| {
                let pairs = entries.into_iter();
                Setting::TextMap(
                    pairs.map(|(field, value)| (field.name.to_string(), value.to_owned())).collect(),
                )
            }),
            Type::TextMapOrAnything if self.version.is_at_least(30) => {
                self.value(decoder, node, Type::Anything)
            }
            Type::TextMapOrAnything => self.value(decoder, node, Type::TextMap),
            Type::TextOrStruct(_) if node.scalar().is_some() => self.value(decoder, node, Type::Text),
            Type::TextOrStruct(schema) | Type::Struct(schema) => {
                self.values(decoder, node, schema, schema.held_as).map(Setting::Struct)
            }
            Type::Structs(schema, into) => {
                let into = moved(into, self.switches.integration_packages);
                let held_as = element_type(into);
                let items =
                    decoder.sequence(node, into, |decoder, item| self.values(decoder, item, schema, held_as));
                items.map(Setting::Structs)
            }
            Type::Anything if is_null(node) => None,
            Type::Anything => {
                let structure = Json::from_yaml(node).map(Setting::Structure);
                if structure.is_none() {
                    decoder.refuse(node, &"document contains excessive aliasing");
                }
                structure
            }
        }
    }
}

/// The name of a list's type; that of one integration went to a package of its own with it.
fn moved(list: &'static str, in_packages: bool) -> &'static str {
    const RESPONDERS: &str = "[]config.OpsGenieConfigResponder";
    if list == RESPONDERS && in_packages { "[]opsgenie.OpsGenieConfigResponder" } else { list }
}

fn text_value(text: &str) -> Setting {
    Setting::Text(text.to_owned())
}

fn number(
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    into: &'static str,
    fits: impl Fn(i128) -> bool,
) -> Option<Setting> {
    integer(decoder, node, into, fits).map(Setting::Number)
}

/// A text that its own type reads, and may refuse.
fn refusing(
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    parse: impl FnOnce(&str) -> Result<Setting, String>,
) -> Option<Setting> {
    let text = decoder.string(node)?;
    parse(text).map_err(|reason| decoder.refuse(node, &reason)).ok()
}

/// Upstream accepts the placeholder that it prints for secrets.
fn secret_url(text: &str) -> Result<Setting, String> {
    check_url(if text == "<secret>" { "http://secret" } else { text }).map(|()| text_value(text))
}

/// A URL of a webhook since 0.31: a template if it has an action, empty as if absent.
fn template_url(text: &str) -> Result<Setting, String> {
    if text.is_empty() {
        return Ok(Setting::Text(String::new()));
    }
    if text.contains("{{") {
        template_syntax::check(text).map_err(|error| format!("invalid template syntax: {error}"))?;
        return Ok(Setting::Text(text.to_owned()));
    }
    secret_url(text).map_err(|error| format!("invalid URL: {error}"))
}
