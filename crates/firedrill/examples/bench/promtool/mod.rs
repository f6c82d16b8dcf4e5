//! firedrill against promtool.

mod corpus;
mod generate;
mod measure;
mod table;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use measure::{Place, Rounds, compare};
use table::{Row, Target};

use crate::{machine, page, process, root};

/// Runs of firedrill per run of promtool, where one takes a millisecond.
const SHORT_RUNS: usize = 20;

/// Measures everything and writes the section of the page.
pub(crate) fn run(runs: usize) -> io::Result<()> {
    let firedrill = match std::env::var_os("FIREDRILL") {
        Some(program) => PathBuf::from(program),
        // Cargo puts examples in a folder beside the program.
        None => std::env::current_exe()?.with_file_name("../firedrill"),
    };
    for program in [Path::new("promtool"), &firedrill] {
        if Command::new(program).arg("--version").output().is_err() {
            let text = format!("{} does not start: nothing to compare", program.display());
            return Err(io::Error::other(text));
        }
    }
    let machine = machine::description();
    let mut rows = generated(runs, &firedrill)?;
    rows.push(Row {
        title: "one small test file".to_owned(),
        target: Target { wall: 25.0 },
        comparison: compare(
            &Place {
                firedrill: &firedrill,
                folder: &root().join("fixtures/suites"),
                file: "group-order.yml",
            },
            Rounds { promtool: 4 * runs, firedrill: SHORT_RUNS },
        )?,
        memory: None,
    });
    let corpus = corpus::measure(&firedrill)?;
    page::replace("promtool", &table::render(&machine, &rows, corpus.as_ref()))
}

fn generated(runs: usize, firedrill: &Path) -> io::Result<Vec<Row>> {
    let scratch = std::env::temp_dir().join(format!("firedrill-bench-{}", std::process::id()));
    let mut rows = Vec::new();
    for suite in generate::SUITES {
        let folder = scratch.join(suite.name);
        std::fs::create_dir_all(&folder)?;
        (suite.write)(&folder)?;
        let place = Place { firedrill, folder: &folder, file: "test.yml" };
        let comparison = compare(&place, Rounds { promtool: runs, firedrill: 5 })?;
        let memory =
            (process::peak_memory(&mut place.firedrill())?, process::peak_memory(&mut place.promtool())?);
        let target = Target { wall: suite.target };
        rows.push(Row { title: suite.title.to_owned(), target, comparison, memory: Some(memory) });
    }
    std::fs::remove_dir_all(&scratch)?;
    Ok(rows)
}
