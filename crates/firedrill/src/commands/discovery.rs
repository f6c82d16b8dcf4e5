//! Files below the paths of a command line.

use std::path::{Path, PathBuf};

/// A path that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub(crate) struct DiscoveryError {
    /// The path.
    pub(crate) path: PathBuf,
    /// The system's word.
    pub(crate) source: std::io::Error,
}

/// A file, and whether the user named it rather than a directory above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The path, beginning as the user wrote it.
    pub(crate) path: PathBuf,
    /// Whether it was named itself, so that it must be what the command is about.
    pub(crate) is_named: bool,
}

/// Directories in which nobody keeps files to test: build output and dependencies.
const SKIPPED_DIRECTORIES: &[&str] = &["node_modules", "target", "vendor"];

/// Named files in the order given; for a directory, the files below it with one of `extensions`, in
/// path order, without hidden and build directories. Nothing given means the working directory.
pub(crate) fn discover(paths: &[PathBuf], extensions: &[&str]) -> (Vec<Found>, Vec<DiscoveryError>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, extensions, &mut found, &mut errors),
            Ok(_) => found.push(Found { path: path.clone(), is_named: true }),
            Err(source) => errors.push(DiscoveryError { path: path.clone(), source }),
        }
    }
    (found, errors)
}

fn walk(root: &Path, extensions: &[&str], found: &mut Vec<Found>, errors: &mut Vec<DiscoveryError>) {
    let first = found.len();
    let mut pending = vec![root.to_path_buf()];
    while let Some(directory) = pending.pop() {
        let listing = std::fs::read_dir(&directory).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = match listing {
            Ok(entries) => entries,
            Err(source) => {
                errors.push(DiscoveryError { path: directory, source });
                continue;
            }
        };
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = if directory == Path::new(".") { name.as_ref().into() } else { entry.path() };
            // A symbolic link to a file is followed, one to a directory is not: it may lead in a circle.
            let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_directory && !name.starts_with('.') && !SKIPPED_DIRECTORIES.contains(&name.as_ref()) {
                pending.push(path);
            } else if !is_directory && has_extension(&path, extensions) && path.is_file() {
                found.push(Found { path, is_named: false });
            }
        }
    }
    found[first..].sort_by(|lhs, rhs| lhs.path.cmp(&rhs.path));
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().and_then(|it| it.to_str()).is_some_and(|it| extensions.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_in_path_order_and_named_ones_first_come_first_served() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (found, errors) = discover(&[root.join("Cargo.toml"), root.join("src/commands")], &["rs"]);
        assert!(errors.is_empty());
        assert!(found[0].is_named && found[0].path.ends_with("Cargo.toml"));
        let walked: Vec<_> = found[1..].iter().map(|it| it.path.clone()).collect();
        assert!(walked.iter().any(|it| it.ends_with("commands/discovery.rs")));
        assert!(found[1..].iter().all(|it| !it.is_named));
    }

    #[test]
    fn a_missing_path_is_an_error_and_the_others_are_found() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (found, errors) = discover(&["/nowhere/at/all".into(), root.join("Cargo.toml")], &["rs"]);
        assert_eq!((found.len(), errors.len()), (1, 1));
        assert!(errors[0].to_string().starts_with("/nowhere/at/all: "));
    }
}
