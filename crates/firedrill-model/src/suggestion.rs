//! What a misspelt word was meant to be.

/// At most this many letters may differ, and never more than a third of the word.
const LARGEST_DISTANCE: usize = 3;

/// The candidate nearest to `word`, if it is near enough to be meant: a few of its letters changed,
/// added, left out or swapped with their neighbour. Of equally near ones, one that begins with `word`.
pub fn suggestion<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().collect();
    let limit = LARGEST_DISTANCE.min(letters.len().div_ceil(3));
    candidates
        .into_iter()
        .map(|candidate| (distance(&letters, &candidate.chars().collect::<Vec<_>>()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, candidate)| (*distance, !candidate.starts_with(word), *candidate))
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment distance.
fn distance(lhs: &[char], rhs: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=rhs.len()).collect();
    for (row, left) in lhs.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, right) in rhs.iter().enumerate() {
            let changed = previous[column] + usize::from(left != right);
            let mut best = changed.min(previous[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *left == rhs[column - 1] && lhs[row - 1] == *right {
                best = best.min(before[column - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut previous, current);
    }
    previous[rhs.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let fields = ["tests", "rule_files", "evaluation_interval"];
        for (word, want) in [
            ("tets", Some("tests")),
            ("test", Some("tests")),
            ("rules_file", Some("rule_files")),
            ("evalution_interval", Some("evaluation_interval")),
            ("groups", None),
        ] {
            assert_eq!(suggestion(word, fields), want, "{word}");
        }
        assert_eq!(distance(&['a', 'b'], &['b', 'a']), 1);
    }
}
