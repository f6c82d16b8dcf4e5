//! Agreement with recorded answers of promtool.

mod check_rules;
mod shared;
mod suites;
