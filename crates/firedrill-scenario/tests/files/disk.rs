//! Scenario files from the disk.

use std::path::{Path, PathBuf};

use firedrill_scenario::{Files, Refused, Scenario, load};

/// Files below a folder.
pub(crate) struct Disk(pub(crate) PathBuf);

impl Files for Disk {
    fn read(&mut self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(self.0.join(path)).map_err(|_| "there is no such file".to_owned())
    }
}

/// A folder of the repository.
pub(crate) fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The scenario `name` of a folder.
pub(crate) fn read(folder: &Path, name: &str) -> Result<Scenario, Refused> {
    load(name, &mut Disk(folder.to_path_buf()))
}
