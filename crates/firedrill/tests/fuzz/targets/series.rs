//! Series notation.

use firedrill_promql::Dialect;
use firedrill_promql::syntax::series::{SeriesItem, parse_series};

use super::Outcome;

/// As many values as the notation announces.
pub(super) fn read(text: &str) -> Result<Outcome, String> {
    let mut is_accepted = false;
    for dialect in [Dialect::V3, Dialect::V2_42] {
        let Ok(series) = parse_series(text, &dialect) else { continue };
        is_accepted = true;
        let announced: u64 = series.items.iter().map(SeriesItem::count).sum();
        let given = series.expand().take(100_000).count() as u64;
        if given != announced.min(100_000) {
            return Err(format!("announces {announced} values and gives {given}"));
        }
    }
    Ok(Outcome::of(is_accepted))
}
