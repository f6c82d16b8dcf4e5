//! How expectations share what was seen.

use super::assignment::{Assignment, Demand, assign};

/// An expectation that claims observations of one kind: firings, or pages.
pub(crate) trait Claimant {
    /// How many it claims.
    fn demand(&self) -> Demand;

    /// Whether an observation is one that it claims.
    fn fits(&self, observation: usize) -> bool;

    /// Whether it speaks of an observation without claiming it; `own` are those it got.
    fn names(&self, observation: usize, own: &[usize]) -> bool;

    /// Whether more than it demands are a failure even where unnamed things are free.
    fn counts(&self) -> bool;

    /// How near an observation comes to what it claims: the kind of difference, then its size; `None` for
    /// what is not related at all.
    fn distance(&self, observation: usize) -> Option<(u8, i64)>;
}

/// What each expectation gets. Lists are by the position of the expectation.
#[derive(Debug)]
pub(crate) struct Shares {
    assignment: Assignment,
    nearest: Vec<Option<usize>>,
    surplus: Vec<Vec<usize>>,
    is_named: Vec<bool>,
}

impl Shares {
    /// Shares `count` observations among `claimants`, one for each expectation of the scenario.
    pub(crate) fn settle(claimants: &[Option<Box<dyn Claimant + '_>>], count: usize) -> Self {
        let nothing = Demand { least: 0, most: 0 };
        let demands: Vec<Demand> =
            claimants.iter().map(|claimant| claimant.as_ref().map_or(nothing, |it| it.demand())).collect();
        let fits = |expectation: usize, observation: usize| {
            claimants[expectation].as_ref().is_some_and(|claimant| claimant.fits(observation))
        };
        let assignment = assign(&demands, count, fits);
        let mut shares = Self {
            is_named: assignment.owner.iter().map(Option::is_some).collect(),
            nearest: vec![None; claimants.len()],
            surplus: vec![Vec::new(); claimants.len()],
            assignment,
        };
        let present = || claimants.iter().enumerate().filter_map(|(idx, it)| Some((idx, it.as_ref()?)));
        for (idx, claimant) in present() {
            let own: Vec<usize> = shares.assignment.of(idx).collect();
            for observation in 0..count {
                shares.is_named[observation] |= claimant.names(observation, &own);
            }
        }
        for (idx, claimant) in present().filter(|(_, claimant)| claimant.counts()) {
            let free = (0..count).filter(|it| !shares.is_named[*it] && claimant.fits(*it));
            shares.surplus[idx] = free.collect();
            for observation in &shares.surplus[idx] {
                shares.is_named[*observation] = true;
            }
        }
        for (idx, claimant) in present() {
            if shares.assignment.of(idx).count() >= demands[idx].least {
                continue;
            }
            let free = (0..count).filter(|it| !shares.is_named[*it]);
            let near = free.filter_map(|it| Some((claimant.distance(it)?, it))).min();
            shares.nearest[idx] = near.map(|(_, observation)| observation);
            if let Some(observation) = shares.nearest[idx] {
                shares.is_named[observation] = true;
            }
        }
        shares
    }

    /// The observations that fulfil an expectation.
    pub(crate) fn of(&self, expectation: usize) -> impl Iterator<Item = usize> {
        self.assignment.of(expectation)
    }

    /// The nearest miss of an expectation that gets too few.
    pub(crate) fn nearest(&self, expectation: usize) -> Option<usize> {
        self.nearest[expectation]
    }

    /// What fits an expectation beyond the number it wants.
    pub(crate) fn surplus(&self, expectation: usize) -> &[usize] {
        &self.surplus[expectation]
    }

    /// The observations that no expectation speaks of.
    pub(crate) fn unnamed(&self) -> impl Iterator<Item = usize> {
        self.is_named.iter().enumerate().filter(|(_, is_named)| !**is_named).map(|(idx, _)| idx)
    }
}
