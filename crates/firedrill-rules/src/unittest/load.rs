//! Reading test files.

use firedrill_model::Duration;
use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{self, DecodeError, SyntaxError, Version, upstream_text};
use firedrill_promql::Dialect;

use super::TestFile;
use super::decode::{self, Context, FileDecoder};

/// A test file that was read, with everything that is wrong with it.
#[derive(Debug, Default)]
pub struct LoadedTests {
    /// The tests as far as they could be read; whole where there is no error.
    pub file: TestFile,
    /// Text that is no YAML.
    pub syntax_error: Option<SyntaxError>,
    /// Values of the wrong type, unknown and duplicate fields.
    pub decode_errors: Vec<DecodeError>,
}

impl LoadedTests {
    /// A file that cannot be read as text.
    pub fn unreadable(error: SyntaxError) -> Self {
        Self { syntax_error: Some(error), ..Self::default() }
    }

    /// Whether nothing is wrong.
    pub fn is_valid(&self) -> bool {
        self.syntax_error.is_none() && self.decode_errors.is_empty()
    }

    /// The errors as promtool prints them; `None` where the file is well-formed.
    pub fn promtool_error(&self) -> Option<String> {
        if let Some(error) = &self.syntax_error {
            return Some(error.upstream_text());
        }
        (!self.decode_errors.is_empty()).then(|| upstream_text(&self.decode_errors))
    }
}

const DEFAULT_EVALUATION_INTERVAL: Duration = Duration::from_seconds(60);

/// Reads the first document of a test file, as promtool does.
pub fn load(source: &str, dialect: &Dialect) -> LoadedTests {
    let stream = yaml::parse(source);
    let Some(document) = stream.documents.first() else {
        return stream.error.map(LoadedTests::unreadable).unwrap_or_default();
    };
    let lines = LineIndex::new(source);
    let context = Context { source, dialect };
    let mut decoder = FileDecoder::with_context(Version::V2, &lines, true, context);
    let mut file = decode::file(&mut decoder, document.root());
    let (decode_errors, _) = decoder.finish();
    set_defaults(&mut file, dialect);
    LoadedTests { file, syntax_error: None, decode_errors }
}

fn set_defaults(file: &mut TestFile, dialect: &Dialect) {
    if file.evaluation_interval == Duration::ZERO {
        file.evaluation_interval = DEFAULT_EVALUATION_INTERVAL;
    }
    // Before 2.49 an absent interval put all samples at the start.
    if !dialect.test_file_extensions {
        return;
    }
    for group in &mut file.tests {
        if group.interval == Duration::ZERO {
            group.interval = file.evaluation_interval;
        }
    }
}
