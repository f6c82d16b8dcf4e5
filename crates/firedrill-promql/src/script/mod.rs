//! Prometheus' PromQL test scripts: `load` samples, `eval` queries, compare.
//!
//! The language is that of `promql/promqltest`: see its README. Numbers are compared with a relative
//! tolerance of 1e-6. Every instant query must also give its answer inside a range query, and with
//! all selectors fixed by `@` at other evaluation times.
//!
//! ```
//! use firedrill_promql::script::{parse_script, run_script, script_options};
//!
//! let script = parse_script("
//! load 1m
//!     up{job=\"api\"} 0 1x5
//!
//! eval instant at 3m sum(up)
//!     {} 1
//! ")?;
//! let outcomes = run_script(&script, &script_options());
//! assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
//! # Ok::<(), firedrill_promql::script::ScriptError>(())
//! ```

mod almost_equal;
mod command;
mod compare;
mod error;
mod expect;
mod load;
mod nhcb;
mod parse;
mod pinned;
mod run;
mod start_times;
#[cfg(test)]
mod tests;

pub use command::{
    Action, AnnotationExpectation, Command, Evaluation, ExpectedResult, ExpectedSeries, Grid, Load,
    LoadedSeries, Script, TextPattern, When,
};
pub use compare::Mismatch;
pub use error::{ScriptError, ScriptProblem};
pub use load::LoadError;
pub use nhcb::ConversionError;
pub use parse::parse_script;
pub use run::{EvalFailure, EvalOutcome, load_samples, run_script, script_options};
