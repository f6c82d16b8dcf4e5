//! `--format amtool`: what `amtool check-config` prints, for scripts that read it.

use std::io::Read;
use std::path::Path;

use firedrill_alertmanager::Version;
use firedrill_alertmanager::config::{Config, load};

use super::Arguments;
use super::templates::template_error;
use crate::Exit;
use crate::suite::Content;

/// What amtool calls its standard input.
const STANDARD_INPUT: &str = "/dev/stdin";

/// Checks configurations and prints as amtool does.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let complaint = arguments.paths.iter().find_map(|path| complaint(path, arguments.alertmanager));
    if let Some(complaint) = complaint {
        eprintln!("amtool: error: {complaint}\n");
        return Exit::ExpectationFailed;
    }
    let paths: Vec<_> = arguments.paths.iter().map(|path| path.display().to_string()).collect();
    let mut failed = 0;
    if paths.is_empty() {
        let mut bytes = Vec::new();
        // What cannot be read is an empty configuration, which is refused.
        let _ = std::io::stdin().lock().read_to_end(&mut bytes);
        failed += usize::from(!check(STANDARD_INPUT, &bytes, arguments.alertmanager));
    }
    for path in &paths {
        let bytes = std::fs::read(path).unwrap_or_default();
        failed += usize::from(!check(path, &bytes, arguments.alertmanager));
    }
    if failed == 0 {
        return Exit::Held;
    }
    eprintln!("amtool: error: failed to validate {failed} file(s)\n");
    Exit::ExpectationFailed
}

/// Why a path is no file to check, in amtool's words; its parsers of arguments do not know `-`.
fn complaint(path: &Path, version: Version) -> Option<String> {
    if path == Path::new("-") {
        let is_flag = version == Version::OLDEST;
        let complaint = if is_flag { "unknown short flag '-'" } else { "path '' does not exist" };
        return Some(complaint.to_owned());
    }
    let shown = path.display();
    match std::fs::metadata(path) {
        Err(_) => Some(format!("path '{shown}' does not exist")),
        Ok(metadata) => metadata.is_dir().then(|| format!("'{shown}' is a directory")),
    }
}

/// Prints the verdict on one file; `false` if it is refused.
fn check(path: &str, bytes: &[u8], version: Version) -> bool {
    let (config, refusal) = match Content::of(bytes) {
        Content::Text(source) => {
            let loaded = load(&source, version);
            (loaded.config, loaded.upstream_text)
        }
        Content::NotUtf8(error) => {
            (None, Some(firedrill_model::source::yaml::SyntaxError::from(error).upstream_text()))
        }
        Content::Unreadable(reason) => (None, Some(reason)),
    };
    let Some(config) = config else {
        let reason = refusal.unwrap_or_default();
        println!("Checking '{path}'  FAILED: {reason}\n");
        return false;
    };
    println!("Checking '{path}'  SUCCESS\n{}", found(&config));
    let is_valid = match template_error(&config.templates, path, version) {
        Some((text, _)) => {
            println!("  FAILED: {text}");
            false
        }
        None if config.templates.is_empty() => true,
        None => {
            println!("  SUCCESS");
            true
        }
    };
    println!();
    is_valid
}

/// What a configuration holds.
fn found(config: &Config) -> String {
    format!(
        "Found:\n - global config\n - route\n - {} inhibit rules\n - {} receivers\n - {} templates",
        config.inhibit_rules.len(),
        config.receivers.len(),
        config.templates.len()
    )
}
