//! Time and memory of processes, as Linux accounts for them.

use std::io;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// One tick of `/proc`, the same on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// Runs a process that says nothing; its wall time and whether it succeeded.
pub(crate) fn time(command: &mut Command) -> io::Result<(Duration, ExitStatus)> {
    silence(command);
    let started = Instant::now();
    let status = command.status()?;
    Ok((started.elapsed(), status))
}

/// Processor time of all processes started and ended so far; exact to a [`TICK`].
pub(crate) fn children_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name, in parentheses, may hold anything.
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |idx: usize| fields.get(idx).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    TICK * (ticks(13) + ticks(14))
}

/// Runs a process and gives the largest memory it had, in bytes.
pub(crate) fn peak_memory(command: &mut Command) -> io::Result<u64> {
    silence(command);
    let mut child = command.spawn()?;
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        peak = memory_of(&child.id().to_string()).unwrap_or(0).max(peak);
        std::thread::sleep(Duration::from_micros(200));
    }
    Ok(peak)
}

/// The largest memory that a process, or `self`, has had so far, in bytes.
pub(crate) fn memory_of(process: &str) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

fn silence(command: &mut Command) {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
}
