//! Whether receivers were left alone.

use super::{NoPageExpectation, Suppression};
use crate::action::is_meant;
use crate::expectation::page::paged;
use crate::judgement::{Claimant, Demand, Evidence, Failure, Page, Question};
use crate::moment::Range;
use crate::scenario::Placed;
use crate::timeline::{Event, Muted, Muting, NotificationStatus};

/// An expectation on the absence of pages with instants.
pub(in crate::expectation) struct Case<'e> {
    expectation: &'e NoPageExpectation,
    pages: &'e [Page<'e>],
    range: Range,
}

/// It claims nothing, but speaks of the pages that it forbids.
impl Claimant for Case<'_> {
    fn demand(&self) -> Demand {
        Demand { least: 0, most: 0 }
    }

    fn fits(&self, _: usize) -> bool {
        false
    }

    fn names(&self, observation: usize, _: &[usize]) -> bool {
        self.expectation.forbids(&self.pages[observation], self.range)
    }

    fn counts(&self) -> bool {
        false
    }

    fn distance(&self, _: usize) -> Option<(u8, i64)> {
        None
    }
}

impl NoPageExpectation {
    /// The expectation with instants, where its marks are known.
    pub(in crate::expectation) fn case<'e>(&'e self, evidence: &'e Evidence<'_>) -> Option<Case<'e>> {
        let range = evidence.range(self.when.as_ref()).ok()?;
        Some(Case { expectation: self, pages: &evidence.pages, range })
    }

    /// `no page pagerduty`.
    pub(in crate::expectation) fn about(&self) -> String {
        let alerts = self.alerts.as_ref().map(|alerts| format!(" for {}", alerts.value)).unwrap_or_default();
        format!("no page {}{alerts}", self.receiver.value)
    }

    fn forbids(&self, page: &Page<'_>, range: Range) -> bool {
        page.receiver() == self.receiver.value
            && page.status() == NotificationStatus::Firing
            && page.has(self.alerts.as_ref().map(|alerts| &alerts.value))
            && page.seen.overlaps(range)
    }

    /// # Errors
    /// Where a page was sent, or nothing was kept out for the reason given.
    pub(in crate::expectation) fn judge(&self, evidence: &Evidence<'_>) -> Result<(), Box<Failure>> {
        let range = evidence.range(self.when.as_ref())?;
        let within = match &self.when {
            Some(when) => format!(" {}", evidence.describe(when, range)),
            None => String::new(),
        };
        if let Some(page) = evidence.pages.iter().find(|page| self.forbids(page, range)) {
            let title = format!("{} was paged", self.receiver.value);
            let place = self.when.as_ref().map_or(self.receiver.place, |when| when.place);
            let got = format!("a page at {}", evidence.time(page.seen));
            return Err(evidence.failure(place, title, format!("no page{within}"), got, Some(&paged(page))));
        }
        match &self.because {
            Some(because) => self.judge_cause(evidence, range, because, &within),
            None => Ok(()),
        }
    }

    fn judge_cause(
        &self,
        evidence: &Evidence<'_>,
        range: Range,
        because: &Placed<Suppression>,
        within: &str,
    ) -> Result<(), Box<Failure>> {
        let muted: Vec<(&Muted, String)> = evidence
            .observations
            .iter()
            .filter(|observation| observation.seen.overlaps(range))
            .filter_map(|observation| match &observation.event {
                Event::Muted(muted) if self.is_about(muted) => Some((muted, evidence.time(observation.seen))),
                _ => None,
            })
            .collect();
        if muted.iter().any(|(muted, _)| because.value.is(&muted.by)) {
            return Ok(());
        }
        let title = format!("{}, but not because {}", self.about(), because.value);
        let got = match muted.first() {
            Some((muted, at)) => format!("{} at {at}", muted.by),
            None => "nothing was kept out: no alert was due".to_owned(),
        };
        let question = Question::NotPaged {
            receiver: &self.receiver.value,
            alerts: self.alerts.as_ref().map(|alerts| &alerts.value),
            range,
        };
        let expected = format!("no page{within}, because {}", because.value);
        Err(evidence.failure(because.place, title, expected, got, Some(&question)))
    }

    fn is_about(&self, muted: &Muted) -> bool {
        muted.receiver == self.receiver.value
            && self.alerts.as_ref().is_none_or(|alerts| alerts.value.matches(&muted.labels))
    }
}

impl Suppression {
    /// Whether this is what kept an alert out.
    fn is(&self, muting: &Muting) -> bool {
        match (self, muting) {
            (Self::Silenced(words), Muting::Silence { comment }) => is_meant(words, comment),
            (Self::InhibitedBy(alert), Muting::Inhibition { source, .. }) => alert.matches(source),
            (Self::InhibitedByRule(name), Muting::Inhibition { rule, .. }) => name == rule,
            (Self::Muted(interval), Muting::MuteInterval { name }) => interval == name,
            (Self::Muted(interval), Muting::OutsideActiveIntervals { names }) => names.contains(interval),
            _ => false,
        }
    }
}

impl std::fmt::Display for Suppression {
    /// As it is written.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Silenced(words) => write!(formatter, "silenced by {words}"),
            Self::InhibitedBy(alert) => write!(formatter, "inhibited by {alert}"),
            Self::InhibitedByRule(rule) => write!(formatter, "inhibited by rule {rule}"),
            Self::Muted(interval) => write!(formatter, "muted by {interval}"),
        }
    }
}
