//! Go's `time.Time` and `time.Duration` as template values.

mod civil;
mod duration;
mod duration_type;
mod instant;
mod layout;
mod names;
mod parse;
mod parse_zone;
mod rounding;
mod time_type;
mod zone;

pub use duration::GoDuration;
pub use duration_type::{DURATION, DURATION_POINTER, duration_value};
pub use instant::GoTime;
pub use time_type::{TIME, TIME_POINTER, time_value};
pub use zone::Zone;
