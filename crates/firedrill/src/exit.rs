//! What the process tells its caller.

/// Exit codes of every sub-command except `firedrill promtool`, which has promtool's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Everything expected held.
    Held = 0,
    /// An expectation failed; with `--strict`, or there was a warning.
    ExpectationFailed = 1,
    /// A file or the command line is malformed.
    BadInput = 2,
    /// The environment failed: an unreadable directory, an unwritable report.
    EnvironmentFailed = 3,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
