//! Series that a scenario describes by rate, share and shape instead of by sample.

mod build;
mod curve;
mod decode;
mod distribution;
mod division;
mod histogram;
mod quantity;
mod recorded;
mod template;
#[cfg(test)]
mod tests;

pub use build::targets;
pub use curve::{Curve, CurveError, CurveShape, Noise};
pub(crate) use decode::{CHANGE, ENTRY, HISTOGRAM, RECORDED, entries};
pub use distribution::{Distribution, DistributionError};
pub use quantity::{QuantityError, quantity};
pub use recorded::recorded;
pub use template::{
    BucketLayout, Change, ChangeTo, HistogramForm, MOST_SERIES, Parameter, SeriesForm, SeriesTemplate, Share,
    TemplateError,
};
