//! Why a pattern is refused.

/// The code of `regexp/syntax.Error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegexpErrorCode {
    /// `[b-a]`, `\pX`, `[[:foo:]]`.
    #[error("invalid character class range")]
    InvalidCharacterRange,
    /// `\q`.
    #[error("invalid escape sequence")]
    InvalidEscape,
    /// `(?P<a`, `(?P<>x)`.
    #[error("invalid named capture")]
    InvalidNamedCapture,
    /// `(?=`, `(?z)`.
    #[error("invalid or unsupported Perl syntax")]
    InvalidPerlSyntax,
    /// `a**`.
    #[error("invalid nested repetition operator")]
    InvalidNestedRepetition,
    /// More than 1000, alone or multiplied by the repetitions around it, or `{2,1}`.
    #[error("invalid repeat count")]
    InvalidRepeatCount,
    /// `[a`.
    #[error("missing closing ]")]
    MissingBracket,
    /// `(a`.
    #[error("missing closing )")]
    MissingParenthesis,
    /// `*a`.
    #[error("missing argument to repetition operator")]
    MissingRepeatArgument,
    /// `a\`.
    #[error("trailing backslash at end of expression")]
    TrailingBackslash,
    /// `a)`.
    #[error("unexpected )")]
    UnexpectedParenthesis,
    /// A syntax tree higher than 1000.
    #[error("expression nests too deeply")]
    NestingDepth,
    /// A compiled program beyond 128 MB.
    #[error("expression too large")]
    TooLarge,
}

/// As Go prints it: ``error parsing regexp: missing closing ): `(` ``.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("error parsing regexp: {code}: `{part}`")]
pub struct RegexpError {
    /// What is wrong.
    pub code: RegexpErrorCode,
    /// The part of the pattern that Go quotes; the whole for some codes.
    pub part: String,
}

impl RegexpError {
    pub(super) fn new(code: RegexpErrorCode, part: &str) -> Self {
        Self { code, part: part.to_owned() }
    }
}
