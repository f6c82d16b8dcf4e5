//! An expectation on pages, its window resolved.

use super::{PageExpectation, PageKind};
use crate::judgement::{Claimant, Demand, Evidence, Failure, Page};
use crate::moment::Range;
use crate::timeline::NotificationStatus;

/// An expectation on pages with instants.
pub(in crate::expectation) struct Case<'e> {
    pub(super) expectation: &'e PageExpectation,
    /// The pages of the run.
    pub(super) pages: &'e [Page<'e>],
    pub(super) range: Range,
}

/// In what a page differs from what is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference<'e> {
    Time,
    Group(&'e str),
    Field(&'e str),
}

impl<'e> Case<'e> {
    /// # Errors
    /// Where nothing is called like one of its marks.
    pub(in crate::expectation) fn new(
        expectation: &'e PageExpectation,
        evidence: &'e Evidence<'_>,
    ) -> Result<Self, Box<Failure>> {
        let range = evidence.range(expectation.when.as_ref())?;
        Ok(Self { expectation, pages: &evidence.pages, range })
    }

    /// Whether receiver, status and alerts are the ones meant.
    pub(super) fn is_meant(&self, page: &Page<'_>) -> bool {
        let status = match self.expectation.kind {
            PageKind::Page => NotificationStatus::Firing,
            PageKind::Resolve => NotificationStatus::Resolved,
        };
        page.receiver() == self.expectation.receiver.value
            && page.status() == status
            && page.has(self.expectation.selector())
    }

    /// The first thing in which a page differs.
    pub(super) fn difference(&self, page: &Page<'_>) -> Option<Difference<'e>> {
        if !page.seen.overlaps(self.range) {
            return Some(Difference::Time);
        }
        let group = self
            .expectation
            .group
            .iter()
            .find(|(name, test)| !test.accepts(page.group_labels().get(&name.value).unwrap_or_default()));
        if let Some((name, _)) = group {
            return Some(Difference::Group(&name.value));
        }
        let field = self.expectation.fields.iter().find(|(name, test)| !page.shows(&name.value, test));
        field.map(|(name, _)| Difference::Field(&name.value))
    }
}

impl Claimant for Case<'_> {
    fn demand(&self) -> Demand {
        match &self.expectation.times {
            Some(times) => Demand {
                least: times.value.least as usize,
                most: times.value.most.map_or(usize::MAX, |most| most as usize),
            },
            None if self.expectation.duplicates.is_some() => Demand { least: 1, most: usize::MAX },
            None => Demand { least: 1, most: 1 },
        }
    }

    fn fits(&self, observation: usize) -> bool {
        let page = &self.pages[observation];
        self.is_meant(page) && self.difference(page).is_none()
    }

    fn names(&self, _: usize, _: &[usize]) -> bool {
        false
    }

    fn counts(&self) -> bool {
        self.expectation.times.is_some()
    }

    fn distance(&self, observation: usize) -> Option<(u8, i64)> {
        let page = &self.pages[observation];
        self.is_meant(page).then(|| (0, page.seen.distance(self.range)))
    }
}
