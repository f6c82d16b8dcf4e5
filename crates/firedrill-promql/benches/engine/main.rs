//! What the engine does per sample, per label set and per character.

mod data;
mod labels;
mod range_functions;
mod syntax;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    benches,
    range_functions::bandwidth,
    range_functions::short_windows,
    range_functions::long_windows,
    labels::groups_and_joins,
    syntax::parse
);
criterion_main!(benches);
