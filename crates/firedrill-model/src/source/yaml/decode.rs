//! Typed values from node trees.

use crate::{Duration, Span};

use super::resolve::is_null;
use super::{DecodeError, DecodeProblem, Kind, Node, Resolved, Version, resolve};
use crate::source::LineIndex;

/// Upstream's bounds on how much of the work aliases may cause: `allowedAliasRatio` in both libraries.
const ALIAS_COUNT_ALWAYS_ALLOWED: usize = 100;
const DECODE_COUNT_ALWAYS_ALLOWED: usize = 1000;
const RATIO_RANGE_LOW: usize = 400_000;
const RATIO_RANGE_HIGH: usize = 4_000_000;

/// Turns nodes into values as Go's libraries do, and collects every error.
///
/// A method gives `None` where upstream leaves the target at its zero value: for `null` and after an
/// error.
#[derive(Debug)]
pub struct Decoder<'l, C = ()> {
    /// What the caller wants at hand while it decodes.
    pub context: C,
    pub(super) version: Version,
    pub(super) lines: &'l LineIndex,
    pub(super) known_fields: bool,
    pub(super) errors: Vec<DecodeError>,
    decoded: usize,
    decoded_through_aliases: usize,
    alias_depth: usize,
    /// Alias targets that are being decoded.
    active: Vec<u32>,
}

impl<'l> Decoder<'l> {
    /// A decoder for a file with these lines; with `known_fields`, unknown keys are errors.
    pub fn new(version: Version, lines: &'l LineIndex, known_fields: bool) -> Self {
        Self::with_context(version, lines, known_fields, ())
    }
}

impl<'l, C> Decoder<'l, C> {
    /// A decoder that carries `context` to the callers' own functions.
    pub fn with_context(version: Version, lines: &'l LineIndex, known_fields: bool, context: C) -> Self {
        Self {
            context,
            version,
            lines,
            known_fields,
            errors: Vec::new(),
            decoded: 0,
            decoded_through_aliases: 0,
            alias_depth: 0,
            active: Vec::new(),
        }
    }

    /// The lines of the file.
    pub fn lines(&self) -> &'l LineIndex {
        self.lines
    }

    /// All errors so far, in the order upstream finds them, and the context.
    pub fn finish(self) -> (Vec<DecodeError>, C) {
        (self.errors, self.context)
    }

    /// All errors so far, in the order upstream finds them.
    pub fn into_errors(self) -> Vec<DecodeError> {
        self.errors
    }

    /// Number of errors so far: whether a value that was just decoded has any of its own.
    pub fn error_count(&self) -> usize {
        self.errors.len()
    }

    /// Reports an error at `node`.
    pub fn error(&mut self, node: Node<'_>, problem: DecodeProblem) {
        let node = node.target();
        let line = self.lines.line(node.position());
        self.errors.push(DecodeError { problem, span: node.span(), line });
    }

    /// Reports a value that its own type refuses.
    pub fn refuse(&mut self, node: Node<'_>, reason: &dyn std::fmt::Display) {
        self.error(node, DecodeProblem::Refused(reason.to_string()));
    }

    /// Reports a value that its own type refuses, at a place that was noted before.
    pub fn refuse_at(&mut self, span: Span, reason: &dyn std::fmt::Display) {
        let problem = DecodeProblem::Refused(reason.to_string());
        self.errors.push(DecodeError { problem, span, line: self.lines.line(span.start) });
    }

    /// Reports a node of the wrong kind or type; `into` is the Go type that was wanted.
    pub fn wrong_type(&mut self, node: Node<'_>, into: &'static str) {
        let (tag, value) = match node.kind() {
            Kind::Sequence(_) => (node.tag().unwrap_or("!!seq"), None),
            Kind::Mapping(_) => (node.tag().unwrap_or("!!map"), None),
            Kind::Scalar(scalar) => {
                let tag = scalar.tag.unwrap_or_else(|| resolve(self.version, scalar).tag());
                (tag, Some(scalar.text.to_owned()))
            }
        };
        self.error(node, DecodeProblem::WrongType { tag: tag.to_owned(), value, into });
    }

    /// Counts one decoded node; `false` where an alias makes the document too large or circular.
    fn enter(&mut self, node: Node<'_>) -> bool {
        self.decoded += 1;
        self.decoded_through_aliases += usize::from(self.alias_depth > 0);
        let excessive = self.decoded_through_aliases > ALIAS_COUNT_ALWAYS_ALLOWED
            && self.decoded > DECODE_COUNT_ALWAYS_ALLOWED
            && self.decoded_through_aliases as f64 / self.decoded as f64 > allowed_alias_ratio(self.decoded);
        if excessive {
            let reported = self.errors.last().is_some_and(|error| error.problem.is_fatal());
            if !reported {
                self.refuse(node, &"yaml: document contains excessive aliasing");
            }
            return false;
        }
        if node.is_alias() {
            if self.active.contains(&node.target().id()) {
                self.refuse(node, &"yaml: anchor value contains itself");
                return false;
            }
            self.active.push(node.target().id());
            self.alias_depth += 1;
        }
        true
    }

    fn leave(&mut self, node: Node<'_>) {
        if node.is_alias() {
            self.active.pop();
            self.alias_depth -= 1;
        }
    }

    /// Decodes `node` with `decode`, guarding against aliases that loop or explode.
    pub(super) fn guarded<'d, T>(
        &mut self,
        node: Node<'d>,
        decode: impl FnOnce(&mut Self, Node<'d>) -> Option<T>,
    ) -> Option<T> {
        if !self.enter(node) {
            return None;
        }
        let value = decode(self, node);
        self.leave(node);
        value
    }

    /// Whether the node is `null`.
    pub fn is_null(node: Node<'_>) -> bool {
        node.scalar().is_some_and(is_null)
    }

    /// The text of any scalar but `null`.
    pub fn string<'d>(&mut self, node: Node<'d>) -> Option<&'d str> {
        self.guarded(node, |decoder, node| {
            if let Kind::Scalar(scalar) = node.kind() {
                return (!is_null(scalar)).then_some(scalar.text);
            }
            decoder.wrong_type(node, "string");
            None
        })
    }

    /// A scalar for which `pick` finds a value; `into` is the Go type that was wanted.
    pub fn resolved<T>(
        &mut self,
        node: Node<'_>,
        into: &'static str,
        pick: impl FnOnce(Resolved) -> Option<T>,
    ) -> Option<T> {
        self.guarded(node, |decoder, node| {
            if let Kind::Scalar(scalar) = node.kind() {
                let resolved = resolve(decoder.version, scalar);
                if resolved == Resolved::Null {
                    return None;
                }
                if let Some(value) = pick(resolved) {
                    return Some(value);
                }
            }
            decoder.wrong_type(node, into);
            None
        })
    }

    /// A boolean; `yaml.v3` also takes the words of YAML 1.1 here.
    pub fn bool(&mut self, node: Node<'_>) -> Option<bool> {
        let word = node.scalar().map(|scalar| scalar.text);
        let version = self.version;
        self.resolved(node, "bool", |resolved| match (resolved, version, word) {
            (Resolved::Bool(value), ..) => Some(value),
            (Resolved::Text, Version::V3, Some("y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON")) => {
                Some(true)
            }
            (Resolved::Text, Version::V3, Some("n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF")) => {
                Some(false)
            }
            _ => None,
        })
    }

    /// An integer; floats lose their fraction.
    pub fn int(&mut self, node: Node<'_>) -> Option<i64> {
        self.resolved(node, "int", |resolved| match resolved {
            Resolved::Int(value) => i64::try_from(value).ok(),
            Resolved::Float(value) if value <= i64::MAX as f64 => Some(value as i64),
            _ => None,
        })
    }

    /// A float.
    pub fn float(&mut self, node: Node<'_>) -> Option<f64> {
        self.resolved(node, "float64", |resolved| match resolved {
            Resolved::Int(value) => Some(value as f64),
            Resolved::Float(value) => Some(value),
            _ => None,
        })
    }

    /// A duration in Prometheus' notation.
    pub fn duration(&mut self, node: Node<'_>) -> Option<Duration> {
        let text = self.string(node)?;
        match Duration::parse(text) {
            Ok(duration) => Some(duration),
            Err(error) => {
                self.refuse(node, &error);
                None
            }
        }
    }
}

fn allowed_alias_ratio(decoded: usize) -> f64 {
    let range = (RATIO_RANGE_HIGH - RATIO_RANGE_LOW) as f64;
    let into_range = decoded.clamp(RATIO_RANGE_LOW, RATIO_RANGE_HIGH) - RATIO_RANGE_LOW;
    0.99 - 0.89 * (into_range as f64 / range)
}
