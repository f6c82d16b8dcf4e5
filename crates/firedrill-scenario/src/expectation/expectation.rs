//! The kinds of expectations.

use crate::moment::When;
use crate::scenario::Placed;

use super::{
    AlertExpectation, Cap, NoPageExpectation, PageExpectation, RuleFailureExpectation, ValueExpectation,
    WarningExpectation,
};

/// Something that must be seen, or must not.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// `alert:` what an alert does.
    Alert(AlertExpectation),
    /// `page:` or `resolve:` what a receiver is sent.
    Page(PageExpectation),
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
}
