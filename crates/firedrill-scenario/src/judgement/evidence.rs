//! A timeline, prepared for judgement.

use firedrill_model::{Duration, Timestamp};

use super::firing::firings;
use super::page::pages;
use super::{Explain, Explanation, Failure, Firing, Page, Question};
use crate::moment::{Anchor, Marks, Moment, Range, UnknownMark, When};
use crate::scenario::{Place, Placed, Scenario};
use crate::timeline::{Mark, Observation, Timeline, Window};

/// How many moments a failure names.
const MOST_MOMENTS: usize = 8;

/// What was seen, in the terms of expectations.
pub(crate) struct Evidence<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) timeline: &'a Timeline,
    /// The observations in their order, whatever order the timeline has them in.
    pub(crate) observations: Vec<&'a Observation>,
    pub(crate) firings: Vec<Firing>,
    pub(crate) pages: Vec<Page<'a>>,
    pub(crate) marks: Marks<'a>,
    explain: &'a dyn Explain,
}

impl<'a> Evidence<'a> {
    /// Prepares `timeline`, whose marks are `marks` in their order.
    pub(crate) fn new(
        scenario: &'a Scenario,
        timeline: &'a Timeline,
        marks: Marks<'a>,
        explain: &'a dyn Explain,
    ) -> Self {
        let mut observations: Vec<&Observation> = timeline.observations.iter().collect();
        observations.sort_by(|lhs, rhs| lhs.order(rhs));
        let firings = firings(&observations);
        let pages = pages(&observations);
        Self { scenario, timeline, observations, firings, pages, marks, explain }
    }

    /// The stretch of time that `when` means; the whole run where there is none.
    ///
    /// # Errors
    /// A failure where nothing is called like one of its marks.
    pub(crate) fn range(&self, when: Option<&Placed<When>>) -> Result<Range, Box<Failure>> {
        let Some(when) = when else { return Ok(self.marks.whole()) };
        self.marks.range(&when.value).map_err(|error| self.unknown(when.place, &when.value.text, &error))
    }

    /// The instant that `moment` means, as a stretch of time.
    ///
    /// # Errors
    /// A failure where nothing is called like its mark.
    pub(crate) fn instant(&self, moment: &Placed<Moment>) -> Result<Range, Box<Failure>> {
        let at = self.marks.instant(&moment.value);
        let at = at.map_err(|error| self.unknown(moment.place, &moment.value.anchor.to_string(), &error))?;
        Ok(Range { from: at, to: at })
    }

    /// `at`, counted from the start: `1h5m`.
    pub(crate) fn offset(&self, at: Timestamp) -> Duration {
        at - self.timeline.start
    }

    /// When something was seen: `1h5m`, or `1h5m..1h5m10s` where only bounds are known.
    pub(crate) fn time(&self, window: Window) -> String {
        let earliest = self.offset(window.earliest);
        if window.earliest == window.latest {
            return earliest.to_string();
        }
        format!("{earliest}..{}", self.offset(window.latest))
    }

    /// A stretch of time: `1h5m..1h7m`.
    pub(crate) fn stretch(&self, range: Range) -> String {
        self.time(Window { earliest: range.from, latest: range.to })
    }

    /// A window as it is written, with its instants where it counts from another one.
    pub(crate) fn describe(&self, when: &Placed<When>, range: Range) -> String {
        let text = &when.value.text;
        if when.value.counts_from_start() {
            text.clone()
        } else {
            format!("{text} ({})", self.stretch(range))
        }
    }

    /// A failure, with what the driver knows about its cause.
    pub(crate) fn failure(
        &self,
        place: Place,
        title: String,
        expected: String,
        got: String,
        question: Option<&Question<'_>>,
    ) -> Box<Failure> {
        let explanation = question.map(|question| self.explain.explain(question)).unwrap_or_default();
        Box::new(Failure { place, title, expected, got, explanation })
    }

    fn unknown(&self, place: Place, expected: &str, error: &UnknownMark) -> Box<Failure> {
        Box::new(Failure {
            place,
            title: error.to_string(),
            expected: expected.to_owned(),
            got: self.moments_like(&error.anchor),
            explanation: Explanation::default(),
        })
    }

    /// What else happened to whatever `anchor` is about: the marks with its first word.
    fn moments_like(&self, anchor: &Anchor) -> String {
        let nothing = || "no such moment in this run".to_owned();
        let Anchor::Mark { name, .. } = anchor else { return nothing() };
        let subject = name.split_whitespace().next();
        let alike = self.timeline.marks.iter().filter(|mark| mark.name.split_whitespace().next() == subject);
        let told = |mark: &Mark| format!("{} at {}", mark.name, self.offset(mark.at));
        let named: Vec<String> = alike.take(MOST_MOMENTS).map(told).collect();
        if named.is_empty() { nothing() } else { named.join(", ") }
    }
}
