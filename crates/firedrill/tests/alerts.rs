//! The suites and scenarios that this repository ships, as its users run theirs.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/ lies in the root");
    let folders = ["rules", "scenarios", "examples/user-crate", "fixtures/suites"];
    firedrill::harness::run(folders.map(|folder| root.join(folder)).into_iter().filter(|it| it.is_dir()))
}
