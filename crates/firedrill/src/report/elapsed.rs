//! Wall times for people.

/// `0.42ms`, `12.3ms`, `1.24s`, `2m03s`: three significant digits are all that a reader needs.
pub(crate) fn elapsed(seconds: f64) -> String {
    if seconds < 0.01 {
        format!("{:.2}ms", seconds * 1e3)
    } else if seconds < 1.0 {
        format!("{:.1}ms", seconds * 1e3)
    } else if seconds < 60.0 {
        format!("{seconds:.2}s")
    } else {
        let whole = seconds.round() as u64;
        format!("{}m{:02}s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::elapsed;

    #[test]
    fn units_grow_with_the_time() {
        for (seconds, want) in [
            (0.000_42, "0.42ms"),
            (0.0123, "12.3ms"),
            (0.9999, "999.9ms"),
            (1.239, "1.24s"),
            (123.2, "2m03s"),
        ] {
            assert_eq!(elapsed(seconds), want);
        }
    }
}
