//! Rule files on disk.

use std::io;
use std::path::Path;

use firedrill_model::source::{Utf8Error, decode_utf8};
use firedrill_rules::file::{LoadOptions, Loaded, load, load_bundle};

/// A rule file.
#[derive(Debug)]
pub struct RuleSource {
    /// Its path, relative to the working directory as the test file's is.
    pub path: String,
    /// What is in it.
    pub content: Content,
}

/// What reading a file gave.
#[derive(Debug)]
pub enum Content {
    /// Text.
    Text(String),
    /// Bytes that are no text.
    NotUtf8(Utf8Error),
    /// Nothing, for the reason that Go gives.
    Unreadable(String),
}

impl RuleSource {
    /// Reads the file at `path`.
    pub fn read(path: String) -> Self {
        let content = match std::fs::read(&path) {
            Ok(bytes) => Content::of(&bytes),
            Err(error) => Content::Unreadable(read_error(&path, &error)),
        };
        Self { path, content }
    }
}

impl Content {
    /// Text, if `bytes` are text.
    pub fn of(bytes: &[u8]) -> Self {
        match decode_utf8(bytes) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(error) => Self::NotUtf8(error),
        }
    }

    /// The rules, as Prometheus reads them; of a `PrometheusRule` resource, which Prometheus does not
    /// read, those that the operator would hand to it.
    pub fn load_any(&self, options: &LoadOptions) -> Loaded {
        match self {
            Self::Text(text) if holds_resource(text) => load_bundle(text, options),
            _ => self.load(options),
        }
    }

    /// The rules, as Prometheus reads them.
    pub fn load(&self, options: &LoadOptions) -> Loaded {
        match self {
            Self::Text(text) => load(text, options),
            Self::NotUtf8(error) => Loaded::unreadable(error.clone().into()),
            Self::Unreadable(message) => Loaded::not_read(message.clone()),
        }
    }
}

/// Whether a line says that a `PrometheusRule` follows; nothing is parsed for it.
pub(crate) fn holds_resource(source: &str) -> bool {
    source.lines().any(|line| {
        let Some((key, value)) = line.split_once(':') else { return false };
        key.trim_start_matches([' ', '-']) == "kind" && value.trim() == "PrometheusRule"
    })
}

/// An error as Go prints it: `open a.yml: no such file or directory`.
pub(crate) fn read_error(path: &str, error: &io::Error) -> String {
    let operation = if Path::new(path).is_dir() { "read" } else { "open" };
    let text = error.to_string();
    // Rust appends ` (os error 2)` and writes the first letter large.
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    let text = letters.next().map(|first| first.to_lowercase().collect::<String>() + letters.as_str());
    format!("{operation} {path}: {}", text.unwrap_or_default())
}
