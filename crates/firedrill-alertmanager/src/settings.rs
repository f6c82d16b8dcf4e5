//! What a configuration says about an integration.

use crate::json::Json;

/// What was read for one field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Setting {
    Text(String),
    Flag(bool),
    Number(i128),
    Texts(Vec<String>),
    TextMap(Vec<(String, String)>),
    Struct(Settings),
    Structs(Vec<Settings>),
    Structure(Json),
}

/// The values of a struct by field; fields that are absent, `null` or erroneous have none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings(Vec<(&'static str, Setting)>);

impl Extend<(&'static str, Setting)> for Settings {
    fn extend<I: IntoIterator<Item = (&'static str, Setting)>>(&mut self, settings: I) {
        self.0.extend(settings);
    }
}

impl Settings {
    fn get(&self, name: &str) -> Option<&Setting> {
        self.0.iter().find_map(|(field, value)| (*field == name).then_some(value))
    }

    /// Whether the field has a value, Go's zero value included.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether the field has a value other than Go's zero value.
    pub fn is_set(&self, name: &str) -> bool {
        match self.get(name) {
            None => false,
            Some(Setting::Text(text)) => !text.is_empty(),
            Some(Setting::Flag(flag)) => *flag,
            Some(Setting::Number(number)) => *number != 0,
            Some(Setting::Texts(texts)) => !texts.is_empty(),
            Some(Setting::TextMap(map)) => !map.is_empty(),
            Some(Setting::Structs(structs)) => !structs.is_empty(),
            Some(Setting::Struct(_) | Setting::Structure(_)) => true,
        }
    }

    /// A text as it stands in the file; empty where there is none. Addresses are texts too.
    pub fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Setting::Text(text)) => text,
            _ => "",
        }
    }

    /// A flag, if the file has it.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name) {
            Some(Setting::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// A number, 0 where there is none.
    pub fn number(&self, name: &str) -> i128 {
        match self.get(name) {
            Some(Setting::Number(number)) => *number,
            _ => 0,
        }
    }

    /// A list of texts.
    pub fn texts(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(Setting::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// Texts by name, in the order of the file.
    pub fn text_map(&self, name: &str) -> &[(String, String)] {
        match self.get(name) {
            Some(Setting::TextMap(map)) => map,
            _ => &[],
        }
    }

    /// A struct.
    pub fn child(&self, name: &str) -> Option<&Self> {
        match self.get(name) {
            Some(Setting::Struct(values)) => Some(values),
            _ => None,
        }
    }

    /// A list of structs.
    pub fn children(&self, name: &str) -> &[Self] {
        match self.get(name) {
            Some(Setting::Structs(values)) => values,
            _ => &[],
        }
    }

    /// A structure of any shape.
    pub(crate) fn structure(&self, name: &str) -> Option<&Json> {
        match self.get(name) {
            Some(Setting::Structure(structure)) => Some(structure),
            _ => None,
        }
    }

    /// Takes the value of `name` from `global`, where it is called `global_name`, unless it is set.
    pub(crate) fn inherit(&mut self, name: &'static str, global: &Self, global_name: &str) {
        if self.is_set(name) {
            return;
        }
        if let Some(value) = global.get(global_name) {
            self.0.retain(|(field, _)| *field != name);
            self.0.push((name, value.clone()));
        }
    }
}
