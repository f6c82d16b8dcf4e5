//! Tables of fields, and values read by them.
//!
//! An integration is a table of its fields and a function that checks their values together, as
//! upstream's struct and its `UnmarshalYAML`.

use firedrill_model::source::yaml::{Decoder, Field as YamlField, Node};

use super::reader::{Reader, integer, is_null, texts};
use super::url::{Url, check_syntax, parse_url};
use super::{go_duration, host_port, template_syntax};

/// The type of a field.
#[derive(Debug, Clone, Copy)]
pub(super) enum Type {
    Text,
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
pub(super) struct FieldType {
    name: &'static str,
    of: Type,
    /// The first release that knows it, `0.since`.
    since: u8,
}

/// A field that all profiles know.
pub(super) const fn field(name: &'static str, of: Type) -> FieldType {
    field_since(25, name, of)
}

/// A field that came with a release.
pub(super) const fn field_since(since: u8, name: &'static str, of: Type) -> FieldType {
    FieldType { name, of, since }
}

/// Looks at the values of a struct together.
pub(super) type Check = fn(&Values, &Reader) -> Result<(), String>;

/// A struct.
#[derive(Debug)]
pub(super) struct Schema {
    /// The Go type in messages.
    pub(super) go_type: &'static str,
    pub(super) fields: &'static [FieldType],
    /// What is wrong with the values together, in upstream's words; absent where any combination will do.
    pub(super) check: Option<Check>,
}

/// What was read for one field.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
    Number(i128),
    Url(Url),
    Texts(Vec<String>),
    TextMap(Vec<(String, String)>),
    Struct(Values),
    Structs(Vec<Values>),
    Anything,
}

/// The values of a struct by field; fields that are absent, `null` or erroneous have none.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(Vec<(&'static str, Value)>);

impl Values {
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find_map(|(field, value)| (*field == name).then_some(value))
    }

    /// Whether the field has a value, Go's zero value included.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether the field has a value other than Go's zero value.
    pub(super) fn is_set(&self, name: &str) -> bool {
        match self.get(name) {
            None => false,
            Some(Value::Text(text)) => !text.is_empty(),
            Some(Value::Flag(flag)) => *flag,
            Some(Value::Number(number)) => *number != 0,
            Some(Value::Texts(texts)) => !texts.is_empty(),
            Some(Value::TextMap(map)) => !map.is_empty(),
            Some(Value::Structs(structs)) => !structs.is_empty(),
            Some(Value::Url(_) | Value::Struct(_) | Value::Anything) => true,
        }
    }

    pub(super) fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name) {
            Some(Value::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    pub(super) fn number(&self, name: &str) -> i128 {
        match self.get(name) {
            Some(Value::Number(number)) => *number,
            _ => 0,
        }
    }

    pub(super) fn url(&self, name: &str) -> Option<&Url> {
        match self.get(name) {
            Some(Value::Url(url)) => Some(url),
            _ => None,
        }
    }

    pub(super) fn text_map(&self, name: &str) -> &[(String, String)] {
        match self.get(name) {
            Some(Value::TextMap(map)) => map,
            _ => &[],
        }
    }

    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        match self.get(name) {
            Some(Value::Struct(values)) => Some(values),
            _ => None,
        }
    }

    pub(super) fn children(&self, name: &str) -> &[Self] {
        match self.get(name) {
            Some(Value::Structs(values)) => values,
            _ => &[],
        }
    }
}

/// Refuses two fields of which at most one may be set.
pub(super) fn at_most_one(values: &Values, first: &str, second: &str) -> Result<(), String> {
    if values.is_set(first) && values.is_set(second) {
        return Err(format!("at most one of {first} & {second} must be configured"));
    }
    Ok(())
}

/// Refuses two fields of which exactly one must be set.
pub(super) fn exactly_one(values: &Values, first: &str, second: &str) -> Result<(), String> {
    if !values.is_set(first) && !values.is_set(second) {
        return Err(format!("one of {first} or {second} must be configured"));
    }
    at_most_one(values, first, second)
}

/// Refuses a field without value.
pub(super) fn required(values: &Values, name: &str, message: &str) -> Result<(), String> {
    if values.is_set(name) { Ok(()) } else { Err(message.to_owned()) }
}

impl Reader {
    /// Reads a struct by its table; `None` for `null` and what is no mapping.
    pub(super) fn values(
        &mut self,
        decoder: &mut Decoder<'_>,
        node: Node<'_>,
        schema: &'static Schema,
    ) -> Option<Values> {
        let go_type = if self.switches.integration_packages { schema.go_type } else { "config.plain" };
        self.checked(
            decoder,
            node,
            go_type,
            Values::default(),
            |reader, decoder, field, values| reader.read_into(decoder, field, values, schema),
            |reader, values| schema.check.map_or(Ok(()), |check| check(values, reader)),
        )
    }

    fn read_into(
        &mut self,
        decoder: &mut Decoder<'_>,
        field: &YamlField<'_>,
        values: &mut Values,
        schema: &'static Schema,
    ) -> bool {
        let known = schema.fields.iter().find(|it| it.name == field.name);
        let Some(known) = known.filter(|it| self.version.is_at_least(it.since)) else { return false };
        let value = self.value(decoder, field.value, known.of);
        values.0.extend(value.map(|value| (known.name, value)));
        true
    }

    fn value(&mut self, decoder: &mut Decoder<'_>, node: Node<'_>, of: Type) -> Option<Value> {
        match of {
            Type::Text => decoder.string(node).map(|text| Value::Text(text.to_owned())),
            Type::Flag => decoder.bool(node).map(Value::Flag),
            Type::Int => number(decoder, node, "int", |it| i64::try_from(it).is_ok()),
            Type::Int64 => number(decoder, node, "int64", |it| i64::try_from(it).is_ok()),
            Type::Uint64 => number(decoder, node, "uint64", |it| u64::try_from(it).is_ok()),
            Type::PrometheusDuration => {
                self.duration(decoder, node).map(|it| Value::Number(i128::from(it.as_ms())))
            }
            Type::GoDuration => go_duration::read(decoder, node).map(Value::Number),
            Type::FractionalDuration => {
                refusing(decoder, node, |text| go_duration::parse(text).map(Value::Number))
            }
            Type::Url => refusing(decoder, node, |text| parse_url(text).map(Value::Url)),
            Type::ProxyUrl => refusing(decoder, node, |text| check_syntax(text).map(|()| text_value(text))),
            Type::SecretUrl => refusing(decoder, node, |text| secret_url(text).map(Value::Url)),
            Type::TemplateUrl if self.version.is_at_least(31) => refusing(decoder, node, template_url),
            Type::TemplateUrl => refusing(decoder, node, |text| secret_url(text).map(Value::Url)),
            Type::HostPort => {
                refusing(decoder, node, |text| host_port::check(text).map(|()| text_value(text)))
            }
            Type::TlsVersion => refusing(decoder, node, |text| match text {
                "TLS10" | "TLS11" | "TLS12" | "TLS13" => Ok(text_value(text)),
                _ => Err(format!("unknown TLS version: {text}")),
            }),
            Type::Texts => texts(decoder, node, "[]string").map(Value::Texts),
            Type::TextMap => decoder.string_map(node).map(|entries| {
                let pairs = entries.into_iter();
                Value::TextMap(
                    pairs.map(|(field, value)| (field.name.to_string(), value.to_owned())).collect(),
                )
            }),
            Type::TextMapOrAnything if self.version.is_at_least(30) => {
                self.value(decoder, node, Type::Anything)
            }
            Type::TextMapOrAnything => self.value(decoder, node, Type::TextMap),
            Type::TextOrStruct(_) if node.scalar().is_some() => self.value(decoder, node, Type::Text),
            Type::TextOrStruct(schema) | Type::Struct(schema) => {
                self.values(decoder, node, schema).map(Value::Struct)
            }
            Type::Structs(schema, into) => {
                let items = decoder.sequence(node, into, |decoder, item| self.values(decoder, item, schema));
                items.map(Value::Structs)
            }
            Type::Anything => (!is_null(node)).then_some(Value::Anything),
        }
    }
}

fn text_value(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    into: &'static str,
    fits: impl Fn(i128) -> bool,
) -> Option<Value> {
    integer(decoder, node, into, fits).map(Value::Number)
}

/// A text that its own type reads, and may refuse.
fn refusing(
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    parse: impl FnOnce(&str) -> Result<Value, String>,
) -> Option<Value> {
    let text = decoder.string(node)?;
    parse(text).map_err(|reason| decoder.refuse(node, &reason)).ok()
}

/// Upstream accepts the placeholder that it prints for secrets.
fn secret_url(text: &str) -> Result<Url, String> {
    parse_url(if text == "<secret>" { "http://secret" } else { text })
}

/// A URL of a webhook since 0.31: a template if it has an action, empty as if absent.
fn template_url(text: &str) -> Result<Value, String> {
    if text.is_empty() {
        return Ok(Value::Text(String::new()));
    }
    if text.contains("{{") {
        template_syntax::check(text).map_err(|error| format!("invalid template syntax: {error}"))?;
        return Ok(Value::Text(text.to_owned()));
    }
    secret_url(text).map(Value::Url).map_err(|error| format!("invalid URL: {error}"))
}
