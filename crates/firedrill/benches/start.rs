//! How long the whole process takes.

use std::path::Path;
use std::process::{Command, Stdio};

use criterion::Criterion;

fn run(program: &str, arguments: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/suites");
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().expect("the program starts");
    assert!(status.success(), "{command:?} ends with {status}");
}

fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("process");
    let firedrill = env!("CARGO_BIN_EXE_firedrill");
    group.bench_function("one small test file", |bencher| {
        bencher.iter(|| run(firedrill, &["test", "--quiet", "group-order.yml"]));
    });
    group.bench_function("--version", |bencher| bencher.iter(|| run(firedrill, &["--version"])));
    group.bench_function("nothing, /bin/true", |bencher| bencher.iter(|| run("/bin/true", &[])));
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    start(&mut criterion);
    criterion.final_summary();
}
