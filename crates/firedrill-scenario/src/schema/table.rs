//! All mappings of a scenario file.

use super::Object;
use crate::expectation;
use crate::file::{REPLICAS, SCENARIO};
use crate::scrape::SCRAPE;
use crate::series::{CHANGE, ENTRY, HISTOGRAM, RECORDED};
use crate::system::SYSTEM;
use crate::system::rebalance::decode::{BACKGROUND, MOVE_ERRORS, PLAN, POLICY, REBALANCE, REPEATS, STALLS};

/// Every mapping with keys of its own, in the order of the reference.
pub(crate) fn objects() -> impl Iterator<Item = &'static Object> {
    [
        &SCENARIO,
        &REPLICAS,
        &SCRAPE,
        &SYSTEM,
        &REBALANCE,
        &POLICY,
        &PLAN,
        &REPEATS,
        &STALLS,
        &MOVE_ERRORS,
        &BACKGROUND,
        &ENTRY,
        &RECORDED,
        &HISTOGRAM,
        &CHANGE,
    ]
    .into_iter()
    .chain(expectation::objects())
}

/// The mapping that messages call `name`.
pub(crate) fn object(name: &str) -> Option<&'static Object> {
    objects().find(|object| object.name == name)
}
