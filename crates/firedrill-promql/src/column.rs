//! Values of one series over the steps of an evaluation.

use std::sync::Arc;

use firedrill_model::{FloatHistogram, Labels, Value, is_stale_nan, stale_nan};

/// Evaluation instants: `start`, `start + interval`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    /// First instant in milliseconds.
    pub start: i64,
    /// Distance in milliseconds; irrelevant where `count` is 1.
    pub interval: i64,
    /// Number of instants, at least 1.
    pub count: usize,
}

impl Steps {
    /// One instant.
    pub const fn instant(at: i64) -> Self {
        Self { start: at, interval: 0, count: 1 }
    }

    /// The time of step `index` in milliseconds.
    pub const fn time(&self, index: usize) -> i64 {
        self.start + self.interval * index as i64
    }

    /// The time of the last step in milliseconds.
    pub const fn last(&self) -> i64 {
        self.time(self.count - 1)
    }
}

/// One value per step. A step without a float holds the staleness marker's bits in `floats`
/// ("absent"); no arithmetic can produce them, so a column needs no second array for gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Length: number of steps.
    pub floats: Vec<f64>,
    /// Present only where the series has a histogram at some step; then of the same length, and a
    /// step holds at most one of float and histogram.
    pub histograms: Option<Vec<Option<Arc<FloatHistogram>>>>,
}

impl Column {
    /// A column without any value.
    pub fn absent(steps: usize) -> Self {
        Self { floats: vec![stale_nan(); steps], histograms: None }
    }

    /// A column of floats (absent steps hold the staleness marker).
    pub fn from_floats(floats: Vec<f64>) -> Self {
        Self { floats, histograms: None }
    }

    /// The value at `step`.
    pub fn value(&self, step: usize) -> Option<Value> {
        if let Some(histogram) = self.histogram(step) {
            return Some(Value::Histogram(Arc::clone(histogram)));
        }
        self.float(step).map(Value::Float)
    }

    /// The float at `step`.
    pub fn float(&self, step: usize) -> Option<f64> {
        let value = self.floats[step];
        (!is_stale_nan(value)).then_some(value)
    }

    /// The histogram at `step`.
    pub fn histogram(&self, step: usize) -> Option<&Arc<FloatHistogram>> {
        self.histograms.as_ref()?[step].as_ref()
    }

    /// Whether there is a float or a histogram at `step`.
    pub fn is_present(&self, step: usize) -> bool {
        !is_stale_nan(self.floats[step]) || self.histogram(step).is_some()
    }

    /// Sets or clears the value at `step`.
    pub fn set(&mut self, step: usize, value: Option<Value>) {
        let (float, histogram) = match value {
            None => (stale_nan(), None),
            Some(Value::Float(float)) => (float, None),
            Some(Value::Histogram(histogram)) => (stale_nan(), Some(histogram)),
        };
        self.floats[step] = float;
        if histogram.is_some() || self.histograms.is_some() {
            let steps = self.floats.len();
            self.histograms.get_or_insert_with(|| vec![None; steps])[step] = histogram;
        }
    }

    /// Whether no step has a value.
    pub fn is_empty(&self) -> bool {
        (0..self.floats.len()).all(|step| !self.is_present(step))
    }
}

/// One series of an instant vector, over all steps.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorSeries {
    /// Its labels.
    pub labels: Labels,
    /// With delayed name removal: the name labels are to be dropped at the end.
    pub drop_name: bool,
    /// One value per step.
    pub column: Column,
}

/// An instant vector over all steps.
///
/// Series may share their labels as long as no step has a value in two of them; they are merged
/// where a result leaves the engine.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Vector {
    /// The series; each has a value at one step at least.
    pub series: Vec<VectorSeries>,
    /// The order of the samples at each step where it is not that of `series`.
    pub order: Option<StepOrder>,
}

impl Vector {
    /// A vector whose samples stand in the order of `series` at every step.
    pub fn new(series: Vec<VectorSeries>) -> Self {
        Self { series, order: None }
    }

    /// Removes series without any value.
    pub fn retain_present(&mut self) {
        if self.series.iter().all(|series| !series.column.is_empty()) {
            return;
        }
        let mut position = Vec::with_capacity(self.series.len());
        let mut kept = 0;
        for series in &self.series {
            let is_kept = !series.column.is_empty();
            position.push(is_kept.then_some(kept));
            kept += u32::from(is_kept);
        }
        self.series.retain(|series| !series.column.is_empty());
        for of_step in self.order.iter_mut().flat_map(|order| &mut order.steps) {
            *of_step = of_step.iter().filter_map(|idx| position[*idx as usize]).collect();
        }
    }

    /// Where all values belong to one step, puts the series themselves in the order of that step;
    /// where the order of every step is that of the series, forgets it.
    pub fn put_in_order(&mut self) {
        let Some(order) = &self.order else { return };
        if let [of_step] = order.steps.as_slice() {
            let mut series: Vec<Option<VectorSeries>> = self.series.drain(..).map(Some).collect();
            self.series = of_step.iter().filter_map(|idx| series[*idx as usize].take()).collect();
            self.order = None;
        } else if order.steps.iter().all(|of_step| of_step.is_sorted()) {
            self.order = None;
        }
    }
}

/// Per step the indices of the series that have a value there, in the order in which an instant
/// query at that step lists them. Needed only where a rule is evaluated at many steps and the order
/// depends on the step (`topk`, `sort`, groups whose first series comes and goes).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepOrder {
    /// One list per step.
    pub steps: Vec<Vec<u32>>,
}

/// What an expression evaluates to.
#[derive(Debug, Clone, PartialEq)]
pub enum Evaluated {
    /// One number per step.
    Scalar(Vec<f64>),
    /// A string.
    String(String),
    /// An instant vector per step.
    Vector(Vector),
}
