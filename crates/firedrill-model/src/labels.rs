//! Label sets.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::quote::quote;

/// The label that holds the metric name.
pub const METRIC_NAME: &str = "__name__";

/// An immutable label set, sorted by label name, in one shared allocation.
///
/// The text holds name and value of each label one after the other, each preceded by its length
/// (base 64, least significant digit first, every digit but the last marked by bit 6), so that
/// equality and hashing are those of one string. Cloning is a reference count.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Labels(Arc<str>);

const LENGTH_BITS: u32 = 6;
const LENGTH_MORE: u8 = 1 << LENGTH_BITS;

impl Labels {
    /// The empty label set.
    pub fn empty() -> Self {
        Self(Arc::from(""))
    }

    /// A label set from pairs in any order. A repeated name keeps its last value; an empty value
    /// means "no such label", as everywhere in Prometheus.
    pub fn from_pairs<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut builder = LabelsBuilder::default();
        for (name, value) in pairs {
            builder.set(name.as_ref(), value.as_ref());
        }
        builder.build()
    }

    /// Labels exactly as given: must be sorted by name; empty values and repeated names are kept.
    /// For expectations, which promtool compares verbatim.
    pub fn from_sorted_verbatim<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut text = String::new();
        for (name, value) in pairs {
            push_part(&mut text, name);
            push_part(&mut text, value);
        }
        Self(Arc::from(text))
    }

    /// Names and values, sorted by name.
    pub fn iter(&self) -> Iter<'_> {
        Iter { rest: &self.0 }
    }

    /// The value of label `name`, or `None` where it is missing.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find_map(|(candidate, value)| (candidate == name).then_some(value))
    }

    /// The metric name, or `None` where it is missing.
    pub fn metric_name(&self) -> Option<&str> {
        self.get(METRIC_NAME)
    }

    /// Whether the set has no label.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of labels.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// The labels for which `keep` holds.
    pub fn filtered(&self, mut keep: impl FnMut(&str) -> bool) -> Self {
        let kept = self.iter().filter(|(name, _)| keep(name));
        Self::from_sorted_verbatim(kept)
    }

    /// Appends the encoded text of [`Self::filtered`] to `out`: a key to look up without allocating.
    pub fn write_filtered(&self, mut keep: impl FnMut(&str) -> bool, out: &mut String) {
        for (name, value) in self.iter().filter(|(name, _)| keep(name)) {
            push_part(out, name);
            push_part(out, value);
        }
    }

    /// The set without the metric name.
    pub fn without_name(&self) -> Self {
        if self.metric_name().is_none() {
            return self.clone();
        }
        self.filtered(|name| name != METRIC_NAME)
    }

    /// A builder that starts with these labels.
    pub fn to_builder(&self) -> LabelsBuilder {
        LabelsBuilder {
            pairs: self.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }

    /// The encoded text: unique per label set, for use as a hash or group key.
    pub fn encoded(&self) -> &str {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Labels {
    type Item = (&'a str, &'a str);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

fn push_part(text: &mut String, part: &str) {
    let mut length = part.len();
    loop {
        let digit = (length & ((1 << LENGTH_BITS) - 1)) as u8;
        length >>= LENGTH_BITS;
        if length == 0 {
            text.push(char::from(digit));
            break;
        }
        text.push(char::from(digit | LENGTH_MORE));
    }
    text.push_str(part);
}

impl Borrow<str> for Labels {
    /// The encoded text, so that maps of label sets can be asked with it.
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// See [`Labels::iter`].
#[derive(Debug, Clone)]
pub struct Iter<'a> {
    rest: &'a str,
}

impl<'a> Iter<'a> {
    fn part(&mut self) -> &'a str {
        let bytes = self.rest.as_bytes();
        let mut length = 0;
        let mut position = 0;
        loop {
            let digit = bytes[position];
            length |= usize::from(digit & (LENGTH_MORE - 1)) << (LENGTH_BITS as usize * position);
            position += 1;
            if digit & LENGTH_MORE == 0 {
                break;
            }
        }
        let (part, rest) = self.rest[position..].split_at(length);
        self.rest = rest;
        part
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let name = self.part();
        let value = self.part();
        Some((name, value))
    }
}

impl Ord for Labels {
    /// Label by label, name before value, bytewise; a prefix sorts first. As Prometheus'
    /// `labels.Compare`.
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl PartialOrd for Labels {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Labels {
    /// `{a="b", "l.b"="c"}`: names outside `[a-zA-Z_][a-zA-Z0-9_]*` are quoted.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("{")?;
        for (position, (name, value)) in self.iter().enumerate() {
            if position > 0 {
                formatter.write_str(", ")?;
            }
            if is_legacy_name(name) {
                formatter.write_str(name)?;
            } else {
                formatter.write_str(&quote(name))?;
            }
            write!(formatter, "={}", quote(value))?;
        }
        formatter.write_str("}")
    }
}

impl fmt::Debug for Labels {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Whether `name` is a label name in the sense of Prometheus before UTF-8 names.
pub fn is_legacy_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Collects labels in any order.
#[derive(Debug, Clone, Default)]
pub struct LabelsBuilder {
    /// Sorted by name.
    pairs: Vec<(String, String)>,
}

impl LabelsBuilder {
    /// Sets a label; an empty value removes it.
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        match self.pairs.binary_search_by(|(candidate, _)| candidate.as_str().cmp(name)) {
            Ok(position) if value.is_empty() => drop(self.pairs.remove(position)),
            Ok(position) => value.clone_into(&mut self.pairs[position].1),
            Err(_) if value.is_empty() => {}
            Err(position) => self.pairs.insert(position, (name.to_owned(), value.to_owned())),
        }
        self
    }

    /// Removes a label.
    pub fn remove(&mut self, name: &str) -> &mut Self {
        self.set(name, "")
    }

    /// The value set for `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find_map(|(candidate, value)| (candidate == name).then_some(value.as_str()))
    }

    /// The finished label set.
    pub fn build(&self) -> Labels {
        Labels::from_sorted_verbatim(self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_pairs_sorted_and_drops_empty_values() {
        let long = "x".repeat(5000);
        let labels =
            Labels::from_pairs([("job", "api"), ("a", ""), ("__name__", "up"), ("z", long.as_str())]);
        assert_eq!(labels.len(), 3);
        assert_eq!(labels.metric_name(), Some("up"));
        assert_eq!(labels.get("z"), Some(long.as_str()));
        assert_eq!(labels.without_name().get("job"), Some("api"));
    }

    #[test]
    fn prints_as_prometheus() {
        let labels = Labels::from_pairs([("l.b", "a\"\n"), ("a", "b")]);
        assert_eq!(labels.to_string(), r#"{a="b", "l.b"="a\"\n"}"#);
    }

    #[test]
    fn a_prefix_sorts_first() {
        let short = Labels::from_pairs([("a", "b")]);
        let long = Labels::from_pairs([("a", "b"), ("c", "d")]);
        assert!(short < long);
        assert!(Labels::empty() < short);
    }
}
