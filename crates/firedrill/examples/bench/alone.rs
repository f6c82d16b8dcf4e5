//! firedrill alone: what `cargo bench` measured, and the run over up to a million series.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{hyperscale, machine, page, root};

/// Writes both sections of the page.
pub(crate) fn run() -> io::Result<()> {
    let machine = machine::description();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let mut rows = Vec::new();
    collect(&target.join("criterion"), &mut rows)?;
    rows.sort();
    let table: String = rows.into_iter().map(|(_, row)| row).collect();
    let header = "| benchmark | time | per second |\n|---|---:|---:|\n";
    page::replace("criterion", &format!("{machine}\n{header}{table}"))?;
    page::replace("hyperscale", &hyperscale::section()?)
}

/// Adds a row, under its name, for every measurement below `folder`.
fn collect(folder: &Path, rows: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name == "new") {
            let benchmark = read(&path.join("benchmark.json"))?;
            let estimates = read(&path.join("estimates.json"))?;
            rows.push(row(&benchmark, &estimates));
        } else if path.is_dir() {
            collect(&path, rows)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> io::Result<Value> {
    Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?)
}

fn row(benchmark: &Value, estimates: &Value) -> (String, String) {
    let name = benchmark["full_id"].as_str().unwrap_or_default().to_owned();
    let nanoseconds = estimates["median"]["point_estimate"].as_f64().unwrap_or(0.0);
    let elements = benchmark["throughput"]["Elements"].as_f64();
    let rate = elements.map_or_else(String::new, |it| format!("{:.0} M", it / nanoseconds * 1e3));
    let text = format!("| {name} | {:.3} ms | {rate} |\n", nanoseconds / 1e6);
    (name, text)
}
