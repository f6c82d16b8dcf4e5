//! Numbers as scenarios write them: `200/s`, `5%`, `120ms`, `1.5k`.

/// Why a text is no number of the kind wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Nothing that can be read as a number.
    #[error("{0:?} is no number; numbers read as 3, 0.5, 5%, 120ms or 200/s")]
    NotANumber(String),
    /// Infinite or not a number.
    #[error("{0:?} is out of range")]
    OutOfRange(String),
}

/// Units that may follow a number, with their factor. Times are seconds; `k`, `M` and `G` are decimal.
const UNITS: [(&str, f64); 13] = [
    ("%", 0.01),
    ("ms", 0.001),
    ("us", 0.000_001),
    ("s", 1.0),
    ("m", 60.0),
    ("h", 3600.0),
    ("d", 86_400.0),
    ("/s", 1.0),
    ("/m", 1.0 / 60.0),
    ("/h", 1.0 / 3600.0),
    ("k", 1000.0),
    ("M", 1_000_000.0),
    ("G", 1_000_000_000.0),
];

/// The number that `text` stands for, in seconds, per second, or as a share of 1 where it has such a
/// unit.
///
/// # Errors
/// See [`QuantityError`].
pub fn quantity(text: &str) -> Result<f64, QuantityError> {
    let text = text.trim();
    let unit = UNITS
        .iter()
        .filter(|(unit, _)| {
            text.strip_suffix(unit).is_some_and(|rest| rest.ends_with(|it: char| it.is_ascii_digit()))
        })
        .max_by_key(|(unit, _)| unit.len());
    let (digits, factor) =
        unit.map_or((text, 1.0), |(unit, factor)| (&text[..text.len() - unit.len()], *factor));
    let number: f64 = digits.parse().map_err(|_| QuantityError::NotANumber(text.to_owned()))?;
    let value = number * factor;
    if value.is_finite() { Ok(value) } else { Err(QuantityError::OutOfRange(text.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_factors() {
        for (text, want) in [
            ("3", 3.0),
            ("-0.5", -0.5),
            ("1e3", 1000.0),
            ("120ms", 0.12),
            ("2s", 2.0),
            ("5m", 300.0),
            ("2%", 0.02),
            ("200/s", 200.0),
            ("30/m", 0.5),
            ("2k", 2000.0),
            ("1M", 1_000_000.0),
        ] {
            assert_eq!(quantity(text), Ok(want), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "x", "5x", "/s", "%", "NaN", "inf", "1 2", "1e999"] {
            assert!(quantity(text).is_err(), "{text}");
        }
    }
}
