//! The values of `@st` lines: start timestamps relative to the samples they belong to.

use firedrill_model::Duration;

use super::error::ScriptProblem;
use super::parse::MAX_VALUES;

/// Reads `_ -30s -1m-10sx3 0`: blanks, signed durations, and runs `start±stepxN` of N + 1 values.
pub(super) fn parse(text: &str) -> Result<Vec<Option<Duration>>, ScriptProblem> {
    let mut values = Vec::new();
    for item in text.split_whitespace() {
        let invalid = || ScriptProblem::StartTime(item.to_owned());
        let (value, times) = match item.split_once('x') {
            Some((value, times)) => (value, times.parse::<usize>().map_err(|_| invalid())?),
            None => (item, 0),
        };
        if times >= MAX_VALUES - values.len() {
            return Err(ScriptProblem::TooManyValues);
        }
        if value == "_" {
            // As in series notation: a repeated blank is repeated exactly that often.
            values.extend(std::iter::repeat_n(None, times.max(1)));
            continue;
        }
        let (first, rest) = signed(value).ok_or_else(invalid)?;
        let step = if rest.is_empty() {
            Duration::ZERO
        } else {
            signed(rest).filter(|(_, rest)| rest.is_empty()).ok_or_else(invalid)?.0
        };
        let (first, step) = (first.as_ms(), step.as_ms());
        for idx in 0..=times as i64 {
            let value = step.checked_mul(idx).and_then(|passed| first.checked_add(passed));
            values.push(Some(Duration::from_ms(value.ok_or_else(invalid)?)));
        }
    }
    Ok(values)
}

/// A duration with an optional sign, and what follows it.
fn signed(text: &str) -> Option<(Duration, &str)> {
    let unsigned = text.trim_start_matches(['+', '-']);
    if text.len() - unsigned.len() > 1 {
        return None;
    }
    let end = unsigned.find(['+', '-']).unwrap_or(unsigned.len());
    let duration = Duration::parse(&unsigned[..end]).ok()?;
    let sign = if text.starts_with('-') { -1 } else { 1 };
    Some((Duration::from_ms(sign * duration.as_ms()), &unsigned[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_runs() {
        for (text, want) in [
            ("", Some(vec![])),
            ("_ -30s 0", Some(vec![None, Some(-30_000), Some(0)])),
            ("-1m-10sx2", Some(vec![Some(-60_000), Some(-70_000), Some(-80_000)])),
            ("1msx1 _x2", Some(vec![Some(1), Some(1), None, None])),
            ("5", None),
            ("--5s", None),
            ("1s+1s+1sx2", None),
            ("1sx99999999", None),
        ] {
            let want: Option<Vec<Option<Duration>>> = want.map(|values| {
                values.into_iter().map(|value: Option<i64>| value.map(Duration::from_ms)).collect()
            });
            assert_eq!(parse(text).ok(), want, "{text:?}");
        }
    }
}
