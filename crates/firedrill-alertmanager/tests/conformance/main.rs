//! Agreement with recorded answers of real Alertmanagers.

mod config;
mod differences;
mod groups;
mod laws;
mod matchers;
mod recorded;
mod replay;
mod shared;
mod webhook;
