//! Whether expressions gave what they should.

use std::fmt;

use firedrill_model::number::api_float;
use firedrill_model::{Duration, Labels, Timestamp};

use super::{ValueExpectation, ValueTest};
use crate::judgement::{Evidence, Failure, Question};
use crate::moment::Range;
use crate::timeline::{ExpressionValues, Window};

/// A value that is not what it should be.
struct Deviation<'t> {
    at: Timestamp,
    /// The series and its value; absent where there was none.
    value: Option<(&'t Labels, f64)>,
}

impl ValueExpectation {
    /// When the expression was held against the test.
    pub(in crate::expectation) fn judge(&self, evidence: &Evidence<'_>) -> Result<Vec<Window>, Box<Failure>> {
        let range = evidence.range(Some(&self.when))?;
        let expression = self.expression.value.as_str();
        let expected =
            || format!("{} {}, {}", expression, evidence.describe(&self.when, range), self.test.value);
        let recorded = evidence.timeline.values.iter().find(|values| values.expression == expression);
        let Some(values) = recorded else {
            let title = format!("{expression} was not evaluated");
            return Err(evidence.failure(
                self.expression.place,
                title,
                expected(),
                "nothing".to_owned(),
                None,
            ));
        };
        let instants = values.instants(range, evidence.timeline.end);
        let deviations: Vec<Deviation<'_>> =
            instants.iter().flat_map(|at| self.deviations(values, *at)).collect();
        let Some(first) = deviations.first() else {
            return Ok(instants.into_iter().map(Window::at).collect());
        };
        let offset = evidence.offset(first.at);
        let mut got = match first.value {
            None => format!("nothing at {offset}"),
            Some((labels, value)) if labels.is_empty() => format!("{} at {offset}", api_float(value)),
            Some((labels, value)) => format!("{} for {labels} at {offset}", api_float(value)),
        };
        let others =
            deviations.iter().map(|deviation| deviation.at).collect::<std::collections::BTreeSet<_>>();
        if others.len() > 1 {
            got.push_str(&format!(", and at {} of {} evaluations in all", others.len(), instants.len()));
        }
        let title = format!("{expression} is not {}", self.test.value);
        let question = Question::Value { expression, at: first.at };
        Err(evidence.failure(self.test.place, title, expected(), got, Some(&question)))
    }

    fn deviations<'t>(&self, values: &'t ExpressionValues, at: Timestamp) -> Vec<Deviation<'t>> {
        let given: Vec<(&Labels, f64)> = values.at(at).collect();
        if given.is_empty() && !self.test.value.accepts(None) {
            return vec![Deviation { at, value: None }];
        }
        let others = given.into_iter().filter(|(_, value)| !self.test.value.accepts(Some(*value)));
        others.map(|value| Deviation { at, value: Some(value) }).collect()
    }
}

impl ExpressionValues {
    /// The evaluations within `range`; the last one before it where there is none.
    fn instants(&self, range: Range, end: Timestamp) -> Vec<Timestamp> {
        let step = self.step.as_ms().max(1);
        let since_start = |at: Timestamp| (at.min(end) - self.start).as_ms();
        let last = since_start(range.to).div_euclid(step);
        let first = (since_start(range.from) + step - 1).div_euclid(step).min(last).max(0);
        (first..=last).map(|count| self.start + Duration::from_ms(count * step)).collect()
    }

    /// The values at an evaluation.
    fn at(&self, at: Timestamp) -> impl Iterator<Item = (&Labels, f64)> {
        self.series.iter().filter_map(move |series| {
            let position = series.samples.binary_search_by_key(&at, |sample| sample.at).ok()?;
            Some((&series.labels, series.samples[position].value))
        })
    }
}

impl ValueTest {
    /// Whether a value passes, or that there is none.
    pub fn accepts(&self, value: Option<f64>) -> bool {
        match (self, value) {
            (Self::Absent, value) => value.is_none(),
            (Self::Between { least, most, .. }, Some(value)) => *least <= value && value <= *most,
            (Self::Between { .. }, None) => false,
        }
    }
}

impl fmt::Display for ValueTest {
    /// As it is written.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => formatter.write_str("absent"),
            Self::Between { text, .. } => formatter.write_str(text),
        }
    }
}
