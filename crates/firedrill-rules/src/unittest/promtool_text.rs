//! Failures as promtool prints them.

use std::fmt;

use firedrill_model::number::{FloatFormat, format_float};
use firedrill_model::quote::quote;

use super::result::{AlertFailure, AlertInstance, Failure, SampleFailure, SampleInstance};

impl fmt::Display for Failure {
    /// As `promtool test rules` prints it, without the line feed at the end.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input { text, .. } => formatter.write_str(text),
            Self::RuleFile { path, text } => write!(formatter, "{path}: {text}"),
            Self::AlertnameMissing { group, eval_time, .. } => {
                write!(
                    formatter,
                    "an item under alert_rule_test misses required attribute alertname at eval_time {eval_time}"
                )?;
                if group.is_empty() { Ok(()) } else { write!(formatter, " (in TestGroup {group})") }
            }
            Self::Rule { rule, time, text, .. } => {
                let time = GoDuration(time.as_ms());
                write!(formatter, "    rule: {rule}, time: {time}, err: {text}")
            }
            Self::Alerts(failure) => write!(formatter, "{failure}"),
            Self::Samples(failure) => write!(formatter, "{failure}"),
            Self::Expression { expr, eval_time, text, .. } => {
                write!(formatter, "    expr: {}, time: {eval_time}, err: {text}", quote(expr))
            }
        }
    }
}

impl fmt::Display for AlertFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.group.is_empty() {
            writeln!(formatter, "    name: {},", self.group)?;
        }
        write!(
            formatter,
            "    alertname: {}, time: {}, \n        exp:{}, \n        got:{}",
            self.alertname,
            self.eval_time,
            Instances(&self.expected),
            Instances(&self.got)
        )
    }
}

/// A list of alerts as promtool shows it.
struct Instances<'a>(&'a [AlertInstance]);

impl fmt::Display for Instances<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("[]");
        }
        formatter.write_str("[")?;
        for (position, alert) in self.0.iter().enumerate() {
            let separator = if position > 0 { "," } else { "" };
            write!(
                formatter,
                "{separator}\n            {position}:\n              Labels:{}\n              Annotations:{}",
                alert.labels, alert.annotations
            )?;
        }
        formatter.write_str("\n            ]")
    }
}

impl fmt::Display for SampleFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "    expr: {}, time: {},\n        exp: {}\n        got: {}",
            quote(&self.expr),
            self.eval_time,
            Samples(&self.expected),
            Samples(&self.got)
        )
    }
}

/// A list of samples as promtool shows it.
struct Samples<'a>(&'a [SampleInstance]);

impl fmt::Display for Samples<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("nil");
        }
        for (position, sample) in self.0.iter().enumerate() {
            if position > 0 {
                formatter.write_str(", ")?;
            }
            write!(formatter, "{sample}")?;
        }
        Ok(())
    }
}

impl fmt::Display for SampleInstance {
    /// `{a="b"} 1E+00`, or the histogram in series notation.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(histogram) = &self.histogram {
            return write!(formatter, "{} {histogram}", self.labels);
        }
        let value = format_float(self.value, FloatFormat::ExponentUpper, None);
        write!(formatter, "{} {value}", self.labels)
    }
}

/// Milliseconds as Go's `time.Duration` prints them: `1h0m5.25s`.
struct GoDuration(i64);

impl fmt::Display for GoDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.unsigned_abs();
        if ms == 0 {
            return formatter.write_str("0s");
        }
        if self.0 < 0 {
            formatter.write_str("-")?;
        }
        if ms < 1000 {
            return write!(formatter, "{ms}ms");
        }
        let (hours, minutes) = (ms / 3_600_000, ms / 60_000 % 60);
        if hours > 0 {
            write!(formatter, "{hours}h")?;
        }
        if ms >= 60_000 {
            write!(formatter, "{minutes}m")?;
        }
        write!(formatter, "{}", ms / 1000 % 60)?;
        let fraction = format!("{:03}", ms % 1000);
        let fraction = fraction.trim_end_matches('0');
        if !fraction.is_empty() {
            write!(formatter, ".{fraction}")?;
        }
        formatter.write_str("s")
    }
}

#[cfg(test)]
mod tests {
    use firedrill_model::{Duration, Labels, Span, Timestamp};

    use super::*;

    #[test]
    fn prints_go_durations() {
        for (ms, want) in [
            (0, "0s"),
            (500, "500ms"),
            (1_000, "1s"),
            (1_250, "1.25s"),
            (60_000, "1m0s"),
            (3_600_000, "1h0m0s"),
            (90_061_001, "25h1m1.001s"),
            (-60_000, "-1m0s"),
        ] {
            assert_eq!(GoDuration(ms).to_string(), want);
        }
    }

    #[test]
    fn prints_failures_as_promtool() {
        let alert = AlertInstance {
            labels: Labels::from_pairs([("alertname", "Down"), ("job", "p")]),
            annotations: Labels::empty(),
        };
        let failure = AlertFailure {
            group: "my test".to_owned(),
            alertname: "Down".to_owned(),
            eval_time: Duration::from_seconds(600),
            judged_at: Timestamp(600_000),
            expected: vec![alert.clone(), alert],
            expected_spans: Vec::new(),
            got: Vec::new(),
            pending: Vec::new(),
            span: Span::default(),
        };
        let item = "              Labels:{alertname=\"Down\", job=\"p\"}\n              Annotations:{}";
        assert_eq!(
            Failure::Alerts(failure).to_string(),
            format!(
                "    name: my test,\n    alertname: Down, time: 10m, \n        exp:[\n            0:\n{item},\n            1:\n{item}\n            ], \n        got:[]"
            )
        );
        let sample = SampleInstance { labels: Labels::empty(), value: 0.1, histogram: None };
        assert_eq!(Samples(&[sample.clone(), sample]).to_string(), "{} 1E-01, {} 1E-01");
    }
}
