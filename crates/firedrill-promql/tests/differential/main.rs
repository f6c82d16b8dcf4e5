//! Random queries over random data: compared with a real Prometheus 2.42 where one is installed,
//! and with themselves under changes that must not matter.
//!
//! `FIREDRILL_DIFFERENTIAL_QUERIES` sets how many queries are asked (default 2,000),
//! `FIREDRILL_SEED` another seed; a difference prints the smallest query and data that show it.

mod against_server;
mod data;
mod dice;
mod metamorphic;
mod ours;
mod query;
mod server;
mod shrink;

use std::env;

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
