//! Wall times of processes.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Times of both programs on one file.
pub(crate) struct Comparison {
    /// Median over the runs of promtool's time divided by firedrill's of the same round.
    pub(crate) ratio: f64,
    /// Median of firedrill's times.
    pub(crate) firedrill: Duration,
    /// Median of promtool's times.
    pub(crate) promtool: Duration,
}

/// Runs both programs on `file` in `folder`, one after the other, `runs` times.
pub(crate) fn compare(firedrill: &Path, folder: &Path, file: &str, runs: usize) -> io::Result<Comparison> {
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let promtool = time(Command::new("promtool").args(["test", "rules", file]), folder)?;
        let arguments = ["test", "--prometheus", "2.42", "--quiet", file];
        let firedrill = time(Command::new(firedrill).args(arguments), folder)?;
        ratios.push(promtool.as_secs_f64() / firedrill.as_secs_f64());
        ours.push(firedrill);
        theirs.push(promtool);
    }
    ratios.sort_by(f64::total_cmp);
    ours.sort();
    theirs.sort();
    let middle = runs / 2;
    Ok(Comparison { ratio: ratios[middle], firedrill: ours[middle], promtool: theirs[middle] })
}

fn time(command: &mut Command, folder: &Path) -> io::Result<Duration> {
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let status = command.status()?;
    let elapsed = started.elapsed();
    if status.success() {
        return Ok(elapsed);
    }
    Err(io::Error::other(format!("{command:?} in {} failed", folder.display())))
}
