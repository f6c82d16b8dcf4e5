//! `value:` in a scenario file.

use firedrill_model::source::yaml::Node;
use firedrill_promql::syntax::parse;
use firedrill_promql::{Dialect, Features};

use super::{ValueExpectation, ValueTest};
use crate::expectation::Expectation;
use crate::file::{Reader, owned_text, refuse_in, refuse_incomplete, value_test, when_after};
use crate::schema::{Key, Kind, Object};

pub(crate) const VALUE: Object = Object::new(
    "value expectation",
    "What an expression gives, at every evaluation of a window; each of the series it gives is held against it.",
    &[
        Key::required("value", Kind::Expression, "The expression; it may read what rules record."),
        Key::new("at", Kind::WhenRest, "When: an instant, or a window such as `30m..59m`."),
        Key::new("within", Kind::WhenRest, "For how long, as in `5m after 20m`."),
        Key::new("until", Kind::WhenRest, "Until when."),
        Key::new("from", Kind::WhenRest, "From when on."),
        Key::new(
            "is",
            Kind::Either(&[Kind::Number, Kind::Text]),
            "A number, with a tolerance if wanted (`200 ± 5%`), or `absent`.",
        ),
        Key::new("between", Kind::Text, "A range, both ends included: `1.6%..2.4%`, `5..`, `..5`."),
    ],
);

/// Reads an expectation on values.
pub(in crate::expectation) fn decode(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Expectation> {
    let before = reader.error_count();
    let mut expression = None;
    let mut window = None;
    let mut test = None;
    reader.fields(node, VALUE.name, |reader, field| {
        let value = field.value;
        match field.name.as_ref() {
            "value" => {
                expression = owned_text(reader, value);
                if let Some(text) = &expression
                    && let Err(error) = parse(&text.value, &Dialect::V3, &Features::ALL)
                {
                    refuse_in(reader, value, error.span, &error.kind);
                }
            }
            "at" | "within" | "until" | "from" => {
                window = when_after(reader, field, window.take());
            }
            "is" | "between" if test.is_some() => {
                reader.refuse(field.key, &"say either `is` or `between`");
            }
            "is" => test = value_test(reader, value),
            "between" => {
                test = value_test(reader, value);
                let is_range = matches!(&test, Some(test) if test.value.is_range());
                if test.is_some() && !is_range {
                    reader.refuse(value, &"a range such as 1.6%..2.4% is wanted here");
                }
            }
            _ => return false,
        }
        true
    })?;
    if window.is_none() {
        refuse_incomplete(reader, before, node, &"say when: at, within, until or from");
    }
    if test.is_none() {
        refuse_incomplete(reader, before, node, &"say what it must be: is or between");
    }
    Some(Expectation::Value(ValueExpectation { expression: expression?, when: window?, test: test? }))
}

impl ValueTest {
    /// Reads `5`, `1.5%`, `200 ± 5%`, `200 ± 3`, `1.6%..2.4%`, `5..`, `..5` or `absent`.
    ///
    /// # Errors
    /// A sentence that says what is possible.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "absent" {
            return Ok(Self::Absent);
        }
        let between = |least: f64, most: f64| {
            if least > most {
                return Err(format!("{text:?} ends before it begins"));
            }
            Ok(Self::Between { least, most, text: text.to_owned() })
        };
        if let Some((least, most)) = text.split_once("..") {
            let least = if least.is_empty() { f64::NEG_INFINITY } else { number(least)? };
            let most = if most.is_empty() { f64::INFINITY } else { number(most)? };
            return between(least, most);
        }
        if let Some((middle, tolerance)) = text.split_once('±') {
            let middle = number(middle)?;
            let tolerance = match tolerance.trim().strip_suffix('%') {
                Some(_) => number(tolerance)? * middle.abs(),
                None => number(tolerance)?,
            };
            return between(middle - tolerance, middle + tolerance);
        }
        let exact = number(text)?;
        between(exact, exact)
    }

    /// Whether it is written as a range.
    pub fn is_range(&self) -> bool {
        matches!(self, Self::Between { text, .. } if text.contains(".."))
    }
}

/// A number, or a percentage as the share it means.
fn number(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let (digits, divisor) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 100.0));
    let parsed = digits.parse::<f64>().ok().filter(|number| !number.is_nan());
    parsed
        .map(|number| number / divisor)
        .ok_or_else(|| format!("{text:?} is no value; write 5, 1.5%, 200 ± 5%, 1.6%..2.4%, 5.. or absent"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbers_shares_and_ranges() {
        for (text, want) in [
            ("5", "5 5"),
            ("1.5%", "0.015 0.015"),
            ("200 ± 5%", "190 210"),
            ("-200 ± 5%", "-210 -190"),
            ("200±3", "197 203"),
            ("1%..2%", "0.01 0.02"),
            ("5..", "5 inf"),
            ("..5", "-inf 5"),
            ("5..4", "\"5..4\" ends before it begins"),
            ("NaN", "\"NaN\" is no value; write 5, 1.5%, 200 ± 5%, 1.6%..2.4%, 5.. or absent"),
            ("absent", "absent"),
        ] {
            let got = match ValueTest::parse(text) {
                Ok(ValueTest::Between { least, most, .. }) => format!("{least} {most}"),
                Ok(ValueTest::Absent) => "absent".to_owned(),
                Err(error) => error,
            };
            assert_eq!(got, want, "{text}");
        }
    }
}
