//! The record as one JSON document.

use std::io;

use serde::Serialize;

use super::record::RunRecord;
use super::reporter::Reporter;

/// Writes the record as it is, with the totals beside it.
#[derive(Debug, Clone, Copy)]
pub struct Json;

/// The document's top level. `version` grows when a field changes its meaning or goes away.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    passed: usize,
    failed: usize,
    warnings: usize,
    #[serde(flatten)]
    run: &'a RunRecord,
}

impl Reporter for Json {
    fn write(&self, record: &RunRecord, out: &mut dyn io::Write) -> io::Result<()> {
        let document = Document {
            version: 1,
            passed: record.passed(),
            failed: record.failed(),
            warnings: record.warnings(),
            run: record,
        };
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    }
}

#[cfg(test)]
mod tests {
    use crate::report::golden;

    #[test]
    fn golden_record() {
        insta::assert_snapshot!(golden::rendered(&super::Json));
    }
}
