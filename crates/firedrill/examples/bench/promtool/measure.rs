//! Both programs on the same file.

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process;

/// Times of both programs on one file.
#[derive(Debug, Clone)]
pub(crate) struct Comparison {
    /// Median over the rounds of promtool's time divided by firedrill's of the same round.
    pub(crate) ratio: f64,
    /// Median of firedrill's times.
    pub(crate) firedrill: Duration,
    /// Median of promtool's times.
    pub(crate) promtool: Duration,
    /// Processor time of one run of firedrill and of promtool.
    pub(crate) cpu: (Duration, Duration),
}

impl Comparison {
    /// promtool's processor time divided by firedrill's.
    pub(crate) fn cpu_ratio(&self) -> f64 {
        self.cpu.1.as_secs_f64() / self.cpu.0.as_secs_f64().max(1e-4)
    }
}

/// How often to run what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rounds {
    /// Runs of promtool.
    pub(crate) promtool: usize,
    /// Runs of firedrill after each of them; short processes are timed well only together.
    pub(crate) firedrill: usize,
}

/// Where the programs run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The program.
    pub(crate) firedrill: &'a Path,
    /// Where the file lies.
    pub(crate) folder: &'a Path,
    /// Its name.
    pub(crate) file: &'a str,
}

impl Place<'_> {
    pub(crate) fn promtool(&self) -> Command {
        let mut command = Command::new("promtool");
        command.args(["test", "rules", self.file]).current_dir(self.folder);
        command
    }

    pub(crate) fn firedrill(&self) -> Command {
        let mut command = Command::new(self.firedrill);
        command.args(["test", "--prometheus", "2.42", "--quiet", self.file]).current_dir(self.folder);
        command
    }
}

/// Runs both programs by turns.
pub(crate) fn compare(place: &Place<'_>, rounds: Rounds) -> io::Result<Comparison> {
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut our_cpu, mut their_cpu) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..rounds.promtool {
        let before = process::children_time();
        let promtool = successful(&mut place.promtool())?;
        let between = process::children_time();
        let mut runs = Vec::new();
        for _ in 0..rounds.firedrill {
            runs.push(successful(&mut place.firedrill())?);
        }
        their_cpu += between.saturating_sub(before);
        our_cpu += process::children_time().saturating_sub(between);
        ratios.push(promtool.as_secs_f64() / median(&mut runs).as_secs_f64());
        ours.extend(runs);
        theirs.push(promtool);
    }
    ratios.sort_by(f64::total_cmp);
    Ok(Comparison {
        ratio: ratios[ratios.len() / 2],
        cpu: (our_cpu / ours.len() as u32, their_cpu / theirs.len() as u32),
        firedrill: median(&mut ours),
        promtool: median(&mut theirs),
    })
}

fn successful(command: &mut Command) -> io::Result<Duration> {
    match process::time(command)? {
        (time, status) if status.success() => Ok(time),
        (_, status) => Err(io::Error::other(format!("{command:?} ends with {status}"))),
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
