//! Rule files and unit-test files.

use firedrill_promql::Dialect;
use firedrill_rules::file::{self, LoadOptions, Loaded};
use firedrill_rules::unittest;

use super::Outcome;

/// Rule files, also those wrapped in resources.
pub(super) fn load_rules(text: &str) -> Result<Outcome, String> {
    let mut is_accepted = false;
    for dialect in [Dialect::V3, Dialect::V2_42] {
        let options = LoadOptions { dialect, ..LoadOptions::default() };
        for loaded in [file::load(text, &options), file::load_bundle(text, &options)] {
            is_accepted |= loaded.is_valid();
            explained(&loaded)?;
        }
    }
    Ok(Outcome::of(is_accepted))
}

/// A file that is refused has a reason that can be printed.
fn explained(loaded: &Loaded) -> Result<(), String> {
    if !loaded.is_valid() && loaded.promtool_errors().is_empty() {
        return Err("refused without a reason".to_owned());
    }
    Ok(())
}

/// Unit-test files; they are not run.
pub(super) fn load_unit_tests(text: &str) -> Result<Outcome, String> {
    let mut is_accepted = false;
    for dialect in [Dialect::V3, Dialect::V2_42] {
        let loaded = unittest::load(text, &dialect);
        is_accepted |= loaded.is_valid();
        if !loaded.is_valid() && loaded.promtool_error().is_none() {
            return Err("refused without a reason".to_owned());
        }
    }
    Ok(Outcome::of(is_accepted))
}
