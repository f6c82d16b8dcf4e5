//! `humanizeDuration`.

use super::convert::four_digits;

const SMALL: [&str; 8] = ["m", "u", "n", "p", "f", "a", "z", "y"];

/// Days to seconds in whole numbers; less than a minute with four digits.
pub(crate) fn humanize_duration(seconds: f64) -> String {
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

/// A number below one with the SI prefix that brings it to 1…1000.
pub(crate) fn enlarged(mut number: f64) -> String {
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
        assert_eq!(humanize_duration(90_061.0), "1d 1h 1m 1s");
        assert_eq!(humanize_duration(-1e20), "--106751991167300d -15h -30m -8s");
        assert_eq!(humanize_duration(0.0025), "2.5ms");
    }
}
