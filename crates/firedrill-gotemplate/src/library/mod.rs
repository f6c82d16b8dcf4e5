//! Template functions that Prometheus and Alertmanager share.

mod convert;
mod humanize_duration;
mod letter_case;
mod query_escape;
mod regexps;
mod safe_types;

pub(crate) use convert::{four_digits, to_float};
pub(crate) use humanize_duration::{enlarged, humanize_duration};
pub(crate) use letter_case::{Words, title};
pub use letter_case::{to_lower, to_upper};
pub(crate) use query_escape::{percent_decoded, query_escaped};
pub(crate) use regexps::Regexps;
pub(crate) use safe_types::{HTML, URL};
