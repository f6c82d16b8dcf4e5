//! The timeline as lanes of characters.

mod axis;
mod lane;
mod marks;
mod picture;

pub(super) use lane::alert_name;
pub(super) use picture::text;
