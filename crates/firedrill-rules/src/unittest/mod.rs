//! Unit tests of rules in promtool's file format.
//!
//! [`load`] reads a test file, [`Suite`] joins it with its rules, [`PreparedSuite::run`] runs a test group. No
//! file is opened here: texts come from the caller.

mod alerts;
mod decode;
mod input;
mod load;
mod model;
mod promtool_text;
mod result;
mod run;
mod samples;
mod start_timestamp;
mod suite;
mod trap;
mod traps;

pub use input::input_store;
pub use load::{LoadedTests, load};
pub use model::{AlertTest, ExpectedAlert, ExpectedSample, ExprTest, InputSeries, TestFile, TestGroup};
pub use result::{
    AlertFailure, AlertInstance, Failure, PendingAlert, SampleFailure, SampleInstance, TestGroupResult,
};
pub use run::{MAX_STEPS, PreparedSuite, TestGroupRun};
pub use suite::{Suite, SuiteRules, TestOptions};
pub use trap::{Trap, TrapKind};
