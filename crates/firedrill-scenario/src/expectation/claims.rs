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
        let expectations = evidence.scenario.expectations.iter().map(|expectation| &expectation.value);
        let alerts: Vec<Claim<'_>> = expectations
            .clone()
            .map(|expectation| match expectation {
                Expectation::Alert(expected) => claim(alert::Case::new(expected, evidence).ok()),
                _ => None,
            })
            .collect();
        let pages: Vec<Claim<'_>> = expectations
            .map(|expectation| match expectation {
                Expectation::Page(expected) => claim(page::Case::new(expected, evidence).ok()),
                Expectation::NoPage(expected) => claim(expected.case(evidence)),
                _ => None,
            })
            .collect();
        Self {
            alerts: Shares::settle(&alerts, evidence.firings.len()),
            pages: Shares::settle(&pages, evidence.pages.len()),
        }
    }
}

/// What an expectation claims, if it does.
type Claim<'e> = Option<Box<dyn Claimant + 'e>>;

fn claim<'e>(case: Option<impl Claimant + 'e>) -> Claim<'e> {
    case.map(|case| Box::new(case) as Box<dyn Claimant + 'e>)
}
