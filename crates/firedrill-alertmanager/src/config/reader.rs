//! What every part of the reader needs.

use firedrill_model::duration::DurationError;
use firedrill_model::source::yaml::{Decoder, Field, Node, Resolved};
use firedrill_model::{Duration, Span};

use crate::matcher::{Dialect, MatcherWarning};
use crate::{Matchers, Switches, Version};

/// Reads one file. Upstream's decoder calls a type's own checks only if its fields were decoded
/// without error, and stops at the first check that fails; [`Reader::checked`] does the former, the
/// text of [`super::Loaded`] the latter.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) version: Version,
    pub(crate) switches: Switches,
    pub(crate) dialect: Dialect,
    pub(crate) warnings: Vec<(Span, MatcherWarning)>,
    /// What upstream crashes at, if nothing else is wrong with the file.
    pub(crate) crashes: Vec<(Span, &'static str)>,
}

/// The names of a struct in messages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GoType {
    /// What its own method decodes into, or itself where it has none.
    pub(crate) plain: &'static str,
    /// The type of the field or element that holds it.
    pub(crate) held_as: &'static str,
}

impl Reader {
    /// Decodes the fields of a struct and then runs its own check, unless a field had an error.
    pub(crate) fn checked<'d, T>(
        &mut self,
        decoder: &mut Decoder<'_>,
        node: Node<'d>,
        of: GoType,
        mut value: T,
        mut field: impl FnMut(&mut Self, &mut Decoder<'_>, &Field<'d>, &mut T) -> bool,
        check: impl FnOnce(&Self, &T) -> Result<(), String>,
    ) -> Option<T> {
        let errors_before = decoder.error_count();
        if refuses_quoted_null(decoder, node, of.held_as) {
            return None;
        }
        decoder.fields(node, of.plain, |decoder, it| field(self, decoder, it, &mut value))?;
        if decoder.error_count() == errors_before
            && let Err(reason) = check(self, &value)
        {
            decoder.refuse(node, &reason);
        }
        Some(value)
    }

    /// A duration in Prometheus' notation, with the texts of the release.
    pub(crate) fn duration(&self, decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<Duration> {
        let text = decoder.string(node)?;
        let error = match Duration::parse(text) {
            Ok(duration) => return Some(duration),
            Err(error) => error,
        };
        let overflows = || {
            // The older parser compared the digits with a pattern and converted them afterwards.
            let digits = text.trim_end_matches(|unit: char| unit.is_ascii_alphabetic());
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let error = match error {
            _ if self.switches.names_unknown_units => error,
            DurationError::UnknownUnit { text, .. } => DurationError::Invalid(text),
            DurationError::Invalid(text) if overflows() && digits_overflow(&text) => {
                DurationError::OutOfRange
            }
            other => other,
        };
        decoder.refuse(node, &error);
        None
    }

    /// The value of a `matchers:` field, sorted.
    pub(crate) fn matchers(&mut self, decoder: &mut Decoder<'_>, node: Node<'_>) -> Option<Matchers> {
        let errors_before = decoder.error_count();
        if refuses_quoted_null(decoder, node, "config.Matchers") {
            return None;
        }
        let lines = texts(decoder, node, "[]string")?;
        if decoder.error_count() > errors_before {
            return None;
        }
        let mut matchers = Vec::new();
        for line in lines {
            match self.dialect.matchers(&line) {
                Ok(parsed) => {
                    self.warnings.extend(parsed.warning.map(|warning| (node.span(), warning)));
                    matchers.extend(parsed.value.into_vec());
                }
                Err(error) => {
                    decoder.refuse(node, &error);
                    return None;
                }
            }
        }
        Some(Matchers::new(matchers).sorted())
    }

    /// Whether a label name is valid in this dialect.
    pub(crate) fn is_label_name(&self, name: &str) -> bool {
        if self.dialect.allows_utf8_names() {
            !name.is_empty()
        } else {
            firedrill_model::labels::is_legacy_name(name)
        }
    }
}

/// Whether the leading digits exceed 64 bits.
fn digits_overflow(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && text[..digits].parse::<u64>().is_err()
}

/// An integer of a Go type whose values `fits` accepts.
pub(crate) fn integer(
    decoder: &mut Decoder<'_>,
    node: Node<'_>,
    into: &'static str,
    fits: impl Fn(i128) -> bool,
) -> Option<i128> {
    decoder.resolved(node, into, |resolved| match resolved {
        Resolved::Int(value) if fits(value) => Some(value),
        Resolved::Float(value) if fits(value as i128) => Some(value as i128),
        _ => None,
    })
}

/// A list of texts; `null` elements count as empty.
pub(crate) fn texts(decoder: &mut Decoder<'_>, node: Node<'_>, into: &'static str) -> Option<Vec<String>> {
    decoder.sequence(node, into, |decoder, item| {
        let is_null = is_null(item);
        let text = decoder.string(item).map(str::to_owned);
        if is_null { Some(String::new()) } else { text }
    })
}

/// The type of a list's elements.
pub(crate) fn element_type(list: &'static str) -> &'static str {
    list.strip_prefix("[]").unwrap_or(list)
}

/// Refuses a quoted `null` or `~`, of which Go's library notices too late that it is a text: it does not call
/// the method of the type that is wanted, and names the type that holds the value instead.
pub(crate) fn refuses_quoted_null(decoder: &mut Decoder<'_>, node: Node<'_>, held_as: &'static str) -> bool {
    let looks_null =
        node.scalar().is_some_and(|scalar| scalar.tag.is_none() && ["null", "~"].contains(&scalar.text));
    let is_refused = looks_null && !is_null(node);
    if is_refused {
        decoder.wrong_type(node, held_as);
    }
    is_refused
}

/// Whether a node is `null`.
pub(crate) fn is_null(node: Node<'_>) -> bool {
    Decoder::<'_, ()>::is_null(node)
}
