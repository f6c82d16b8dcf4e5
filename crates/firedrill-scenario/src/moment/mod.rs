//! Instants and windows as authors write them: `20m`, `5m after p-1042 stalls`, `10m..12m after …`,
//! `within 6m after 20m`, `at 17m`, `until 3h10m`, `never`.

mod moment;

pub use moment::{Anchor, Bounds, Moment, When};
