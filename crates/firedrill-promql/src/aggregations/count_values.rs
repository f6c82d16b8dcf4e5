//! `count_values`: the label that holds a value.

use firedrill_model::Value;
use firedrill_model::number::plain_float;

/// The text of a value in the label: the shortest digits without an exponent, or the buckets of a
/// histogram.
pub fn count_values_text(value: &Value) -> String {
    match value {
        Value::Float(float) => plain_float(*float),
        Value::Histogram(histogram) => histogram.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_uses_an_exponent() {
        for (value, want) in
            [(1e21, "1000000000000000000000"), (1e-7, "0.0000001"), (-0.0, "-0"), (f64::INFINITY, "+Inf")]
        {
            assert_eq!(count_values_text(&Value::Float(value)), want);
        }
    }
}
