//! Unit-test files for promtool.

mod alerts;
mod error;
mod file;
mod grid;
mod values;

use error::ExportError;
pub(super) use file::exported;
