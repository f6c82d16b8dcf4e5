//! How a function computes: the boundary between the engine and the functions.

use std::sync::Arc;

use firedrill_model::{FloatHistogram, SampleTimes, Span};

use crate::annotations::Annotations;
use crate::column::{Column, Evaluated, Steps, Vector};
use crate::dialect::{Dialect, Features};
use crate::error::EvalError;
use crate::syntax::ValueType;
use crate::syntax::ast::Call;

/// How a function computes (`Function::kernel`). The engine evaluates the arguments and hands over
/// whole columns.
///
/// Series of a [`Vector`] may share their labels as long as no step has a value in two of them; the
/// engine reports collisions and merges, kernels need not. The engine also drops names and empty
/// series after `Element`, `ElementWith`, `Calendar` and `Range`.
#[derive(Debug, Clone, Copy)]
pub enum Kernel {
    /// Float to float, sample by sample; histograms vanish; the name is dropped.
    Element(fn(f64) -> f64),
    /// Float to float with the scalar arguments of that step; `None` drops the sample.
    ElementWith(fn(f64, &[f64]) -> Option<f64>),
    /// A part of the UTC calendar from seconds since the epoch; without argument of `time()`.
    Calendar(fn(i64) -> f64),
    /// One output value per step from the samples of that step's window, series by series; the
    /// name is dropped unless [`RangeKernel::keeps_name`].
    Range(RangeKernel),
    /// Anything that works on whole evaluated arguments.
    Vector(fn(&mut CallContext<'_>, Vec<Evaluated>) -> Result<Evaluated, EvalError>),
    /// Needs the tree or the engine itself; the engine has a branch per form.
    Special(SpecialForm),
}

impl Kernel {
    /// A range function that drops the name.
    pub(super) const fn range(run: RunOverRange) -> Self {
        Self::Range(RangeKernel { run, keeps_name: false })
    }
}

/// Fills one output column from one input series.
pub type RunOverRange = fn(&RangeInput<'_>, &mut RangeOutput<'_>) -> Result<(), EvalError>;

/// Forms that the engine evaluates itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialForm {
    /// `absent(v)`: its labels come from the argument's matchers.
    Absent,
    /// `absent_over_time(m)`.
    AbsentOverTime,
    /// `timestamp(v)`: of a plain selector the samples' own times.
    Timestamp,
    /// `start_timestamp(v)`.
    StartTimestamp,
    /// `info(v, {…})`.
    Info,
    /// `time()`.
    Time,
    /// `start()` as a function.
    Start,
    /// `end()` as a function.
    End,
    /// `step()` as a function.
    Step,
    /// `range()` as a function.
    Range,
}

/// A range function.
#[derive(Debug, Clone, Copy)]
pub struct RangeKernel {
    /// Computes one series.
    pub run: RunOverRange,
    /// Keeps the metric name (`last_over_time`, `first_over_time`).
    pub keeps_name: bool,
}

/// One series and its window at every step.
#[derive(Debug, Clone, Copy)]
pub struct RangeInput<'a> {
    /// Sample times in milliseconds, ascending; staleness markers are left out.
    pub times: &'a [i64],
    /// Sample values, as long as `times`; where `histograms` holds a sample this one is unused.
    pub values: &'a [f64],
    /// Native histogram samples, as long as `times`, where the series has any.
    pub histograms: Option<&'a [Option<Arc<FloatHistogram>>]>,
    /// Start timestamps in milliseconds (0 = unknown), as long as `times`, where the series has any
    /// and the feature is on.
    pub start_times: Option<&'a [i64]>,
    /// Per step the samples `times[start..end]` that lie in the window. Both ends never decrease
    /// from step to step unless `@` fixes them, so a kernel may slide.
    pub windows: &'a [(u32, u32)],
    /// Evaluation instants.
    pub steps: &'a Steps,
    /// Per step the right edge of the window is `steps.time(i) - offset`, or `fixed_end` with `@`.
    pub offset_ms: i64,
    /// Right edge with `@`, offset already applied.
    pub fixed_end: Option<i64>,
    /// `anchored` or `smoothed`: then `windows` are widened by the lookback delta to the left, with
    /// `smoothed` to the right too, while [`Self::range_start`] and [`Self::range_end`] stay the
    /// edges of the range itself. The engine has refused functions that take no such range.
    pub extension: Option<RangeExtension>,
    /// Length of the window in milliseconds.
    pub range_ms: i64,
    /// Length of the window in seconds as Go divides it, see `Duration::as_seconds`.
    pub range_seconds: f64,
    /// The scalar arguments in order, one value per step each.
    pub scalars: &'a [Vec<f64>],
    /// Labels of the series, for annotations (`rate` warns about names).
    pub labels: &'a firedrill_model::Labels,
    /// Semantic switches.
    pub dialect: &'a Dialect,
    /// Feature flags.
    pub features: &'a Features,
    /// The call, for the spans of annotations.
    pub call: &'a Call,
    /// Span to annotate for the range argument: its node, or `0..0` for a subquery, whose position
    /// Prometheus loses.
    pub argument_span: Span,
}

/// The experimental range modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeExtension {
    /// `anchored`: values at the edges are those of the samples before them.
    Anchored,
    /// `smoothed`: values at the edges are interpolated.
    Smoothed,
}

impl RangeInput<'_> {
    /// The times of the sample at `idx`.
    pub fn sample_times(&self, idx: usize) -> SampleTimes {
        let start_ms = self.start_times.map_or(0, |start_times| start_times[idx]);
        SampleTimes { time_ms: self.times[idx], start_ms }
    }

    /// Right edge of the window at `step` in milliseconds.
    pub fn range_end(&self, step: usize) -> i64 {
        self.fixed_end.unwrap_or_else(|| self.steps.time(step) - self.offset_ms)
    }

    /// Where annotations that Prometheus places at the first argument belong: that is the scalar of
    /// `quantile_over_time`.
    pub(super) fn first_argument_span(&self) -> Span {
        match self.call.function.args.first() {
            Some(ValueType::RangeVector) => self.argument_span,
            _ => self.call.args[0].span,
        }
    }

    /// Left edge of the window at `step` in milliseconds.
    pub fn range_start(&self, step: usize) -> i64 {
        self.range_end(step) - self.range_ms
    }
}

/// Where a range function writes.
#[derive(Debug)]
pub struct RangeOutput<'a> {
    /// All absent at first; a kernel sets the steps that have a result.
    pub column: &'a mut Column,
    /// Warnings and infos.
    pub annotations: &'a mut Annotations,
}

/// What a [`Kernel::Vector`] may look at besides its arguments.
#[derive(Debug)]
pub struct CallContext<'a> {
    /// Evaluation instants.
    pub steps: &'a Steps,
    /// Whether the query is a range query (its results are sorted by labels).
    pub is_range_query: bool,
    /// Semantic switches.
    pub dialect: &'a Dialect,
    /// Feature flags.
    pub features: &'a Features,
    /// The call, for the spans of its arguments.
    pub call: &'a Call,
    /// The bytes of the call itself.
    pub span: Span,
    /// Warnings and infos.
    pub annotations: &'a mut Annotations,
}

impl Evaluated {
    /// The vector of an argument that the type checker has accepted as one.
    pub fn into_vector(self) -> Vector {
        match self {
            Self::Vector(vector) => vector,
            other => unreachable!("the type checker lets only instant vectors through, found {other:?}"),
        }
    }

    /// The numbers of an argument that the type checker has accepted as a scalar.
    pub fn into_scalar(self) -> Vec<f64> {
        match self {
            Self::Scalar(values) => values,
            other => unreachable!("the type checker lets only scalars through, found {other:?}"),
        }
    }

    /// The text of an argument that the type checker has accepted as a string.
    pub fn into_text(self) -> String {
        match self {
            Self::String(text) => text,
            other => unreachable!("the type checker lets only strings through, found {other:?}"),
        }
    }
}
