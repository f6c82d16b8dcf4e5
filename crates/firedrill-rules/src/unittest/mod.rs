//! Unit tests of rules in promtool's file format.
//!
//! [`load`] reads a test file; no file is opened here: rule files come from the caller.

mod decode;
mod load;
mod model;
mod promtool_text;
mod result;
mod start_timestamp;
mod trap;

pub use load::{LoadedTests, load};
pub use model::{AlertTest, ExpectedAlert, ExpectedSample, ExprTest, InputSeries, TestFile, TestGroup};
pub use result::{
    AlertFailure, AlertInstance, Failure, PendingAlert, SampleFailure, SampleInstance, TestGroupResult,
};
pub use trap::{Trap, TrapKind};
