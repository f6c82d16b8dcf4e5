//! Scenarios held against timelines: a table beside each kind of expectation, and laws.

mod alerts;
mod laws;
mod pages;
mod rules;
mod story;
mod values;
