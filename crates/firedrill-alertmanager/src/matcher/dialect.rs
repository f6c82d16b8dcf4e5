//! Which parser decides.

use std::fmt;

use super::{ClassicError, Matcher, Matchers, PatternError, Utf8Error, classic, utf8};
use crate::{Switches, Version};

/// Which of upstream's parsers reads matchers, as chosen by release and `--enable-feature`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The classic parser alone: before 0.27, and `classic-mode`.
    Classic,
    /// The UTF-8 parser alone: `utf8-strict-mode`.
    Utf8Strict,
    /// Both: the default since 0.27. The UTF-8 parser decides unless only the classic one accepts the
    /// text, or both accept it and disagree.
    Fallback,
}

/// How matchers are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    mode: Mode,
    switches: Switches,
}

impl Dialect {
    /// The dialect of a release without feature flags.
    pub const fn of(version: Version) -> Self {
        let mode = if version.switches().utf8_names { Mode::Fallback } else { Mode::Classic };
        Self { mode, switches: version.switches() }
    }

    /// The dialect of a release with a mode asked for; releases before 0.27 know only the classic one.
    pub const fn with_mode(version: Version, mode: Mode) -> Self {
        if version.switches().utf8_names { Self { mode, ..Self::of(version) } } else { Self::of(version) }
    }

    /// Whether label names beyond `[a-zA-Z_][a-zA-Z0-9_]*` are valid.
    pub const fn allows_utf8_names(self) -> bool {
        !matches!(self.mode, Mode::Classic)
    }
}

/// Why matchers are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MatcherError {
    /// By the classic parser.
    #[error(transparent)]
    Classic(#[from] ClassicError),
    /// By the UTF-8 parser.
    #[error(transparent)]
    Utf8(#[from] Utf8Error),
    /// Braces around or beside a single matcher.
    #[error("unexpected open or close brace: {0}")]
    Brace(String),
}

impl MatcherError {
    /// The regular expression's own error, if that is the cause.
    pub fn pattern(&self) -> Option<&PatternError> {
        match self {
            Self::Classic(ClassicError::Pattern(error)) | Self::Utf8(Utf8Error::Pattern(error)) => {
                Some(error)
            }
            _ => None,
        }
    }
}

/// What upstream logs about a text in [`Mode::Fallback`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatcherWarning {
    /// Only the classic parser accepts it.
    Fallback {
        /// Why the UTF-8 parser refuses it.
        error: Utf8Error,
        /// The same matchers in a form that both accept.
        suggestion: String,
    },
    /// Both accept it with different results; the classic one counts.
    Disagreement,
}

impl fmt::Display for MatcherWarning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fallback { error, suggestion } => write!(
                formatter,
                "only the classic matchers parser reads this ({error}); write it as {suggestion}"
            ),
            Self::Disagreement => formatter.write_str("the classic and the UTF-8 matchers parser disagree"),
        }
    }
}

/// A result with what upstream would warn about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed<T> {
    /// The matcher or matchers.
    pub value: T,
    /// At most one warning.
    pub warning: Option<MatcherWarning>,
}

impl Dialect {
    /// Reads a list of matchers such as `{a="b",c=~"d|e"}`.
    ///
    /// # Errors
    /// See [`MatcherError`]; where both parsers fail, the classic one's error.
    pub fn matchers(self, text: &str) -> Result<Parsed<Matchers>, MatcherError> {
        let mut parsed = self.read(
            || classic::parse_matchers(text, self.switches),
            || utf8::parse_matchers(text, self.switches),
        )?;
        if self.mode == Mode::Fallback && parsed.value.is_empty() && parsed.warning.is_none() {
            // Upstream's parsers give two kinds of empty list, which it takes for a disagreement.
            parsed.warning = Some(MatcherWarning::Disagreement);
        }
        Ok(parsed)
    }

    /// Reads a single matcher without braces, as on a command line.
    ///
    /// # Errors
    /// See [`MatcherError`].
    pub fn matcher(self, text: &str) -> Result<Parsed<Matcher>, MatcherError> {
        if self.mode != Mode::Classic && (text.starts_with('{') || text.ends_with('}')) {
            return Err(MatcherError::Brace(text.to_owned()));
        }
        self.read(|| classic::parse_matcher(text, self.switches), || utf8::parse_matcher(text, self.switches))
    }

    fn read<T: PartialEq + fmt::Display>(
        self,
        classic: impl FnOnce() -> Result<T, ClassicError>,
        utf8: impl FnOnce() -> Result<T, Utf8Error>,
    ) -> Result<Parsed<T>, MatcherError> {
        let parsed = |value| Parsed { value, warning: None };
        match self.mode {
            Mode::Classic => Ok(parsed(classic()?)),
            Mode::Utf8Strict => Ok(parsed(utf8()?)),
            Mode::Fallback => match (classic(), utf8()) {
                (Err(error), Err(_)) => Err(error.into()),
                (Err(_), Ok(value)) => Ok(parsed(value)),
                (Ok(value), Err(error)) => {
                    let suggestion = without_braces(&value.to_string()).to_owned();
                    Ok(Parsed { value, warning: Some(MatcherWarning::Fallback { error, suggestion }) })
                }
                (Ok(value), Ok(other)) => {
                    let warning = (value != other).then_some(MatcherWarning::Disagreement);
                    Ok(Parsed { value, warning })
                }
            },
        }
    }
}

/// The list form of printed matchers, as upstream suggests it; a single matcher has no braces.
fn without_braces(printed: &str) -> &str {
    printed.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fallback_prefers_what_is_understood() {
        let read = |text: &str| {
            let parsed = Dialect::of(Version::NEWEST).matchers(text).expect(text);
            (parsed.value.to_string(), parsed.warning)
        };
        assert_eq!(read("a=b"), (r#"{a="b"}"#.to_owned(), None));
        assert_eq!(read("a.b=c"), (r#"{a.b="c"}"#.to_owned(), None));
        assert_eq!(read(r#"a="\x41""#), (r#"{a="\\x41"}"#.to_owned(), Some(MatcherWarning::Disagreement)));
        let (matchers, warning) = read("a=b c");
        assert_eq!(matchers, r#"{a="b c"}"#);
        assert!(
            matches!(warning, Some(MatcherWarning::Fallback { suggestion, .. }) if suggestion == r#"a="b c""#)
        );
    }

    #[test]
    fn one_matcher_takes_no_braces() {
        assert_eq!(
            Dialect::of(Version::NEWEST).matcher("{a=b}").expect_err("braces").to_string(),
            "unexpected open or close brace: {a=b}"
        );
        assert_eq!(
            Dialect::of(Version::OLDEST).matcher("a=b}").expect("a value").value.to_string(),
            r#"a="b}""#
        );
    }
}
