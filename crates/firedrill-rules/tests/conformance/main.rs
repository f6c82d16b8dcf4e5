//! Agreement with recorded answers of promtool.

mod bundles;
mod check_rules;
mod horizons;
mod relevance;
mod servers;
mod shared;
mod suites;
