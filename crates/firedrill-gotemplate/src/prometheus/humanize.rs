//! `humanize`, `humanize1024`, `humanizePercentage`.

use crate::library::{enlarged, four_digits};

const LARGE: [&str; 8] = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
const BINARY: [&str; 8] = ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];

/// With the SI prefix that brings it to 1…1000.
pub(super) fn humanize(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return four_digits(number);
    }
    if number.abs() < 1.0 {
        return enlarged(number);
    }
    reduced(number, 1000.0, &LARGE)
}

/// With the binary prefix that brings it below 1024.
pub(super) fn humanize_1024(number: f64) -> String {
    if number.abs() <= 1.0 || !number.is_finite() {
        return four_digits(number);
    }
    reduced(number, 1024.0, &BINARY)
}

pub(super) fn humanize_percentage(number: f64) -> String {
    four_digits(number * 100.0) + "%"
}

fn reduced(mut number: f64, step: f64, prefixes: &[&str]) -> String {
    let mut chosen = "";
    for prefix in prefixes {
        if number.abs() < step {
            break;
        }
        chosen = prefix;
        number /= step;
    }
    four_digits(number) + chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn humanizes() {
        assert_eq!(humanize(1_234_567.0), "1.235M");
        assert_eq!(humanize(-0.0005), "-500u");
        assert_eq!(humanize(1e28), "1e+04Y");
        assert_eq!(humanize_1024(1_048_576.0), "1Mi");
        assert_eq!(humanize_percentage(0.1234567), "12.35%");
    }
}
