//! Lines of promtool's own log.

use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

/// The warning about rule files of several documents.
pub(super) fn log_multiple_documents(err: &mut dyn io::Write) -> io::Result<()> {
    let text = "Multiple document yaml rules files are not supported, only the first document is processed";
    let time = now().format("%Y-%m-%dT%H:%M:%S%.3fZ");
    writeln!(err, "time={time} level=WARN source=rulefmt.go:369 msg=\"{text}\"")
}

/// The present, in UTC.
pub(super) fn now() -> DateTime<Utc> {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    DateTime::from_timestamp(since_epoch.as_secs().cast_signed(), since_epoch.subsec_nanos())
        .unwrap_or_default()
}

/// The time of day for JUnit files, without a zone.
pub(super) fn local_time() -> String {
    chrono::Local::now().format("%Y-%m-%dT%H:%M:%S").to_string()
}
