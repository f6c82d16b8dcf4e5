//! The reference page and the examples of the functions.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use firedrill_promql::functions::{FUNCTIONS, reference_page};

#[test]
fn the_reference_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/functions.md");
    let page = reference_page();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(&path, &page).expect("the page can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "{} is out of date: run the tests with UPDATE=1", path.display());
}

#[test]
fn every_function_has_a_script_and_every_script_a_function() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/functions");
    let scripts: BTreeSet<String> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .collect();
    let wanted: BTreeSet<String> = FUNCTIONS.iter().map(|it| format!("{}.test", it.name)).collect();
    assert_eq!(scripts, wanted);
}
