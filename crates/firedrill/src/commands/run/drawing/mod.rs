//! The timeline as lanes of characters.

mod axis;
mod lane;
mod marks;
mod name;
mod picture;

pub(super) use name::alert_name;
pub(super) use picture::text;
