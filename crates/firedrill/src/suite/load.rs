//! Reading a test file and its rule files.

use firedrill_model::Span;
use firedrill_model::source::decode_utf8;
use firedrill_promql::Dialect;
use firedrill_rules::file::{LoadOptions, Loaded};
use firedrill_rules::unittest::{self, LoadedTests, Suite, SuiteRules, TestOptions};

use super::glob::{BadPattern, glob};
use super::go_path;
use super::rule_source::{Content, RuleSource, read_error};

/// A test file and the rule files it names, as they are on disk.
#[derive(Debug)]
pub struct SuiteSource {
    /// Path of the test file as given.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What the text says.
    pub tests: LoadedTests,
    /// Rule files in the order in which promtool loads them. A file that is named twice is there once:
    /// its groups replace each other.
    pub rule_files: Vec<RuleSource>,
    /// Patterns of `rule_files` that no file matches.
    pub unmatched: Vec<Unmatched>,
}

/// A pattern of `rule_files` that no file matches.
#[derive(Debug)]
pub struct Unmatched {
    /// The pattern, relative to the working directory.
    pub pattern: String,
    /// Where it stands in the test file.
    pub span: Span,
}

/// Why a test file cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// It cannot be read; in Go's words.
    #[error("{0}")]
    Read(String),
    /// It is not UTF-8.
    #[error(transparent)]
    Utf8(#[from] firedrill_model::source::Utf8Error),
    /// A pattern of `rule_files` is malformed.
    #[error("{error}")]
    Pattern {
        /// What Go says.
        error: BadPattern,
        /// Where the pattern stands.
        span: Span,
        /// The text of the test file.
        text: String,
    },
}

impl SuiteSource {
    /// Reads the test file at `path` and the rule files it names. A test file that is malformed has its
    /// errors in [`Self::tests`], and no rule files.
    ///
    /// # Errors
    ///
    /// See [`SuiteError`].
    pub fn read(path: &str, dialect: &Dialect) -> Result<Self, SuiteError> {
        let bytes = std::fs::read(path).map_err(|error| SuiteError::Read(read_error(path, &error)))?;
        Self::of_bytes(path, &bytes, dialect)
    }

    /// As [`Self::read`], where the bytes of the test file were read already.
    ///
    /// # Errors
    ///
    /// See [`SuiteError`].
    pub fn of_bytes(path: &str, bytes: &[u8], dialect: &Dialect) -> Result<Self, SuiteError> {
        let text = decode_utf8(bytes)?.to_owned();
        let tests = unittest::load(&text, dialect);
        let mut source =
            Self { path: path.to_owned(), text, tests, rule_files: Vec::new(), unmatched: Vec::new() };
        if source.tests.is_valid() {
            source.read_rule_files()?;
        }
        Ok(source)
    }

    fn read_rule_files(&mut self) -> Result<(), SuiteError> {
        let folder = go_path::folder(&self.path);
        for text in &self.tests.file.rule_files {
            let pattern =
                if text.value.is_empty() { String::new() } else { go_path::join(&folder, &text.value) };
            let paths = glob(&pattern).map_err(|error| {
                let (span, text) = (text.span, self.text.clone());
                SuiteError::Pattern { error, span, text }
            })?;
            if paths.is_empty() {
                self.unmatched.push(Unmatched { pattern, span: text.span });
            }
            for path in paths {
                if self.rule_files.iter().all(|known| known.path != path) {
                    self.rule_files.push(RuleSource::read(path));
                }
            }
        }
        Ok(())
    }

    /// The suite to run, of what promtool takes for rule files. The tests move into it.
    pub fn build(&mut self, options: TestOptions) -> Suite {
        self.build_with(options, Content::load)
    }

    /// As [`Self::build`], with `PrometheusRule` resources among the rule files.
    pub fn build_with_resources(&mut self, options: TestOptions) -> Suite {
        self.build_with(options, Content::load_any)
    }

    fn build_with(&mut self, options: TestOptions, load: impl Fn(&Content, &LoadOptions) -> Loaded) -> Suite {
        let load_options = LoadOptions {
            dialect: options.dialect,
            features: options.rule_features,
            ignore_unknown_fields: options.ignore_unknown_fields,
        };
        let rules = self.rule_files.iter().map(|source| SuiteRules {
            path: source.path.clone(),
            loaded: load(&source.content, &load_options),
        });
        Suite::with_loaded(std::mem::take(&mut self.tests.file), rules.collect(), options)
    }
}
