//! How commands that answer with one text end.

use std::io::{self, Write};

use crate::Exit;
use crate::report::{Palette, Problem, Severity, write_problem};

/// Why a command could not do what it was asked, and the exit code for that.
pub(super) type Refusal = (Vec<Problem>, Exit);

/// Prints the answer on standard output, or what stood in its way on standard error.
pub(super) fn finish(answer: Result<String, Refusal>, palette: &Palette) -> Exit {
    match answer {
        Ok(text) => print(&text, Exit::Held),
        Err(refusal) => refuse(&refusal, palette),
    }
}

/// Prints a text on standard output, to end with `exit`. That nobody reads it to the end is no failure.
pub(super) fn print(text: &str, exit: Exit) -> Exit {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::EnvironmentFailed,
        _ => exit,
    }
}

/// Prints what stood in a command's way on standard error.
pub(super) fn refuse((problems, exit): &Refusal, palette: &Palette) -> Exit {
    let mut out = io::stderr().lock();
    for problem in problems {
        // Standard error is where a failure of writing would be told.
        drop(write_problem(&mut out, Severity::Error, problem, palette));
    }
    *exit
}
