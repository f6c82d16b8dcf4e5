//! Finding the smallest query and data that still show a difference.

use firedrill_promql::Dialect;
use firedrill_promql::syntax::ValueType;

use crate::data::Series;
use crate::ours;

/// Queries one step simpler than `query`: each of its parts on its own, and the query with one
/// part replaced by a part of that part, smallest first.
pub(crate) fn simpler(query: &str, dialect: Dialect) -> Vec<String> {
    let Ok(expr) = ours::parse(query, dialect) else { return Vec::new() };
    let mut out = Vec::new();
    for node in expr.walk() {
        let is_sample = matches!(node.value_type(), ValueType::Scalar | ValueType::InstantVector);
        if node.span != expr.span && is_sample {
            out.push(node.span.text(query).to_owned());
        }
        for part in node.children() {
            for inner in part.walk().skip(1).filter(|inner| inner.value_type() == part.value_type()) {
                let (before, after) = (&query[..part.span.start], &query[part.span.end..]);
                out.push(format!("{before}{}{after}", inner.span.text(query)));
            }
        }
    }
    out.retain(|candidate| candidate.len() < query.len() && ours::parse(candidate, dialect).is_ok());
    out.sort_by_key(String::len);
    out.dedup();
    out
}

/// Repeats [`simpler`] as long as a simpler query still differs.
pub(crate) fn smallest_query(query: &str, dialect: Dialect, differs: impl Fn(&str) -> bool) -> String {
    let mut best = query.to_owned();
    while let Some(next) = simpler(&best, dialect).into_iter().find(|candidate| differs(candidate)) {
        best = next;
    }
    best
}

/// Drops series, then samples, as long as what remains still differs.
pub(crate) fn smallest_data(series: &[Series], differs: impl Fn(&[Series]) -> bool) -> Vec<Series> {
    let mut best = without_pieces(series.to_vec(), &differs);
    for index in 0..best.len() {
        let samples = without_pieces(best[index].samples.clone(), &|samples: &[(i64, f64)]| {
            let mut candidate = best.clone();
            candidate[index].samples = samples.to_vec();
            !samples.is_empty() && differs(&candidate)
        });
        best[index].samples = samples;
    }
    best
}

/// Removes ever smaller pieces of `items` while `differs` holds.
fn without_pieces<T: Clone>(mut items: Vec<T>, differs: &dyn Fn(&[T]) -> bool) -> Vec<T> {
    let mut size = items.len().div_ceil(2);
    while size > 0 {
        let mut start = 0;
        while start < items.len() {
            let end = (start + size).min(items.len());
            let candidate: Vec<T> = items[..start].iter().chain(&items[end..]).cloned().collect();
            if differs(&candidate) {
                items = candidate;
            } else {
                start = end;
            }
        }
        size /= 2;
    }
    items
}
