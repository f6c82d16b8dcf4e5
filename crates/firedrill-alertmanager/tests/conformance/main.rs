//! Agreement with recorded answers of real Alertmanagers.

mod differences;
mod matchers;
mod shared;
