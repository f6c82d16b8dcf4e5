//! Whether a timeline is what a scenario expects.
//!
//! Every firing and every page fulfils one expectation at most; which one, is decided so that as many as
//! possible are fulfilled. What is left over on the side of the expectations fails, with the nearest miss;
//! what is left over on the side of the timeline fails too, unless the scenario says `unnamed: free`.

mod assignment;
mod evidence;
mod failure;
mod firing;
mod horizon;
mod judge;
mod known;
mod page;
mod shares;
mod unnamed;

pub(crate) use assignment::Demand;
pub(crate) use evidence::Evidence;
pub(crate) use firing::Firing;
pub(crate) use page::Page;
pub(crate) use shares::{Claimant, Shares};

pub use failure::{Explain, Explanation, Failure, Judgement, Question, RuleExcerpt, Unexplained, Verdict};
pub use horizon::{Horizon, horizon};
pub use judge::{judge, unknown_marks};
pub use known::{Known, check_known};
