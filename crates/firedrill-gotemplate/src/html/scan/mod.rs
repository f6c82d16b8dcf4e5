//! Following a text from one context to the next.

mod bytes;
mod css;
mod js;
mod step;
mod tag;
mod url;

pub(super) use css::decode_css;
pub(super) use step::{Step, step, step_within};
pub(super) use tag::{EndTags, tag_end};
