//! What expectations claim of a run, settled before any of them is judged.

use super::{Expectation, alert, page};
use crate::judgement::{Claimant, Evidence, Shares};

/// How expectations share the firings and the pages of a run.
#[derive(Debug)]
pub(crate) struct Claims {
    /// How they share [`Evidence::firings`].
    pub(crate) alerts: Shares,
    /// How they share [`Evidence::pages`].
    pub(crate) pages: Shares,
}

impl Claims {
    /// Shares what was seen. An expectation that names a moment the run does not have claims nothing; it
    /// fails on its own.
    pub(crate) fn settle(evidence: &Evidence<'_>) -> Self {
        let expectations = &evidence.scenario.expectations;
        let mut alerts: Vec<Option<Box<dyn Claimant + '_>>> = Vec::with_capacity(expectations.len());
        let mut pages: Vec<Option<Box<dyn Claimant + '_>>> = Vec::with_capacity(expectations.len());
        for expectation in expectations {
            let (mut alert, mut page): (Option<Box<dyn Claimant>>, Option<Box<dyn Claimant>>) = (None, None);
            match &expectation.value {
                Expectation::Alert(expected) => {
                    alert = alert::Case::new(expected, evidence).ok().map(|case| Box::new(case) as _);
                }
                Expectation::Page(expected) => {
                    page = page::Case::new(expected, evidence).ok().map(|case| Box::new(case) as _);
                }
                Expectation::NoPage(expected) => {
                    page = expected.case(evidence).map(|case| Box::new(case) as _)
                }
                _ => {}
            }
            alerts.push(alert);
            pages.push(page);
        }
        Self {
            alerts: Shares::settle(&alerts, evidence.firings.len()),
            pages: Shares::settle(&pages, evidence.pages.len()),
        }
    }
}
