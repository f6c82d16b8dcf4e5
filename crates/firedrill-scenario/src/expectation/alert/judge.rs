//! Whether alerts did what they should.

use super::AlertExpectation;
use super::case::Case;
use super::describe::{alert, course};
use crate::expectation::Claims;
use crate::judgement::{Evidence, Failure, Firing, Question};
use crate::moment::{Moment, Range, When};
use crate::scenario::Placed;
use crate::timeline::{AlertState, Window};

impl AlertExpectation {
    /// When the firings that fulfil the expectation at position `idx` were seen.
    pub(in crate::expectation) fn judge(
        &self,
        evidence: &Evidence<'_>,
        claims: &Claims,
        idx: usize,
    ) -> Result<Vec<Window>, Box<Failure>> {
        let case = Case::new(self, evidence)?;
        let mut seen = Vec::new();
        if let Some(when) = self.fires.as_ref().filter(|when| when.value.is_never()) {
            self.judge_quiet(evidence, when)?;
        } else {
            seen = self.judge_claims(evidence, &case, claims, idx)?;
        }
        if let Some(when) = &self.quiet {
            self.judge_quiet(evidence, when)?;
        }
        if let Some(when) = &self.pending {
            seen.extend(self.judge_pending(evidence, when)?);
        }
        for (moment, state) in &self.states {
            self.judge_state(evidence, moment, *state)?;
        }
        Ok(seen)
    }

    fn judge_claims(
        &self,
        evidence: &Evidence<'_>,
        case: &Case<'_>,
        claims: &Claims,
        idx: usize,
    ) -> Result<Vec<Window>, Box<Failure>> {
        let Some(demand) = case.demand() else { return Ok(Vec::new()) };
        let owned: Vec<&Firing> = claims.alerts.of(idx).map(|position| &evidence.firings[position]).collect();
        let selector = &self.selector.value;
        if owned.len() < demand.least {
            let nearest = claims.alerts.nearest(idx).map(|position| &evidence.firings[position]);
            let title = if owned.is_empty() {
                case.title(evidence, nearest)
            } else {
                format!("{selector} fired {}, not {}", times(owned.len()), times(demand.least))
            };
            let question = self.question(case, evidence, nearest);
            let place = self.fires.as_ref().map_or(self.selector.place, |fires| fires.place);
            let (expected, got) = (case.expected(evidence), case.got(evidence, nearest));
            return Err(evidence.failure(place, title, expected, got, Some(&question)));
        }
        let surplus = claims.alerts.surplus(idx);
        if let (Some(first), Some(limit)) = (surplus.first(), &self.times) {
            let first = &evidence.firings[*first];
            let count = owned.len() + surplus.len();
            let title = format!("{selector} fired {}, not {}", times(count), times(demand.most));
            let got = format!("{} {}", alert(&first.labels), course(evidence, first));
            let question = fired(first);
            let expected = case.expected(evidence);
            return Err(evidence.failure(limit.place, title, expected, got, question.as_ref()));
        }
        self.judge_flaps(evidence, &owned)?;
        Ok(owned.iter().filter_map(|firing| firing.fired).collect())
    }

    /// What the failure leaves open: why the nearest alert did not fire, or was not resolved.
    fn question<'q>(
        &'q self,
        case: &Case<'_>,
        evidence: &Evidence<'_>,
        nearest: Option<&'q Firing>,
    ) -> Question<'q> {
        let range = case.fires.unwrap_or(evidence.marks.whole());
        let meant = nearest.filter(|firing| case.is_meant(firing));
        if let Some(firing) = meant
            && let Some(at) = firing.fired
        {
            if at.overlaps(range) {
                let range = case.resolves.unwrap_or(range);
                return Question::NotResolved { labels: &firing.labels, rule: &firing.rule, range };
            }
            if at.latest < range.from {
                return Question::Firing { labels: &firing.labels, rule: &firing.rule, at: at.earliest };
            }
        }
        let nearest = meant.map(|firing| &firing.labels);
        Question::NotFiring { alerts: &self.selector.value, nearest, range }
    }

    /// No such alert may fire within the window.
    fn judge_quiet(&self, evidence: &Evidence<'_>, when: &Placed<When>) -> Result<(), Box<Failure>> {
        let range = evidence.range(Some(when))?;
        let Some(loud) = self.loud(evidence, range).next() else { return Ok(()) };
        let title = format!("{} fired", alert(&loud.labels));
        let expected = if when.value.is_never() {
            "never firing".to_owned()
        } else {
            format!("quiet {}", evidence.describe(when, range))
        };
        let question = fired(loud);
        Err(evidence.failure(when.place, title, expected, course(evidence, loud), question.as_ref()))
    }

    /// The alerts meant that fire within `range`.
    fn loud<'f>(&self, evidence: &'f Evidence<'_>, range: Range) -> impl Iterator<Item = &'f Firing> {
        let firings = evidence.firings.iter();
        firings
            .filter(move |firing| firing.fires_within(range) && self.selector.value.matches(&firing.labels))
    }

    fn judge_pending(
        &self,
        evidence: &Evidence<'_>,
        when: &Placed<When>,
    ) -> Result<Option<Window>, Box<Failure>> {
        let range = evidence.range(Some(when))?;
        let meant = || evidence.firings.iter().filter(|firing| self.selector.value.matches(&firing.labels));
        let found = meant().find(|firing| firing.pending.is_some_and(|pending| pending.overlaps(range)));
        let selector = &self.selector.value;
        match (found, when.value.is_never()) {
            (Some(firing), false) => Ok(firing.pending),
            (None, true) => Ok(None),
            (Some(firing), true) => {
                let title = format!("{} was pending", alert(&firing.labels));
                let got = course(evidence, firing);
                Err(evidence.failure(when.place, title, "never pending".to_owned(), got, None))
            }
            (None, false) => {
                let nearest = meant()
                    .filter_map(|firing| Some((firing.pending?.distance(range), firing)))
                    .min_by_key(|(distance, _)| *distance);
                let got = nearest.map_or("no such alert, not even pending".to_owned(), |(_, firing)| {
                    course(evidence, firing)
                });
                let labels = nearest.map(|(_, firing)| &firing.labels);
                let question = Question::NotFiring { alerts: selector, nearest: labels, range };
                let title = format!("{selector} was not pending in time");
                let expected = format!("pending {}", evidence.describe(when, range));
                Err(evidence.failure(when.place, title, expected, got, Some(&question)))
            }
        }
    }

    fn judge_state(
        &self,
        evidence: &Evidence<'_>,
        moment: &Placed<Moment>,
        state: Placed<AlertState>,
    ) -> Result<(), Box<Failure>> {
        let range = evidence.instant(moment)?;
        let at = range.from;
        let meant: Vec<&Firing> =
            evidence.firings.iter().filter(|firing| self.selector.value.matches(&firing.labels)).collect();
        let active = meant.iter().find_map(|firing| Some((*firing, firing.state_at(at)?)));
        let was_resolved =
            || meant.iter().any(|firing| firing.resolved().is_some_and(|resolved| resolved.earliest <= at));
        let holds = match state.value {
            AlertState::Inactive => active.is_none(),
            AlertState::Resolved => active.is_none() && was_resolved(),
            wanted => meant.iter().any(|firing| firing.state_at(at) == Some(wanted)),
        };
        if holds {
            return Ok(());
        }
        let selector = &self.selector.value;
        let title = format!("{selector} was not {} at {}", state.value, evidence.offset(at));
        let got = match active {
            Some((firing, _)) => course(evidence, firing),
            None => "no such alert at that time".to_owned(),
        };
        let question =
            Question::NotFiring { alerts: selector, nearest: active.map(|it| &it.0.labels), range };
        let expected = format!("{} at {}", state.value, evidence.offset(at));
        Err(evidence.failure(state.place, title, expected, got, Some(&question)))
    }

    /// No alert may fire again more often than is allowed.
    fn judge_flaps(&self, evidence: &Evidence<'_>, owned: &[&Firing]) -> Result<(), Box<Failure>> {
        let Some(flaps) = &self.flaps else { return Ok(()) };
        for first in owned {
            let again: Vec<&Firing> = evidence.firings.iter().filter(|other| other.is_again(first)).collect();
            if again.len() > flaps.value as usize {
                let title = format!("{} flapped", alert(&first.labels));
                let expected = format!("firing again {} at most", times(flaps.value as usize));
                let at: Vec<String> =
                    again.iter().filter_map(|firing| firing.fired).map(|at| evidence.time(at)).collect();
                let got = format!("firing again {}: at {}", times(again.len()), shortened(&at));
                let question = fired(again[0]);
                return Err(evidence.failure(flaps.place, title, expected, got, question.as_ref()));
            }
        }
        Ok(())
    }
}

/// `once`, `3 times`.
pub(crate) fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

/// At most three of `items`, and how many more there are.
pub(crate) fn shortened(items: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = items[..items.len().min(SHOWN)].join(", ");
    if items.len() <= SHOWN { shown } else { format!("{shown} and {} more", items.len() - SHOWN) }
}

/// Why an alert that fired did.
pub(crate) fn fired(firing: &Firing) -> Option<Question<'_>> {
    let at = firing.fired?.earliest;
    Some(Question::Firing { labels: &firing.labels, rule: &firing.rule, at })
}
