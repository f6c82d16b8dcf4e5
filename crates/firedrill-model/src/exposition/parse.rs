//! Lines to samples.

use super::cursor::{Cursor, LineError};
use crate::labels::METRIC_NAME;
use crate::number::parse_float;
use crate::quote::quote;
use crate::{Labels, LabelsBuilder, LineColumn, Span, Timestamp};

/// One sample line.
#[derive(Debug, Clone, PartialEq)]
pub struct ExposedSample {
    /// Metric name and labels.
    pub labels: Labels,
    /// The value.
    pub value: f64,
    /// The timestamp, where the line has one.
    pub timestamp: Option<Timestamp>,
}

/// A line that is no valid exposition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {problem}")]
pub struct ExpositionError {
    /// Where in the text.
    pub at: LineColumn,
    /// The same as a byte range.
    pub span: Span,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Something else stands where this should.
    #[error("expected {0}")]
    Expected(&'static str),
    /// A string without its closing quote.
    #[error("unterminated quoted string")]
    UnterminatedString,
    /// The same label twice in one line.
    #[error("label {} is given twice", quote(.0))]
    RepeatedLabel(String),
    /// The value is no number.
    #[error("{} is no number", quote(.0))]
    Value(String),
    /// The timestamp is no number, or out of range.
    #[error("{} is no timestamp", quote(.0))]
    Timestamp(String),
    /// Something follows `# EOF`.
    #[error("unexpected text after `# EOF`")]
    AfterEof,
}

/// Reads an exposition.
///
/// # Errors
/// All lines that are no valid exposition.
pub fn parse(text: &str) -> Result<Vec<ExposedSample>, Vec<ExpositionError>> {
    let is_open_metrics = text.trim_end_matches(['\n', '\r']).ends_with("# EOF");
    let mut samples = Vec::new();
    let mut errors = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let outcome = if ended && !line.trim().is_empty() {
            Err((Problem::AfterEof, 0))
        } else {
            ended |= is_open_metrics && line == "# EOF";
            sample_line(line, is_open_metrics)
        };
        match outcome {
            Ok(sample) => samples.extend(sample),
            Err((problem, offset)) => {
                let span = Span::new(start + offset, start + line.len().max(offset));
                errors.push(ExpositionError { at: LineColumn::of(text, span.start), span, problem });
            }
        }
        start += whole.len();
    }
    if errors.is_empty() { Ok(samples) } else { Err(errors) }
}

/// One line: `None` for comments, metadata and blank lines.
fn sample_line(line: &str, is_open_metrics: bool) -> Result<Option<ExposedSample>, LineError> {
    let mut cursor = Cursor::new(line);
    cursor.skip_blanks();
    if cursor.rest().is_empty() || cursor.rest().starts_with('#') {
        return Ok(None);
    }
    let mut labels = LabelsBuilder::default();
    if let Some(name) = cursor.bare_name(true) {
        labels.set(METRIC_NAME, name);
    }
    cursor.skip_blanks();
    if cursor.eat("{") {
        cursor.label_set(&mut labels)?;
    }
    if labels.get(METRIC_NAME).is_none() {
        return Err((Problem::Expected("a metric name"), 0));
    }
    cursor.skip_blanks();
    let at = cursor.offset;
    let word = cursor.word();
    let value = parse_float(word).map_err(|_| (Problem::Value(word.to_owned()), at))?;
    cursor.skip_blanks();
    let timestamp = timestamp(&mut cursor, is_open_metrics)?;
    cursor.skip_blanks();
    exemplar(&mut cursor, is_open_metrics)?;
    if !cursor.rest().is_empty() {
        return Err((Problem::Expected("the end of the line"), cursor.offset));
    }
    Ok(Some(ExposedSample { labels: labels.build(), value, timestamp }))
}

/// Seconds in OpenMetrics, milliseconds in Prometheus' format.
fn timestamp(cursor: &mut Cursor<'_>, is_open_metrics: bool) -> Result<Option<Timestamp>, LineError> {
    if cursor.rest().is_empty() || cursor.rest().starts_with('#') {
        return Ok(None);
    }
    let at = cursor.offset;
    let word = cursor.word();
    let invalid = || (Problem::Timestamp(word.to_owned()), at);
    if !is_open_metrics {
        return word.parse().map(|ms| Some(Timestamp(ms))).map_err(|_| invalid());
    }
    let ms = parse_float(word).map_err(|_| invalid())? * 1000.0;
    // 2^63: beyond it the integer conversion would not be the number written.
    if ms.is_nan() || ms.abs() >= 9.223_372_036_854_775_8e18 {
        return Err(invalid());
    }
    Ok(Some(Timestamp(ms as i64)))
}

/// `# {labels} value [timestamp]`, only in OpenMetrics.
fn exemplar(cursor: &mut Cursor<'_>, is_open_metrics: bool) -> Result<(), LineError> {
    if !is_open_metrics || !cursor.eat("#") {
        return Ok(());
    }
    cursor.skip_blanks();
    if !cursor.eat("{") {
        return Err((Problem::Expected("`{` of an exemplar"), cursor.offset));
    }
    cursor.label_set(&mut LabelsBuilder::default())?;
    for position in 0..2 {
        cursor.skip_blanks();
        let at = cursor.offset;
        let word = cursor.word();
        let optional = position == 1;
        if (word.is_empty() && !optional) || (!word.is_empty() && parse_float(word).is_err()) {
            return Err((Problem::Value(word.to_owned()), at));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let samples = parse(text).expect(text);
        samples
            .iter()
            .map(|it| format!("{} {} {:?}", it.labels, it.value, it.timestamp.map(Timestamp::as_ms)))
            .collect()
    }

    #[test]
    fn reads_prometheus_text() {
        let text =
            "# HELP up Whether it is up.\n# TYPE up gauge\n\nup 1\nup{job=\"a\\\"b\\\\c\\n\",} NaN 1500\n";
        assert_eq!(
            lines(text),
            [r#"{__name__="up"} 1 None"#, r#"{__name__="up", job="a\"b\\c\n"} NaN Some(1500)"#]
        );
    }

    #[test]
    fn reads_open_metrics() {
        let text = "a_total{x=\"y\"} 0x1p4 1.5 # {trace=\"t\"} 0.5 1\n{\"m.n\", \"l b\"=\"c\"} +Inf\n# EOF\n";
        assert_eq!(
            lines(text),
            [r#"{__name__="a_total", x="y"} 16 Some(1500)"#, r#"{__name__="m.n", "l b"="c"} inf None"#]
        );
    }

    #[test]
    fn reports_every_bad_line_with_its_position() {
        for (text, want) in [
            ("up x\n", "1:4: \"x\" is no number"),
            ("ok 1\nup{a=b} 1\n", "2:6: expected a quoted string"),
            ("up{a=\"b} 1\n", "1:6: unterminated quoted string"),
            ("up{a=\"b\" c=\"d\"} 1\n", "1:10: expected `,` or `}`"),
            ("up{a=\"b\",a=\"c\"} 1\n", "1:10: label \"a\" is given twice"),
            ("{a=\"b\"} 1\n", "1:1: expected a metric name"),
            ("up 1 soon\n", "1:6: \"soon\" is no timestamp"),
            ("up 1 2 3\n", "1:8: expected the end of the line"),
            ("up\n", "1:3: \"\" is no number"),
            ("# EOF\nup 1\n# EOF\n", "2:1: unexpected text after `# EOF`"),
        ] {
            let errors = parse(text).expect_err(text);
            assert_eq!(errors[0].to_string(), want, "{text:?}");
        }
        assert_eq!(parse("a x\nb y\nc 1\n").expect_err("two").len(), 2);
    }
}
