//! The order of alerts inside a notification.

use std::cmp::Ordering;

use firedrill_model::Labels;

/// Compares two label sets as notifications sort their alerts: by `job`, then by `instance` (an alert
/// that has the label precedes one that lacks it), then fewer labels first, then name by name over
/// both sets (a missing label precedes a value).
pub fn compare_for_notification(lhs: &Labels, rhs: &Labels) -> Ordering {
    ["job", "instance"]
        .into_iter()
        .map(|name| present_first(lhs.get(name), rhs.get(name)))
        .find(|ordering| ordering.is_ne())
        .unwrap_or_else(|| lhs.len().cmp(&rhs.len()).then_with(|| by_names(lhs, rhs)))
}

fn present_first(lhs: Option<&str>, rhs: Option<&str>) -> Ordering {
    match (lhs, rhs) {
        (Some(lhs), Some(rhs)) => lhs.cmp(rhs),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Walks both sorted sets; as `LabelSet.Before` of `prometheus/common/model`.
fn by_names(lhs: &Labels, rhs: &Labels) -> Ordering {
    let (mut left, mut right) = (lhs.iter().peekable(), rhs.iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some((left_name, left_value)), Some((right_name, right_value))) => {
                match left_name.cmp(right_name) {
                    // The set that has the smaller name has a value where the other has none.
                    Ordering::Less => return Ordering::Greater,
                    Ordering::Greater => return Ordering::Less,
                    Ordering::Equal if left_value != right_value => return left_value.cmp(right_value),
                    Ordering::Equal => {}
                }
            }
        }
        left.next();
        right.next();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_upstream() {
        let labels = |pairs: &[(&str, &str)]| Labels::from_pairs(pairs.iter().copied());
        let sorted = [
            labels(&[("job", "a"), ("instance", "1"), ("z", "z")]),
            labels(&[("job", "a"), ("instance", "2")]),
            labels(&[("job", "a")]),
            labels(&[("job", "b")]),
            labels(&[("instance", "1")]),
            labels(&[("z", "1")]),
            labels(&[("b", "1"), ("c", "1")]),
            labels(&[("a", "1"), ("c", "1")]),
            labels(&[("a", "1"), ("c", "2")]),
            labels(&[("a", "1"), ("b", "9")]),
        ];
        for (position, lhs) in sorted.iter().enumerate() {
            for (other, rhs) in sorted.iter().enumerate() {
                assert_eq!(compare_for_notification(lhs, rhs), position.cmp(&other), "{lhs} and {rhs}");
            }
        }
    }
}
