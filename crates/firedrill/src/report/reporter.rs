//! The seam between a run and its presentation.

use std::io;

use super::record::RunRecord;

/// Presents a finished run.
pub trait Reporter {
    /// Writes `record`. Reads no clock and no environment, so output can be snapshot-tested.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    fn write(&self, record: &RunRecord, out: &mut dyn io::Write) -> io::Result<()>;
}
