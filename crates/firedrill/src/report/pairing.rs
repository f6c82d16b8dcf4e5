//! Which expected element was meant by which one that came out.

use super::record::Element;

/// One line of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pair<'a> {
    /// Expected, and nothing like it came.
    Missing(&'a Element),
    /// Came, and nothing like it was expected.
    Unexpected(&'a Element),
    /// Expected, and nearly came.
    Differs {
        /// What the test file says.
        expected: &'a Element,
        /// What came.
        got: &'a Element,
    },
}

/// Above this many combinations, what is left over is not paired: nobody reads such a list.
const MAX_COMBINATIONS: usize = 250_000;

/// Takes out what is equal on both sides and pairs up the rest, nearest first. Pairs come in the
/// order of `expected`, then what is missing, then what is unexpected.
pub(crate) fn pair_up<'a>(expected: &'a [Element], got: &'a [Element]) -> Vec<Pair<'a>> {
    let mut got: Vec<_> = got.iter().collect();
    let mut left: Vec<_> = Vec::new();
    for element in expected {
        match got.iter().position(|candidate| are_equal(element, candidate)) {
            Some(idx) => drop(got.remove(idx)),
            None => left.push(element),
        }
    }
    let nearest = nearest_pairs(&left, &got);
    let mut pairs: Vec<_> =
        nearest.iter().map(|&(lhs, rhs)| Pair::Differs { expected: left[lhs], got: got[rhs] }).collect();
    let is_free =
        |idx: usize, side: fn(&(usize, usize)) -> usize| nearest.iter().all(|pair| side(pair) != idx);
    pairs.extend(
        (0..left.len()).filter(|&idx| is_free(idx, |pair| pair.0)).map(|idx| Pair::Missing(left[idx])),
    );
    pairs.extend(
        (0..got.len()).filter(|&idx| is_free(idx, |pair| pair.1)).map(|idx| Pair::Unexpected(got[idx])),
    );
    pairs
}

/// As promtool compares, so NaN equals nothing.
fn are_equal(lhs: &Element, rhs: &Element) -> bool {
    lhs == rhs && lhs.value.as_deref() != Some("NaN")
}

/// Indices of pairs, each element used once, nearest first, then in order of the left side.
fn nearest_pairs(lhs: &[&Element], rhs: &[&Element]) -> Vec<(usize, usize)> {
    if lhs.len().saturating_mul(rhs.len()) > MAX_COMBINATIONS {
        return Vec::new();
    }
    let single = lhs.len() == 1 && rhs.len() == 1;
    let mut candidates: Vec<_> = (0..lhs.len())
        .flat_map(|idx| (0..rhs.len()).map(move |other| (idx, other)))
        .map(|(idx, other)| (distance(lhs[idx], rhs[other]), idx, other))
        .filter(|(distance, ..)| single || distance.labels_differing <= distance.labels_equal)
        .collect();
    candidates.sort();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, idx, other) in candidates {
        if pairs.iter().all(|pair| pair.0 != idx && pair.1 != other) {
            pairs.push((idx, other));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// How far apart two elements are; labels weigh most, since they say which series is meant.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    labels_differing: usize,
    annotations_differing: usize,
    value_differs: bool,
    labels_equal: usize,
}

fn distance(lhs: &Element, rhs: &Element) -> Distance {
    let (labels_equal, labels_differing) = compare_names(&lhs.labels, &rhs.labels);
    Distance {
        labels_differing,
        annotations_differing: compare_names(&lhs.annotations, &rhs.annotations).1,
        value_differs: lhs.value != rhs.value,
        labels_equal,
    }
}

/// Number of names with equal values, and of names with different or missing ones.
fn compare_names(lhs: &[(String, String)], rhs: &[(String, String)]) -> (usize, usize) {
    let equal = lhs.iter().filter(|pair| rhs.contains(pair)).count();
    let only_right = rhs.iter().filter(|(name, _)| lhs.iter().all(|(other, _)| other != name)).count();
    (equal, lhs.len() - equal + only_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(labels: &[(&str, &str)], value: &str) -> Element {
        let labels = labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Element { labels, annotations: Vec::new(), value: Some(value.to_owned()) }
    }

    #[test]
    fn equal_elements_vanish_and_the_rest_is_matched_by_labels() {
        let expected =
            [element(&[("a", "1")], "1"), element(&[("a", "2")], "2"), element(&[("a", "3")], "3")];
        let got = [element(&[("a", "1")], "1"), element(&[("a", "2")], "5"), element(&[("b", "9")], "3")];
        assert_eq!(
            pair_up(&expected, &got),
            [
                Pair::Differs { expected: &expected[1], got: &got[1] },
                Pair::Missing(&expected[2]),
                Pair::Unexpected(&got[2]),
            ]
        );
    }

    #[test]
    fn a_lone_element_on_each_side_is_a_pair() {
        let (expected, got) = ([element(&[("a", "1")], "1")], [element(&[("b", "2")], "2")]);
        assert_eq!(pair_up(&expected, &got), [Pair::Differs { expected: &expected[0], got: &got[0] }]);
    }

    #[test]
    fn nan_is_not_equal_to_itself() {
        let both = [element(&[], "NaN")];
        assert_eq!(pair_up(&both, &both).len(), 1);
    }
}
