//! The kinds of expectations.

use super::{
    AlertExpectation, Cap, Claims, NoPageExpectation, PageExpectation, RuleFailureExpectation,
    ValueExpectation, WarningExpectation,
};
use crate::judgement::{Evidence, Failure};
use crate::moment::When;
use crate::scenario::Placed;
use crate::timeline::Window;

/// Something that must be seen, or must not.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// `alert:` what an alert does.
    Alert(Box<AlertExpectation>),
    /// `page:` or `resolve:` what a receiver is sent.
    Page(Box<PageExpectation>),
    /// `no page:` what a receiver is not sent.
    NoPage(NoPageExpectation),
    /// `pages:` how many pages a receiver gets at most.
    Cap(Cap),
    /// `value:` what an expression gives.
    Value(ValueExpectation),
    /// `warning:` or `no warnings:` what PromQL has to say about the rules.
    Warning(WarningExpectation),
    /// `rule fails:` a rule that cannot be evaluated.
    RuleFailure(RuleFailureExpectation),
}

impl Expectation {
    /// The windows it names.
    pub fn windows(&self) -> Vec<&Placed<When>> {
        let windows = match self {
            Self::Alert(alert) => vec![&alert.fires, &alert.resolves, &alert.pending, &alert.quiet],
            Self::Page(page) => vec![&page.when],
            Self::NoPage(no_page) => vec![&no_page.when],
            Self::Value(value) => return vec![&value.when],
            Self::RuleFailure(failure) => vec![&failure.when],
            Self::Cap(_) | Self::Warning(_) => Vec::new(),
        };
        windows.into_iter().flatten().collect()
    }

    /// What it is about, such as `ApiErrors{severity="critical"}` or `page pagerduty`.
    pub fn about(&self) -> String {
        match self {
            Self::Alert(alert) => alert.selector.value.to_string(),
            Self::Page(page) => page.about(),
            Self::NoPage(no_page) => no_page.about(),
            Self::Cap(cap) => format!("pages {}", cap.receiver.value),
            Self::Value(value) => value.expression.value.clone(),
            Self::Warning(WarningExpectation::Said(test)) => format!("warning {}", test.value),
            Self::Warning(WarningExpectation::Nothing(_)) => "no warnings".to_owned(),
            Self::RuleFailure(failure) => format!("rule {}", failure.rule.value),
        }
    }

    /// When what fulfils the expectation at position `idx` was seen.
    pub(crate) fn judge(
        &self,
        evidence: &Evidence<'_>,
        claims: &Claims,
        idx: usize,
    ) -> Result<Vec<Window>, Box<Failure>> {
        match self {
            Self::Alert(alert) => alert.judge(evidence, claims, idx),
            Self::Page(page) => page.judge(evidence, claims, idx),
            Self::NoPage(no_page) => no_page.judge(evidence).map(|()| Vec::new()),
            Self::Cap(cap) => cap.judge(evidence).map(|()| Vec::new()),
            Self::Value(value) => value.judge(evidence),
            Self::Warning(warning) => warning.judge(evidence),
            Self::RuleFailure(failure) => failure.judge(evidence),
        }
    }
}
