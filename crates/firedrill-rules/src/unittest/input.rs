//! The input series of a test group, read as promtool reads them.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use firedrill_model::{FloatHistogram, Labels, Span, Timestamp, Value};
use firedrill_promql::Dialect;
use firedrill_promql::store::{Origin, Store, Times};
use firedrill_promql::syntax::ParseError;
use firedrill_promql::syntax::series::{SeriesDescription, SeriesItem, SeriesValue, parse_series};
use indexmap::IndexMap;

use super::{Failure, TestGroup, Trap, TrapKind};
use crate::evaluation::InputSeries;

/// The series of a test group.
#[derive(Debug, Default)]
pub(super) struct Input {
    series: Vec<(Labels, Samples)>,
    /// Series that no database takes: from which time on, why, where they stand.
    pub(super) refused: Vec<Refused>,
    pub(super) traps: Vec<Trap>,
}

/// A series that no database takes.
#[derive(Debug)]
pub(super) struct Refused {
    /// The time of its first sample.
    pub(super) since: i64,
    pub(super) text: String,
    pub(super) span: Span,
}

/// All input samples of a test group, for evaluating expressions without rules.
///
/// # Errors
/// The first series that does not parse or that no database takes.
pub fn input_store(group: &TestGroup, dialect: &Dialect) -> Result<Store, Box<Failure>> {
    // Half the range, so that differences of times do not overflow.
    let input = Input::read(group, Timestamp(i64::MAX / 2), dialect)?;
    if let Some(refused) = input.refused.first() {
        return Err(Box::new(Failure::Input { text: refused.text.clone(), span: refused.span }));
    }
    let mut store = Store::default();
    input.load(&mut store, None, i64::MAX);
    Ok(store)
}

/// The samples of a series up to the last evaluation.
#[derive(Debug)]
enum Samples {
    /// Not expanded before they are loaded.
    Runs(Runs),
    Listed(Listed),
}

/// Floats on a regular grid without a gap.
#[derive(Debug)]
struct Runs {
    times: Times,
    items: Vec<SeriesItem>,
    /// Filled where the samples are loaded in portions.
    expanded: OnceCell<Vec<f64>>,
}

/// Samples one by one.
#[derive(Debug, Default)]
struct Listed {
    times: Times,
    floats: Vec<f64>,
    /// As long as [`Self::floats`] where there is any.
    histograms: Option<Vec<Option<Arc<FloatHistogram>>>>,
}

impl Input {
    /// Reads the input of `group`; samples after `last` are left out.
    ///
    /// # Errors
    /// The first series that does not parse.
    pub(super) fn read(group: &TestGroup, last: Timestamp, dialect: &Dialect) -> Result<Self, Box<Failure>> {
        let mut input = Self::default();
        let mut descriptions: IndexMap<Labels, (SeriesDescription, Span), foldhash::fast::FixedState> =
            IndexMap::default();
        for line in lines(group, &mut input.traps) {
            let description = parse_series(&line.text, dialect).map_err(|error| {
                Box::new(Failure::Input { text: line.error_text(error, dialect), span: line.span })
            })?;
            let labels = description.labels.clone();
            if descriptions.insert(labels, (description, line.span)).is_some() {
                input.traps.push(Trap { kind: TrapKind::DuplicateSeries, span: line.span });
            }
        }
        for (labels, (description, span)) in descriptions {
            let samples = Samples::new(description, group, last);
            let Some(since) = samples.times().first() else { continue };
            match refusal(&labels, &samples) {
                Some(text) => input.refused.push(Refused { since, text, span }),
                None => input.series.push((labels, samples)),
            }
        }
        Ok(input)
    }
}

impl InputSeries for Input {
    fn load(&self, store: &mut Store, after: Option<i64>, until: i64) {
        for (labels, samples) in &self.series {
            samples.load(labels, store, after, until);
        }
    }
}

/// One line of the `load` command that promtool writes for itself.
struct Line {
    text: String,
    span: Span,
    /// Its number, that of the command being 1.
    number: usize,
}

impl Line {
    /// Before 3.x every line was the first.
    fn error_text(&self, mut error: ParseError, dialect: &Dialect) -> String {
        if let Some(position) = &mut error.position
            && dialect.test_file_extensions
        {
            position.line += self.number - 1;
        }
        error.to_string()
    }
}

/// The lines up to the first empty one: line feeds in values and comments end the input.
fn lines(group: &TestGroup, traps: &mut Vec<Trap>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (position, series) in group.input_series.iter().enumerate() {
        let is_last = position + 1 == group.input_series.len();
        let text = line_text(series);
        for part in text.split('\n') {
            let part = part.trim();
            if part.is_empty() || part.starts_with('#') {
                let span = series.values.as_ref().map_or(series.span, |values| values.span);
                if part.starts_with('#') {
                    traps.push(Trap { kind: TrapKind::SeriesComment, span: series.span });
                }
                if !is_last {
                    traps.push(Trap { kind: TrapKind::SeriesCut, span });
                }
                return lines;
            }
            let number = lines.len() + 2;
            lines.push(Line { text: part.to_owned(), span: series.span, number });
        }
    }
    lines
}

fn line_text(series: &super::InputSeries) -> String {
    let text = |part: &Option<crate::Text>| part.as_ref().map_or(String::new(), |text| text.value.clone());
    format!("{} {}", text(&series.series), text(&series.values))
}

/// Why no database takes a series with these labels and samples.
fn refusal(labels: &Labels, samples: &Samples) -> Option<String> {
    if labels.is_empty() {
        return Some("empty labelset: invalid sample".to_owned());
    }
    let mut names = labels.iter().map(|(name, _)| name);
    let mut previous = names.next();
    for name in names {
        if previous == Some(name) {
            return Some(format!(
                "label name {} is not unique: invalid sample",
                firedrill_model::quote::quote(name)
            ));
        }
        previous = Some(name);
    }
    let Samples::Listed(samples) = samples else { return None };
    let mut histograms = samples.histograms.iter().flatten().flatten();
    histograms.find_map(|histogram| histogram.validate().err()).map(|error| error.to_string())
}

/// The number of values of runs that have no gap and no histogram.
fn only_floats(items: &[SeriesItem]) -> Option<u64> {
    items.iter().try_fold(0_u64, |sum, item| match item {
        SeriesItem::Float { count, .. } => Some(sum.saturating_add(*count)),
        SeriesItem::Gap { .. } | SeriesItem::Histogram { .. } => None,
    })
}

/// The first `steps` values of runs that are [`only_floats`].
fn expand(items: &[SeriesItem], steps: usize) -> Vec<f64> {
    let mut floats = Vec::with_capacity(steps);
    for item in items {
        let SeriesItem::Float { start, step, count } = item else { break };
        let count = usize::try_from(*count).unwrap_or(usize::MAX).min(steps - floats.len());
        let Some(step) = step else {
            floats.resize(floats.len() + count, *start);
            continue;
        };
        let values = std::iter::successors(Some(*start), |value| Some(value + step));
        floats.extend(values.take(count));
    }
    floats
}

impl Samples {
    fn new(description: SeriesDescription, group: &TestGroup, last: Timestamp) -> Self {
        let interval = group.interval.as_ms();
        let start = group.start.as_ms();
        if interval == 0 {
            return Self::Listed(Listed::new(&description, start, interval, usize::MAX));
        }
        let steps = usize::try_from((last.as_ms() - start) / interval + 1).unwrap_or(0);
        match only_floats(&description.items) {
            Some(count) => {
                let times = Times::regular(start, interval, steps.min(count as usize));
                Self::Runs(Runs { times, items: description.items, expanded: OnceCell::new() })
            }
            None => Self::Listed(Listed::new(&description, start, interval, steps)),
        }
    }

    fn times(&self) -> &Times {
        match self {
            Self::Runs(runs) => &runs.times,
            Self::Listed(listed) => &listed.times,
        }
    }

    /// Adds the samples after `after` and up to `until` to `store`.
    fn load(&self, labels: &Labels, store: &mut Store, after: Option<i64>, until: i64) {
        let start = after.map_or(0, |after| self.times().count_until(after));
        let end = self.times().count_until(until);
        if start == end {
            return;
        }
        let is_whole = start == 0 && store.find(labels).is_none();
        match self {
            Self::Runs(runs) if is_whole => {
                append_new(store, labels, &runs.times, expand(&runs.items, end));
            }
            Self::Listed(Listed { times, floats, histograms: None }) if is_whole => {
                append_new(store, labels, times, floats[..end].to_vec());
            }
            Self::Runs(runs) => {
                let floats = runs.expanded.get_or_init(|| expand(&runs.items, runs.times.len()));
                append_each(store, labels, &runs.times, start..end, |idx| Value::Float(floats[idx]));
            }
            Self::Listed(listed) => {
                append_each(store, labels, &listed.times, start..end, |idx| listed.value(idx));
            }
        }
    }
}

fn append_new(store: &mut Store, labels: &Labels, times: &Times, values: Vec<f64>) {
    let mut times = times.clone();
    times.truncate(values.len());
    let appended = store.append_column(labels, Origin::default(), times, values);
    assert!(appended.is_ok(), "times ascend and the series is new");
}

fn append_each(
    store: &mut Store,
    labels: &Labels,
    times: &Times,
    samples: Range<usize>,
    value: impl Fn(usize) -> Value,
) {
    let id = store.series_id(labels, Origin::default());
    for idx in samples {
        // Rules write no later than at the step before, so nothing is in the way.
        let _ = store.append(id, times.at(idx), value(idx));
    }
}

impl Listed {
    fn new(description: &SeriesDescription, start: i64, interval: i64, steps: usize) -> Self {
        let mut samples = Self::default();
        for (step, value) in description.expand().take(steps).enumerate() {
            let time = start + interval * step as i64;
            // Samples of one time are all but the first dropped.
            if samples.times.last() == Some(time) {
                break;
            }
            match value {
                SeriesValue::Gap => {}
                SeriesValue::Float(value) => samples.push(time, value, None),
                SeriesValue::Histogram { histogram, .. } => samples.push(time, 0.0, Some(histogram)),
            }
        }
        samples
    }

    fn push(&mut self, time: i64, value: f64, histogram: Option<Arc<FloatHistogram>>) {
        self.times.push(time);
        self.floats.push(value);
        if histogram.is_some() || self.histograms.is_some() {
            let filled = self.floats.len() - 1;
            self.histograms.get_or_insert_with(|| vec![None; filled]).push(histogram);
        }
    }

    fn value(&self, idx: usize) -> Value {
        let histogram = self.histograms.as_ref().and_then(|histograms| histograms[idx].clone());
        histogram.map_or(Value::Float(self.floats[idx]), Value::Histogram)
    }
}
