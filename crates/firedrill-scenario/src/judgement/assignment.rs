//! One-to-one: which observation fulfils which expectation.

/// How many observations an expectation wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Demand {
    /// At least so many.
    pub(crate) least: usize,
    /// At most so many.
    pub(crate) most: usize,
}

/// Which expectation each observation fulfils.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assignment {
    /// By observation: the position of the expectation.
    pub(crate) owner: Vec<Option<usize>>,
}

impl Assignment {
    /// The observations of an expectation, ascending.
    pub(crate) fn of(&self, expectation: usize) -> impl Iterator<Item = usize> {
        let owned = self.owner.iter().enumerate();
        owned.filter(move |(_, owner)| **owner == Some(expectation)).map(|(observation, _)| observation)
    }
}

/// Gives each of `count` observations to one expectation at most, so that as many as possible get their
/// least; then hands out what is left, up to the most of each, in the order of the expectations.
///
/// Finds augmenting paths, so that an expectation that could take several observations makes room for one
/// that can take only one of them.
pub(crate) fn assign(demands: &[Demand], count: usize, fits: impl Fn(usize, usize) -> bool) -> Assignment {
    let eligible: Vec<Vec<usize>> = (0..demands.len())
        .map(|expectation| (0..count).filter(|observation| fits(expectation, *observation)).collect())
        .collect();
    let mut assignment = Assignment { owner: vec![None; count] };
    for (expectation, demand) in demands.iter().enumerate() {
        for _ in 0..demand.least {
            if !augment(expectation, &eligible, &mut assignment.owner) {
                break;
            }
        }
    }
    for (expectation, demand) in demands.iter().enumerate() {
        let mut owned = assignment.of(expectation).count();
        for observation in &eligible[expectation] {
            if owned >= demand.most {
                break;
            }
            if assignment.owner[*observation].is_none() {
                assignment.owner[*observation] = Some(expectation);
                owned += 1;
            }
        }
    }
    assignment
}

/// Gives `expectation` one more observation, moving others where that makes room; breadth first.
fn augment(expectation: usize, eligible: &[Vec<usize>], owner: &mut [Option<usize>]) -> bool {
    // For each expectation reached: the observation it would give up, and to which expectation.
    let mut reached_by: Vec<Option<(usize, usize)>> = vec![None; eligible.len()];
    let mut queue = vec![expectation];
    let mut next = 0;
    while let Some(&current) = queue.get(next) {
        next += 1;
        for &observation in &eligible[current] {
            match owner[observation] {
                None => {
                    let (mut taken, mut taker) = (observation, current);
                    owner[taken] = Some(taker);
                    while taker != expectation {
                        let Some((given_up, to)) = reached_by[taker] else { break };
                        (taken, taker) = (given_up, to);
                        owner[taken] = Some(taker);
                    }
                    return true;
                }
                Some(other) if other != expectation && reached_by[other].is_none() => {
                    reached_by[other] = Some((observation, current));
                    queue.push(other);
                }
                Some(_) => {}
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Demand = Demand { least: 1, most: 1 };

    fn owners(demands: &[Demand], rows: &[&str]) -> String {
        let count = rows.first().map_or(0, |row| row.len());
        let fits = |expectation: usize, observation: usize| rows[expectation].as_bytes()[observation] == b'x';
        let assignment = assign(demands, count, fits);
        assignment.owner.iter().map(|owner| owner.map_or("-".to_owned(), |it| it.to_string())).collect()
    }

    #[test]
    fn as_many_as_possible_are_fulfilled() {
        let any = Demand { least: 0, most: usize::MAX };
        for (demands, rows, want) in [
            (vec![ONE], vec!["xx"], "0-"),
            (vec![ONE, ONE], vec!["xx", "x."], "10"),
            (vec![ONE, ONE, ONE], vec!["xx.", "xx.", "xxx"], "012"),
            (vec![ONE, ONE], vec!["x.", "x."], "0-"),
            (vec![any, ONE], vec!["xxx", "x.."], "100"),
            (vec![Demand { least: 2, most: 2 }, ONE], vec!["xxx", "xx."], "100"),
        ] {
            assert_eq!(owners(&demands, &rows), want, "{rows:?}");
        }
    }
}
