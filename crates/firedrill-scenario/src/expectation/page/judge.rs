//! Whether receivers were sent what they should be.

use firedrill_model::quote::quote;

use super::case::{Case, Difference};
use super::{PageExpectation, PageKind};
use crate::expectation::alert::{shortened, times};
use crate::expectation::{Claims, Selector};
use crate::judgement::{Claimant, Evidence, Failure, Page, Question};
use crate::timeline::{Event, Notification, Outcome, Window};

impl PageExpectation {
    /// The alerts meant.
    pub(super) fn selector(&self) -> Option<&Selector> {
        self.alerts.as_ref().map(|alerts| &alerts.value)
    }

    /// `page pagerduty for ApiErrors`.
    pub(in crate::expectation) fn about(&self) -> String {
        let kind = match self.kind {
            PageKind::Page => "page",
            PageKind::Resolve => "resolve",
        };
        let alerts = self.selector().map(|alerts| format!(" for {alerts}")).unwrap_or_default();
        format!("{kind} {}{alerts}", self.receiver.value)
    }

    /// When the pages that fulfil the expectation at position `idx` were seen.
    pub(in crate::expectation) fn judge(
        &self,
        evidence: &Evidence<'_>,
        claims: &Claims,
        idx: usize,
    ) -> Result<Vec<Window>, Box<Failure>> {
        let case = Case::new(self, evidence)?;
        let demand = case.demand();
        let owned: Vec<&Page<'_>> = claims.pages.of(idx).map(|position| &evidence.pages[position]).collect();
        let place = self.when.as_ref().map_or(self.receiver.place, |when| when.place);
        let expected = || self.expected(evidence, &case);
        if owned.len() < demand.least {
            let nearest = claims.pages.nearest(idx).map(|position| &evidence.pages[position]);
            let title = match nearest {
                Some(_) if owned.is_empty() => format!("no such {}", self.about()),
                None if owned.is_empty() => format!("no {}", self.about()),
                _ => format!("{} {}, not {}", self.about(), times(owned.len()), times(demand.least)),
            };
            let got = self.got(evidence, &case, nearest);
            let receiver = self.receiver.value.as_str();
            let question = match nearest {
                Some(page) => paged(page),
                None => Question::NotPaged { receiver, alerts: self.selector(), range: case.range },
            };
            return Err(evidence.failure(place, title, expected(), got, Some(&question)));
        }
        let surplus = claims.pages.surplus(idx);
        if let Some(first) = surplus.first() {
            let count = owned.len() + surplus.len();
            let title = format!("{} {}, not {}", self.about(), times(count), times(demand.most));
            let at: Vec<String> =
                surplus.iter().map(|position| evidence.time(evidence.pages[*position].seen)).collect();
            let got = format!("also sent at {}", shortened(&at));
            let question = paged(&evidence.pages[*first]);
            let place = self.times.as_ref().map_or(place, |times| times.place);
            return Err(evidence.failure(place, title, expected(), got, Some(&question)));
        }
        self.judge_duplicates(evidence, &owned)?;
        Ok(owned.iter().map(|page| page.seen).collect())
    }

    fn judge_duplicates(&self, evidence: &Evidence<'_>, owned: &[&Page<'_>]) -> Result<(), Box<Failure>> {
        let Some(limit) = &self.duplicates else { return Ok(()) };
        let duplicates: Vec<&&Page<'_>> = owned.iter().filter(|page| page.is_duplicate).collect();
        let Some(first) = duplicates.get(limit.value as usize) else { return Ok(()) };
        let title = format!("{} came again for the same outage", self.about());
        let expected = format!("again {} at most", times(limit.value as usize));
        let at: Vec<String> = duplicates.iter().map(|page| evidence.time(page.seen)).collect();
        let got = format!("again {}: at {}", times(duplicates.len()), shortened(&at));
        Err(evidence.failure(limit.place, title, expected, got, Some(&paged(first))))
    }

    fn expected(&self, evidence: &Evidence<'_>, case: &Case<'_>) -> String {
        let mut parts = vec![match self.kind {
            PageKind::Page => "a page".to_owned(),
            PageKind::Resolve => "the end of the outage".to_owned(),
        }];
        if let Some(when) = &self.when {
            parts[0].push_str(&format!(" {}", evidence.describe(when, case.range)));
        }
        parts.extend(self.times.as_ref().map(|times| times.value.to_string()));
        let tests = self.group.iter().chain(&self.fields);
        parts.extend(tests.map(|(name, test)| format!("{} {test}", name.value)));
        parts.join(", ")
    }

    /// What was seen of the nearest miss; else what kept the page from being sent, or that nothing did.
    fn got(&self, evidence: &Evidence<'_>, case: &Case<'_>, nearest: Option<&Page<'_>>) -> String {
        let Some(page) = nearest else { return self.got_nothing(evidence, case) };
        let at = evidence.time(page.seen);
        match case.difference(page) {
            Some(Difference::Group(name)) => {
                let value = page.group_labels().get(name).unwrap_or_default();
                format!("sent at {at} to the group with {name}={}", quote(value))
            }
            Some(Difference::Field(name)) => match page.texts(name).first() {
                Some(text) => format!("{name} {} at {at}", quote(text)),
                None => format!("sent at {at} without {name}"),
            },
            Some(Difference::Time) | None => format!("sent at {at}"),
        }
    }

    fn got_nothing(&self, evidence: &Evidence<'_>, case: &Case<'_>) -> String {
        let is_meant = |notification: &Notification| {
            notification.receiver == self.receiver.value
                && notification
                    .alerts
                    .iter()
                    .any(|alert| self.selector().is_none_or(|selector| selector.matches(&alert.labels)))
        };
        for observation in &evidence.observations {
            let at = evidence.time(observation.seen);
            match &observation.event {
                Event::Notification(notification) if is_meant(notification) => {
                    if let Outcome::Failed(text) = &notification.outcome {
                        return format!("given up at {at}: {text}");
                    }
                }
                Event::Muted(muted)
                    if muted.receiver == self.receiver.value
                        && self.selector().is_none_or(|selector| selector.matches(&muted.labels))
                        && observation.seen.overlaps(case.range) =>
                {
                    return format!("kept out at {at}, {}", muted.by);
                }
                _ => {}
            }
        }
        let elsewhere = evidence.pages.iter().find(|page| {
            self.alerts.is_some() && page.has(self.selector()) && page.seen.overlaps(case.range)
        });
        match elsewhere {
            Some(page) if page.receiver() != self.receiver.value => {
                format!("nothing; {} was sent it at {}", page.receiver(), evidence.time(page.seen))
            }
            _ => "nothing was sent".to_owned(),
        }
    }
}

/// Why a page was sent.
pub(crate) fn paged<'p>(page: &'p Page<'_>) -> Question<'p> {
    let labels = page.notifications[0].alerts.first().map(|alert| &alert.labels);
    Question::Paged { receiver: page.receiver(), labels, at: page.seen.earliest }
}
