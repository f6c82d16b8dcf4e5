//! What the engine does per sample, per label set and per character.

mod data;
mod labels;
mod range_functions;
mod syntax;

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    range_functions::bandwidth(&mut criterion);
    range_functions::short_windows(&mut criterion);
    range_functions::long_windows(&mut criterion);
    labels::groups_and_joins(&mut criterion);
    syntax::parse(&mut criterion);
    criterion.final_summary();
}
