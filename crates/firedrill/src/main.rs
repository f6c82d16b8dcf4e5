//! The `firedrill` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    firedrill::run(std::env::args_os())
}
