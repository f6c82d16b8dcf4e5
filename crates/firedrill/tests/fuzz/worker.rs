//! A thread that runs a target, watched from outside.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::targets::{Outcome, Target};

/// The time that one input may take, in a build without optimisation on a busy machine.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// What one input may add to the peak of the process's memory.
const MEMORY_LIMIT_KIB: u64 = 1 << 20;
/// The stack that a thread of the program has.
const STACK: usize = 2 << 20;

/// A target in a thread of its own.
#[derive(Debug)]
pub(crate) struct Worker {
    inputs: Sender<String>,
    outcomes: Receiver<Result<Outcome, String>>,
    /// The input that is worked on, for the case that it takes the process down.
    current: String,
}

impl Worker {
    /// Starts the thread.
    pub(crate) fn new(target: &Target) -> Self {
        let (inputs, waiting) = mpsc::channel::<String>();
        let (done, outcomes) = mpsc::channel();
        let run = target.run;
        let work = move || {
            for input in waiting {
                let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(&input)));
                let outcome = outcome.unwrap_or_else(|payload| Err(panic_text(payload.as_ref())));
                if done.send(outcome).is_err() {
                    return;
                }
            }
        };
        let named = thread::Builder::new().name(target.name.to_owned()).stack_size(STACK);
        named.spawn(work).expect("a thread");
        let current = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}", target.name));
        Self { inputs, outcomes, current: current.to_string_lossy().into_owned() }
    }

    /// What the target says of `input`.
    ///
    /// # Errors
    /// What it must not do: panic, break its law, take too long or too much memory.
    pub(crate) fn ask(&mut self, input: &str) -> Result<Outcome, String> {
        fs::write(&self.current, input).map_err(|error| format!("{}: {error}", self.current))?;
        let before = peak_kib();
        self.inputs.send(input.to_owned()).map_err(|error| error.to_string())?;
        let outcome = match self.outcomes.recv_timeout(TIME_LIMIT) {
            Ok(outcome) => outcome?,
            Err(RecvTimeoutError::Timeout) => return Err(format!("not done after {TIME_LIMIT:?}")),
            Err(RecvTimeoutError::Disconnected) => return Err("the thread is gone".to_owned()),
        };
        if let (Some(before), Some(after)) = (before, peak_kib())
            && after > before + MEMORY_LIMIT_KIB
        {
            return Err(format!("memory grew from {before} to {after} KiB"));
        }
        Ok(outcome)
    }
}

fn panic_text(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    format!("panicked: {}", text.unwrap_or("without a text"))
}

/// The most memory the process ever had, where the system tells (Linux).
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
