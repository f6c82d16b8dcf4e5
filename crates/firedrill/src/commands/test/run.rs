//! The main job: from paths to a report and an exit code.

use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use regex::Regex;

use super::arguments::{Arguments, Format};
use super::files::{TestFile, read_all};
use crate::Exit;
use crate::commands::discovery::discover;
use crate::commands::workers::Workers;
use crate::report::{
    FileRecord, GitHub, GroupRecord, Human, JUnit, Json, Palette, Problem, Reporter, RunRecord, Severity,
    Tap, write_problem,
};

/// Runs the test groups that `arguments` select and reports them on standard output.
pub fn run(arguments: &Arguments) -> Exit {
    match run_and_report(arguments, &mut io::stdout().lock()) {
        Ok(exit) => exit,
        Err(problem) => complain(&problem.0, problem.1),
    }
}

/// What keeps a run from having a record, and the exit code it means.
type Obstacle = Box<(Problem, Exit)>;

fn run_and_report(arguments: &Arguments, out: &mut dyn Write) -> Result<Exit, Obstacle> {
    let filter = arguments.run.as_deref().map(Regex::new).transpose();
    let filter = filter.map_err(|error| usage("bad-regex", &format!("--run: {error}")))?;
    let started = Instant::now();
    let (found, unreadable) = discover(&arguments.paths, &["test", "yml", "yaml"]);
    if found.is_empty() && unreadable.is_empty() {
        return Err(usage("no-tests", "no file to test"));
    }
    let workers = Workers::new(arguments.jobs);
    let files = read_all(&found, &unreadable, arguments, &workers);
    if files.is_empty() {
        return Err(usage("no-tests", "there is no test file in these directories"));
    }
    let is_selected = |file: &TestFile, name: &str| {
        filter.as_ref().is_none_or(|regex| regex.is_match(name))
            && arguments.partition.is_none_or(|partition| partition.holds(&file.path, name))
    };
    let jobs = select(&files, is_selected);
    if arguments.list {
        list(&files, &jobs, out).map_err(|error| unwritable("standard output", &error))?;
        return Ok(Exit::Held);
    }
    let groups = run_jobs(&files, &jobs, arguments, &workers);
    let record = assemble(files, groups, arguments, started);
    report(&record, arguments, out)
}

/// Tests to run one after the other: which file, and which tests of it.
#[derive(Debug)]
struct Job {
    file: usize,
    tests: Vec<usize>,
}

fn select(files: &[TestFile], is_selected: impl Fn(&TestFile, &str) -> bool) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (file_idx, file) in files.iter().enumerate() {
        let tests = file.list().into_iter().enumerate();
        let selected = tests.filter(|(_, (_, name))| is_selected(file, name)).map(|(idx, _)| idx).collect();
        jobs.extend(file.portions(selected).into_iter().map(|tests| Job { file: file_idx, tests }));
    }
    jobs
}

fn list(files: &[TestFile], jobs: &[Job], out: &mut dyn Write) -> io::Result<()> {
    for (idx, file) in files.iter().enumerate() {
        let tests = file.list();
        for test in jobs.iter().filter(|job| job.file == idx).flat_map(|job| &job.tests) {
            let (line, name) = &tests[*test];
            writeln!(out, "{}:{line}  {name}", file.path)?;
        }
    }
    Ok(())
}

/// Evaluations of rules that take longer than it takes to start threads, about half a millisecond.
pub(super) const MANY_EVALUATIONS: usize = 30_000;

/// Runs all jobs; with `--fail-fast`, those behind the first failure may be left out.
fn run_jobs(
    files: &[TestFile],
    jobs: &[Job],
    arguments: &Arguments,
    workers: &Workers,
) -> Vec<(usize, GroupRecord)> {
    let first_failure = AtomicUsize::new(usize::MAX);
    let prepared: Vec<_> = files.iter().map(|_| OnceLock::new()).collect();
    let numbered: Vec<_> = jobs.iter().enumerate().collect();
    let evaluations: usize = jobs.iter().map(|job| files[job.file].evaluations(&job.tests)).sum();
    let records = workers.map_if(evaluations > MANY_EVALUATIONS, &numbered, |&(number, job)| {
        if arguments.fail_fast && number > first_failure.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let records = files[job.file].run(&job.tests, &prepared[job.file], arguments);
        if records.iter().any(|record| !record.held(arguments.strict)) {
            first_failure.fetch_min(number, Ordering::Relaxed);
        }
        records.into_iter().map(|record| (job.file, record)).collect()
    });
    records.into_iter().flatten().collect()
}

fn assemble(
    files: Vec<TestFile>,
    groups: Vec<(usize, GroupRecord)>,
    arguments: &Arguments,
    started: Instant,
) -> RunRecord {
    let mut groups = groups.into_iter().peekable();
    let mut record = RunRecord {
        prometheus: arguments.prometheus.dialect().name,
        strict: arguments.strict,
        elapsed_seconds: 0.0,
        files: Vec::with_capacity(files.len()),
    };
    for (idx, file) in files.into_iter().enumerate() {
        let mut of_file =
            FileRecord { path: file.path, errors: file.errors, warnings: file.warnings, groups: Vec::new() };
        let mut has_failed = !of_file.errors.is_empty();
        while let Some((_, group)) = groups.next_if(|(file, _)| *file == idx) {
            // Which groups behind the first failure still ran is a matter of chance.
            if !(arguments.fail_fast && has_failed) {
                has_failed |= !group.held(arguments.strict);
                of_file.groups.push(group);
            }
        }
        record.files.push(of_file);
        if arguments.fail_fast && has_failed {
            break;
        }
    }
    record.elapsed_seconds = started.elapsed().as_secs_f64();
    record
}

fn report(record: &RunRecord, arguments: &Arguments, out: &mut dyn Write) -> Result<Exit, Obstacle> {
    let human = Human { palette: arguments.color.palette(), quiet: arguments.quiet };
    let reporter: &dyn Reporter = match arguments.format {
        Format::Human => &human,
        Format::Json => &Json,
        Format::Github => &GitHub,
        Format::Tap => &Tap,
    };
    // One write instead of one per line: standard output is line-buffered.
    let mut text = Vec::new();
    let written =
        reporter.write(record, &mut text).and_then(|()| out.write_all(&text)).and_then(|()| out.flush());
    if let Some(path) = &arguments.junit {
        write_junit(record, path).map_err(|error| unwritable(&path.display().to_string(), &error))?;
    }
    match written {
        // Whoever closed the pipe has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(unwritable("standard output", &error)),
        _ => Ok(record.exit()),
    }
}

fn write_junit(record: &RunRecord, path: &Path) -> io::Result<()> {
    let mut text = Vec::new();
    JUnit.write(record, &mut text)?;
    std::fs::write(path, text)
}

fn usage(code: &'static str, message: &str) -> Obstacle {
    let message = message.to_owned();
    Box::new((Problem { code, message, position: None, excerpt: None, help: None }, Exit::BadInput))
}

fn unwritable(what: &str, error: &io::Error) -> Obstacle {
    let message = format!("cannot write {what}: {error}");
    let problem = Problem { code: "unwritable", message, position: None, excerpt: None, help: None };
    Box::new((problem, Exit::EnvironmentFailed))
}

/// Tells standard error, which may be closed too.
fn complain(problem: &Problem, exit: Exit) -> Exit {
    drop(write_problem(&mut io::stderr().lock(), Severity::Error, problem, &Palette::plain()));
    exit
}
