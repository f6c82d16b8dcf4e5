//! `humanize`, `humanize1024`, `humanizePercentage`, `humanizeDuration`.

use super::convert::four_digits;

const LARGE: [&str; 8] = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
const SMALL: [&str; 8] = ["m", "u", "n", "p", "f", "a", "z", "y"];
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

/// Days to seconds in whole numbers; less than a minute with four digits.
pub(super) fn humanize_duration(seconds: f64) -> String {
    if !seconds.is_finite() {
        return four_digits(seconds);
    }
    if seconds == 0.0 {
        return four_digits(seconds) + "s";
    }
    if seconds.abs() < 1.0 {
        return enlarged(seconds) + "s";
    }
    let sign = if seconds < 0.0 { "-" } else { "" };
    // Where the number does not fit, the processor of the reference gives the least integer.
    let magnitude = seconds.abs();
    let total = if magnitude < 9_223_372_036_854_775_808.0 { magnitude as i64 } else { i64::MIN };
    let (days, hours, minutes) = (total / 60 / 60 / 24, total / 60 / 60 % 24, total / 60 % 60);
    let rest = total % 60;
    if days != 0 {
        format!("{sign}{days}d {hours}h {minutes}m {rest}s")
    } else if hours != 0 {
        format!("{sign}{hours}h {minutes}m {rest}s")
    } else if minutes != 0 {
        format!("{sign}{minutes}m {rest}s")
    } else {
        format!("{sign}{}s", four_digits(magnitude))
    }
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

fn enlarged(mut number: f64) -> String {
    let mut chosen = "";
    for prefix in SMALL {
        if number.abs() >= 1.0 {
            break;
        }
        chosen = prefix;
        number *= 1000.0;
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
        assert_eq!(humanize_duration(90_061.0), "1d 1h 1m 1s");
        assert_eq!(humanize_duration(-1e20), "--106751991167300d -15h -30m -8s");
        assert_eq!(humanize_duration(0.0025), "2.5ms");
    }
}
