//! Running `firedrill promtool`.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a command wrote and answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// `firedrill promtool`, as the version of promtool that `prometheus` names, in `folder`.
pub(crate) fn promtool(prometheus: &str, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firedrill"));
    command.current_dir(folder).args(["promtool", "--prometheus", prometheus]).stdin(Stdio::null());
    command.env("TZ", "UTC").env_remove("NO_COLOR");
    command
}

/// Runs `command` with separate streams.
pub(crate) fn answer(command: &mut Command) -> Answer {
    let output = command.output().expect("the binary under test starts");
    Answer {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs `command` with both streams in one file, as they come; ends with `rc=N` where promtool's answer was recorded so.
pub(crate) fn merged(command: &mut Command) -> (i32, String) {
    let (mut reader, writer) = std::io::pipe().expect("a pipe");
    let other = writer.try_clone().expect("a second handle");
    let mut child = command.stdout(writer).stderr(other).spawn().expect("the binary under test starts");
    // The command keeps its ends of the pipe open until it is replaced.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).expect("a readable pipe");
    let code = child.wait().expect("the child ends").code().unwrap_or(-1);
    (code, String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of a file, or what is wrong with it.
pub(crate) fn text(path: &Path) -> String {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)) {
        Ok(_) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => format!("{}: {error}", path.display()),
    }
}

/// Calls `work` for all items on all processors; what it returns comes in the order of the items.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let size = items.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> = items
            .chunks(size)
            .map(|chunk| scope.spawn(move || chunk.iter().map(work).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic in a worker")).collect()
    })
}
