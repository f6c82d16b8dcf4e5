//! Durations.

use std::fmt;

/// Nanoseconds: Go's `time.Duration`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GoDuration(pub i64);

impl GoDuration {
    /// Whole units plus the fraction of one, as Go's `Hours`, `Minutes` and `Seconds` compute it.
    pub(super) fn in_units(self, unit: i64) -> f64 {
        (self.0 / unit) as f64 + (self.0 % unit) as f64 / unit as f64
    }

    /// Seconds.
    pub fn as_seconds(self) -> f64 {
        self.in_units(1_000_000_000)
    }
}

impl fmt::Display for GoDuration {
    /// `1h2m3.5s`; below a second `1.5ms`, `1µs`, `1ns`; zero is `0s`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        if self.0 < 0 {
            formatter.write_str("-")?;
        }
        match magnitude {
            0 => formatter.write_str("0s"),
            1..1_000 => write!(formatter, "{magnitude}ns"),
            1_000..1_000_000 => write!(formatter, "{}µs", decimal(magnitude, 1_000)),
            1_000_000..1_000_000_000 => write!(formatter, "{}ms", decimal(magnitude, 1_000_000)),
            _ => {
                let seconds = magnitude / 1_000_000_000;
                if seconds >= 3600 {
                    write!(formatter, "{}h", seconds / 3600)?;
                }
                if seconds >= 60 {
                    write!(formatter, "{}m", seconds / 60 % 60)?;
                }
                write!(formatter, "{}s", decimal(magnitude % 60_000_000_000, 1_000_000_000))
            }
        }
    }
}

/// `value / unit` without trailing zeros.
fn decimal(value: u64, unit: u64) -> String {
    let whole = value / unit;
    let rest = value % unit;
    if rest == 0 {
        return whole.to_string();
    }
    let width = unit.ilog10() as usize;
    format!("{whole}.{}", format!("{rest:0width$}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_go() {
        for (nanoseconds, want) in [
            (0, "0s"),
            (1, "1ns"),
            (1_100, "1.1µs"),
            (-2_200_000, "-2.2ms"),
            (3_300_000_000, "3.3s"),
            (3_600_000_000_000, "1h0m0s"),
            (245_001_000_000, "4m5.001s"),
            (i64::MIN, "-2562047h47m16.854775808s"),
        ] {
            assert_eq!(GoDuration(nanoseconds).to_string(), want);
        }
    }
}
