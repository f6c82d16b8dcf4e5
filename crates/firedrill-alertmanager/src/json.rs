//! JSON whose objects keep their order, as Go's structs do.

use firedrill_model::source::yaml::{Kind, Node, Resolved, Version, resolve};
use serde::{Serialize, Serializer};

/// More nodes than this, aliases unfolded, are taken for an attempt to exhaust memory.
const MAX_NODES: usize = 100_000;
/// Structures deeper than this are refused: writing and dropping them is recursive.
const MAX_DEPTH: usize = 100;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Int(i128),
    Float(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Int(number) => match (i64::try_from(*number), u64::try_from(*number)) {
                (Ok(number), _) => serializer.serialize_i64(number),
                (_, Ok(number)) => serializer.serialize_u64(number),
                _ => serializer.serialize_f64(*number as f64),
            },
            // Go writes 1000 where the YAML said 1e3.
            Self::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                serializer.serialize_i64(*number as i64)
            }
            Self::Float(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => {
                serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Json {
    /// A node of a YAML document; keys that are no texts are left out, and keys are sorted, as Go sorts
    /// those of a map. `None` for a structure too large or too deep to be meant.
    pub(crate) fn from_yaml(node: Node<'_>) -> Option<Self> {
        let mut budget = MAX_NODES;
        from_yaml(node, MAX_DEPTH, &mut budget)
    }

    /// One line ended by a line feed; characters that mean something in HTML are escaped, as by Go's
    /// `encoding/json`.
    pub(crate) fn encode(&self) -> String {
        let plain = serde_json::to_string(self).unwrap_or_default();
        let mut out = String::with_capacity(plain.len() + 1);
        for character in plain.chars() {
            match character {
                '<' => out.push_str("\\u003c"),
                '>' => out.push_str("\\u003e"),
                '&' => out.push_str("\\u0026"),
                '\u{2028}' => out.push_str("\\u2028"),
                '\u{2029}' => out.push_str("\\u2029"),
                other => out.push(other),
            }
        }
        out.push('\n');
        out
    }

    /// All leaves but `null`, each by its path: names and positions joined by points.
    pub(crate) fn leaves(&self) -> Vec<(String, String)> {
        let mut leaves = Vec::new();
        push_leaves(self, &mut String::new(), &mut leaves);
        leaves
    }
}

fn from_yaml(node: Node<'_>, depth: usize, budget: &mut usize) -> Option<Json> {
    *budget = budget.checked_sub(1)?;
    let inner = depth.checked_sub(1)?;
    let value = match node.kind() {
        Kind::Scalar(scalar) => match resolve(Version::V2, scalar) {
            Resolved::Null => Json::Null,
            Resolved::Bool(flag) => Json::Bool(flag),
            Resolved::Int(number) => Json::Int(number),
            Resolved::Float(number) if number.is_finite() => Json::Float(number),
            Resolved::Float(_) | Resolved::Timestamp | Resolved::Text => Json::Text(scalar.text.to_owned()),
        },
        Kind::Sequence(items) => {
            Json::List(items.iter().map(|item| from_yaml(item, inner, budget)).collect::<Option<_>>()?)
        }
        Kind::Mapping(entries) => {
            let mut object = Vec::with_capacity(entries.len() / 2);
            for (key, value) in entries.pairs() {
                let Some(name) = key.scalar() else { continue };
                let value = from_yaml(value, inner, budget)?;
                if resolve(Version::V2, name) == Resolved::Text {
                    object.push((name.text.to_owned(), value));
                }
            }
            object.sort_by(|lhs, rhs| lhs.0.cmp(&rhs.0));
            Json::Object(object)
        }
    };
    Some(value)
}

fn push_leaves(value: &Json, path: &mut String, leaves: &mut Vec<(String, String)>) {
    let leaf = match value {
        Json::Null => return,
        Json::Text(text) => text.clone(),
        Json::Bool(_) | Json::Int(_) | Json::Float(_) => value.encode().trim_end().to_owned(),
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                push_inside(&index.to_string(), item, path, leaves);
            }
            return;
        }
        Json::Object(entries) => {
            for (name, item) in entries {
                push_inside(name, item, path, leaves);
            }
            return;
        }
    };
    leaves.push((path.clone(), leaf));
}

fn push_inside(name: &str, value: &Json, path: &mut String, leaves: &mut Vec<(String, String)>) {
    let length = path.len();
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
    push_leaves(value, path, leaves);
    path.truncate(length);
}

/// An object while it is put together.
#[derive(Debug, Default)]
pub(crate) struct Object(Vec<(String, Json)>);

impl Object {
    /// An object without entries.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds an entry.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a text unless it is empty: Go's `omitempty`.
    pub(crate) fn with_some(self, name: &str, text: String) -> Self {
        if text.is_empty() { self } else { self.with(name, text) }
    }

    /// Adds a list unless it is empty.
    pub(crate) fn with_items(self, name: &str, items: Vec<Json>) -> Self {
        if items.is_empty() { self } else { self.with(name, Json::List(items)) }
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

#[cfg(test)]
mod tests {
    use firedrill_model::source::yaml::parse;

    use super::*;

    fn read(text: &str) -> Option<Json> {
        Json::from_yaml(parse(text).documents[0].root())
    }

    #[test]
    fn escapes_what_go_escapes() {
        let text = Json::from("<a & b>\u{2028}\"\n");
        assert_eq!(text.encode(), "\"\\u003ca \\u0026 b\\u003e\\u2028\\\"\\n\"\n");
    }

    #[test]
    fn reads_yaml_as_upstream() {
        for (yaml, want) in [
            ("1e3", "1000\n"),
            ("{b: yes, a: [x, 1.5, ~]}", "{\"a\":[\"x\",1.5,null],\"b\":true}\n"),
            ("{1: 2, a: 3}", "{\"a\":3}\n"),
        ] {
            assert_eq!(read(yaml).expect(yaml).encode(), want, "{yaml}");
        }
    }

    #[test]
    fn refuses_bombs() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..10 {
            let before = level - 1;
            let items = vec![format!("*a{before}"); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{items}]\n"));
        }
        assert_eq!(read(&bomb), None);
    }

    #[test]
    fn names_leaves_by_their_path() {
        let leaves = read("{a: {b: [x, {c: 1}]}, d: true, e: ~}").expect("small").leaves();
        let want = [("a.b.0", "x"), ("a.b.1.c", "1"), ("d", "true")];
        assert_eq!(leaves, want.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }
}
