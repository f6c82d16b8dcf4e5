//! Sequences, structs and maps.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::tree::Children;
use super::{DecodeProblem, Decoder, Kind, Node, Style, Version};

/// One key of a mapping with its value.
#[derive(Debug, Clone)]
pub struct Field<'d> {
    /// The key's text.
    pub name: Cow<'d, str>,
    /// The key.
    pub key: Node<'d>,
    /// The value.
    pub value: Node<'d>,
    /// The mapping that holds the key; another one for keys that were merged in.
    origin: u32,
}

impl<C> Decoder<'_, C> {
    /// A list; `item` is called for every element. Upstream's `yaml.v3` drops elements that are
    /// `null`, `yaml.v2` keeps them: there `item` sees them.
    pub fn sequence<'d, T>(
        &mut self,
        node: Node<'d>,
        into: &'static str,
        mut item: impl FnMut(&mut Self, Node<'d>) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.guarded(node, |decoder, node| {
            if Self::is_null(node) {
                return None;
            }
            let Kind::Sequence(children) = node.kind() else {
                decoder.wrong_type(node, into);
                return None;
            };
            let mut items = Vec::with_capacity(children.len());
            for child in children.iter() {
                if decoder.version == Version::V3 && Self::is_null(child) {
                    continue;
                }
                items.extend(item(decoder, child));
            }
            Some(items)
        })
    }

    /// The fields of a struct, merge keys applied; `field` says whether it knows the name.
    ///
    /// Gives `None` for `null` and for what is no mapping.
    pub fn fields<'d>(
        &mut self,
        node: Node<'d>,
        of: &'static str,
        mut field: impl FnMut(&mut Self, &Field<'d>) -> bool,
    ) -> Option<()> {
        let fields = self.mapping(node, of)?;
        let mut done: Vec<(u32, &str)> = Vec::with_capacity(fields.len());
        for it in &fields {
            let name = it.name.as_ref();
            if done.contains(&(it.origin, name)) {
                let field = name.to_owned();
                self.error(it.key, DecodeProblem::FieldAlreadySet { field, of });
            } else if field(self, it) {
                done.push((it.origin, name));
            } else if self.known_fields {
                let field = name.to_owned();
                self.error(it.key, DecodeProblem::UnknownField { field, of });
            }
        }
        Some(())
    }

    /// A map from texts to texts, in file order. Elements that are `null` count as empty.
    pub fn string_map<'d>(&mut self, node: Node<'d>) -> Option<Vec<(Field<'d>, &'d str)>> {
        let fields = self.mapping(node, "map[string]string")?;
        let mut entries: Vec<(Field<'d>, &'d str)> = Vec::with_capacity(fields.len());
        let mut names = BTreeSet::new();
        for field in fields {
            let is_null = Self::is_null(field.value);
            let value = match self.string(field.value) {
                Some(text) => text,
                None if is_null => "",
                None => continue,
            };
            if names.insert(field.name.clone()) {
                entries.push((field, value));
            } else {
                let key = field.name.to_string();
                self.error(field.value, DecodeProblem::KeyAlreadySet { key });
            }
        }
        Some(entries)
    }

    /// The keys and values of a mapping, merge keys applied: `yaml.v2` merges where the merge key
    /// stands and lets later keys overwrite, `yaml.v3` merges last and only what is not there yet.
    fn mapping<'d>(&mut self, node: Node<'d>, into: &'static str) -> Option<Vec<Field<'d>>> {
        self.guarded(node, |decoder, node| {
            if Self::is_null(node) {
                return None;
            }
            let Kind::Mapping(children) = node.kind() else {
                decoder.wrong_type(node, into);
                return None;
            };
            if decoder.version == Version::V3 && !decoder.has_unique_keys(children) {
                return None;
            }
            let origin = node.target().id();
            let mut fields = Vec::with_capacity(children.len() / 2);
            let mut merged = None;
            for (key, value) in children.pairs() {
                if is_merge_key(key) {
                    match decoder.version {
                        Version::V2 => fields.extend(decoder.merged(value, into)),
                        Version::V3 => merged = Some(value),
                    }
                    continue;
                }
                let null_key = Self::is_null(key);
                match decoder.string(key) {
                    Some(name) => fields.push(Field { name: Cow::Borrowed(name), key, value, origin }),
                    // `yaml.v2` reads a `null` key as the empty name, `yaml.v3` skips it.
                    None if null_key && decoder.version == Version::V2 => {
                        fields.push(Field { name: Cow::Borrowed(""), key, value, origin });
                    }
                    None => {}
                }
            }
            if let Some(value) = merged {
                let mut present: BTreeSet<_> = fields.iter().map(|field| field.name.clone()).collect();
                let merged = decoder.merged(value, into);
                fields.extend(merged.into_iter().filter(|field| present.insert(field.name.clone())));
            }
            Some(fields)
        })
    }

    /// The fields of the mappings that a merge key names, the ones that win where upstream looks for
    /// them: last in `yaml.v2`, first in `yaml.v3`.
    fn merged<'d>(&mut self, value: Node<'d>, into: &'static str) -> Vec<Field<'d>> {
        let sources: Vec<_> = match (value.kind(), self.version) {
            (Kind::Mapping(_), _) => vec![value],
            (Kind::Sequence(children), Version::V3) => children.iter().collect(),
            (Kind::Sequence(children), Version::V2) => children.iter().rev().collect(),
            (Kind::Scalar(_), _) => Vec::new(),
        };
        let good = !matches!(value.kind(), Kind::Scalar(_))
            && sources.iter().all(|source| matches!(source.kind(), Kind::Mapping(_)));
        if !good {
            self.refuse(value, &"yaml: map merge requires map or sequence of maps as the value");
            return Vec::new();
        }
        sources.into_iter().flat_map(|source| self.mapping(source, into).unwrap_or_default()).collect()
    }

    fn has_unique_keys(&mut self, children: Children<'_>) -> bool {
        let before = self.errors.len();
        let mut first_positions = BTreeMap::new();
        for (key, _) in children.pairs() {
            let Some(scalar) = key.scalar() else { continue };
            let first = *first_positions.entry(scalar.text).or_insert(key.position());
            if first != key.position() {
                let problem = DecodeProblem::DuplicateKey {
                    key: scalar.text.to_owned(),
                    first_line: self.lines.line(first),
                };
                self.error(key, problem);
            }
        }
        self.errors.len() == before
    }
}

fn is_merge_key(key: Node<'_>) -> bool {
    key.scalar().is_some_and(|scalar| scalar.text == "<<" && scalar.style == Style::Plain)
}

#[cfg(test)]
mod tests {
    use super::super::{parse, upstream_text};
    use super::*;
    use crate::source::LineIndex;

    /// Decodes `{a: string, b: int, d: duration, m: map, l: [string]}` and gives upstream's text.
    fn errors(version: Version, source: &str) -> String {
        let lines = LineIndex::new(source);
        let stream = parse(source);
        assert_eq!(stream.error, None, "{source:?}");
        let mut decoder = Decoder::new(version, &lines, true);
        decoder.fields(stream.documents[0].root(), "main.t", |decoder, field| {
            match field.name.as_ref() {
                "a" => drop(decoder.string(field.value)),
                "b" => drop(decoder.int(field.value)),
                "d" => drop(decoder.duration(field.value)),
                "m" => drop(decoder.string_map(field.value)),
                "l" => drop(decoder.sequence(field.value, "[]string", |decoder, item| decoder.string(item))),
                _ => return false,
            }
            true
        });
        let (errors, ()) = decoder.finish();
        if errors.is_empty() { String::new() } else { upstream_text(&errors) }
    }

    #[test]
    fn reports_as_go_does() {
        for (version, source, want) in [
            (Version::V2, "a: 1\nb: 2\nd: 5m\nm: {x: ~}\nl: [1, ~]\n", ""),
            (
                Version::V2,
                "a: [1]\n",
                "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into string",
            ),
            (
                Version::V2,
                "b: abcdefghijk\nc: 1\n",
                "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `abcdefg...` into int\n  line 2: \
                 field c not found in type main.t",
            ),
            (
                Version::V2,
                "a: x\na: y\n",
                "yaml: unmarshal errors:\n  line 2: field a already set in type main.t",
            ),
            (
                Version::V3,
                "a: x\n\na: y\n",
                "yaml: unmarshal errors:\n  line 3: mapping key \"a\" already defined at line 1",
            ),
            (
                Version::V2,
                "m: {x: 1, x: 2}\n",
                "yaml: unmarshal errors:\n  line 1: key \"x\" already set in map",
            ),
            (Version::V2, "c: 1\nd: 5q\n", "unknown unit \"q\" in duration \"5q\""),
            (
                Version::V3,
                "a: &x [*x]\n",
                "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into string",
            ),
            (Version::V3, "<<: 1\n", "yaml: map merge requires map or sequence of maps as the value"),
            (
                Version::V2,
                "l:\n- &m {q: 1}\n",
                "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!map into string",
            ),
        ] {
            assert_eq!(errors(version, source), want, "{source:?}");
        }
    }

    #[test]
    fn merges_as_each_version_does() {
        let source = "m:\n  <<: [{x: 1}, {x: 2, y: 3}]\n  z: 4\n";
        for (version, want) in [(Version::V3, "z4 x1 y3"), (Version::V2, "x2 y3 z4")] {
            let lines = LineIndex::new(source);
            let stream = parse(source);
            let mut decoder = Decoder::new(version, &lines, true);
            let node = stream.documents[0].root().get("m").expect("m is there");
            let entries = decoder.string_map(node).expect("a map");
            let got: Vec<_> = entries.iter().map(|(field, value)| format!("{}{value}", field.name)).collect();
            assert_eq!(got.join(" "), want, "{version:?}");
        }
    }

    fn walk(decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<()> {
        decoder.sequence(node, "[]any", walk).map(drop)
    }

    #[test]
    fn bounds_alias_explosions() {
        let mut source = String::from("a: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for level in 1..9 {
            let previous = format!("*a{},", level - 1).repeat(10);
            let items = previous.trim_end_matches(',');
            source.extend([format!("k{level}: &a{level} [{items}]\n")]);
        }
        let lines = LineIndex::new(&source);
        let stream = parse(&source);
        let mut decoder = Decoder::new(Version::V3, &lines, true);
        walk(&mut decoder, stream.documents[0].root().get("k8").expect("the last one"));
        let (errors, ()) = decoder.finish();
        assert!(errors.iter().any(|error| error.to_string().contains("excessive aliasing")));
    }
}
