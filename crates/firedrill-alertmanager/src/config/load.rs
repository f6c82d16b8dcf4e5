//! Reading a configuration file.

use firedrill_model::Span;
use firedrill_model::source::LineIndex;
use firedrill_model::source::yaml::{self, DecodeError, Decoder, parse, upstream_text};

use super::reader::Reader;
use super::{Config, file};
use crate::Version;
use crate::matcher::{Dialect, MatcherWarning};

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigError {
    /// What is wrong, in upstream's words where it has any.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// A matcher that upstream warns about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigWarning {
    /// The warning.
    pub warning: MatcherWarning,
    /// Where.
    pub span: Span,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The configuration, if nothing is wrong.
    pub config: Option<Config>,
    /// Every independent error, in upstream's order.
    pub errors: Vec<ConfigError>,
    /// What `amtool check-config` prints after `FAILED: `: the first fatal error alone, or all errors of
    /// decoding together.
    pub upstream_text: Option<String>,
    /// Matchers to be written differently.
    pub warnings: Vec<ConfigWarning>,
}

/// Reads a configuration as a release does, without looking at the files it names.
///
/// ```
/// use firedrill_alertmanager::config::load;
/// use firedrill_alertmanager::Version;
/// let text = "{route: {receiver: team}, receivers: [{name: team}]}";
/// assert!(load(text, Version::NEWEST).config.is_some());
/// let broken = load("{route: {receiver: nobody}}", Version::NEWEST);
/// assert_eq!(broken.upstream_text.as_deref(), Some("undefined receiver \"nobody\" used in route"));
/// ```
pub fn load(source: &str, version: Version) -> Loaded {
    load_with_dialect(source, version, Dialect::of(version))
}

/// [`load`] with the matchers' dialect that a feature flag asks for.
pub fn load_with_dialect(source: &str, version: Version, dialect: Dialect) -> Loaded {
    let stream = parse(source);
    let Some(document) = stream.documents.first() else {
        let (message, span) = match &stream.error {
            Some(error) => (error.upstream_text(), error.at),
            None => ("no route provided in config".to_owned(), Span::at(0)),
        };
        return Loaded {
            config: None,
            errors: vec![ConfigError { message: message.clone(), span }],
            upstream_text: Some(message),
            warnings: Vec::new(),
        };
    };
    let lines = LineIndex::new(source);
    let mut decoder = Decoder::new(yaml::Version::V2, &lines, true);
    let mut reader =
        Reader { version, switches: version.switches(), dialect, warnings: Vec::new(), crashes: Vec::new() };
    let config = file::config(&mut reader, &mut decoder, document.root());
    let errors = decoder.into_errors();
    let warnings = reader.warnings.into_iter();
    Loaded {
        config,
        upstream_text: (!errors.is_empty()).then(|| upstream_text(&errors)),
        errors: errors.iter().map(config_error).collect(),
        warnings: warnings.map(|(span, warning)| ConfigWarning { warning, span }).collect(),
    }
}

fn config_error(error: &DecodeError) -> ConfigError {
    ConfigError { message: error.to_string(), span: error.span }
}
