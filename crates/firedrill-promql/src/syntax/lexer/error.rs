//! Errors of the scanner, with the texts of Prometheus.

use firedrill_model::quote::{push_escaped, quote};

/// Why a text cannot be cut into tokens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexError {
    /// A character that starts nothing.
    #[error("unexpected character: {}", rune(*.0))]
    Character(char),
    /// A letter between brackets.
    #[error("unexpected character: {}, expected ':'", rune(*.0))]
    ExpectedColon(char),
    /// `=` or `!` followed by the wrong character (`None`: by the end).
    #[error("unexpected character after '{first}': {}", rune_or_end(*.second))]
    CharacterAfter {
        /// `=` or `!`.
        first: char,
        /// What follows.
        second: Option<char>,
    },
    /// A character that cannot stand between braces.
    #[error("unexpected character inside braces: {}", rune(*.0))]
    InsideBraces(char),
    /// `!` between braces followed by the wrong character.
    #[error("unexpected character after '!' inside braces: {}", rune_or_end(*.0))]
    AfterBangInsideBraces(Option<char>),
    /// A brace between braces.
    #[error("unexpected left brace '{{'")]
    LeftBrace,
    /// Braces never closed.
    #[error("unexpected end of input inside braces")]
    EndInsideBraces,
    /// A parenthesis never closed.
    #[error("unclosed left parenthesis")]
    UnclosedParen,
    /// A bracket never closed.
    #[error("unclosed left bracket")]
    UnclosedBracket,
    /// A parenthesis never opened.
    #[error("unexpected right parenthesis ')'")]
    RightParen,
    /// A bracket between brackets.
    #[error("unexpected left bracket '['")]
    LeftBracket,
    /// A bracket never opened.
    #[error("unexpected right bracket ']'")]
    RightBracket,
    /// A second colon between brackets; 2.42 takes any letter for one.
    #[error("unexpected colon {}", rune(*.0))]
    Colon(char),
    /// A colon with no number before it.
    #[error("unexpected colon before duration in duration expression")]
    ColonBeforeDuration,
    /// A second colon before any number.
    #[error("unexpected repeated colon in duration expression")]
    RepeatedColon,
    /// A character that cannot start a duration expression.
    #[error("unexpected character in duration expression: {}", rune(*.0))]
    InDuration(char),
    /// The text ends after `[`.
    #[error("unexpected end of input in duration expression")]
    EndInDuration,
    /// Neither number nor duration.
    #[error("bad number or duration syntax: {}", quote(.0))]
    NumberOrDuration(String),
    /// No number, in series notation.
    #[error("bad number syntax: {}", quote(.0))]
    Number(String),
    /// 2.42: a number between brackets.
    #[error("missing unit character in duration")]
    MissingUnit,
    /// 2.42: no duration between brackets.
    #[error("bad duration syntax: {}", quote(.0))]
    Duration(String),
    /// A backslash followed by the wrong character.
    #[error("unknown escape sequence {}", code_point(*.0))]
    UnknownEscape(char),
    /// No digit where an escape needs one.
    #[error("illegal character {} in escape sequence", code_point(*.0))]
    EscapeDigit(char),
    /// An escape of a surrogate or beyond the last code point.
    #[error("escape sequence is an invalid Unicode code point")]
    EscapeCodePoint,
    /// The text ends in an escape.
    #[error("escape sequence not terminated")]
    EscapeEnd,
    /// The text or line ends in a string.
    #[error("unterminated quoted string")]
    UnterminatedString,
    /// The text ends in a raw string.
    #[error("unterminated raw string")]
    UnterminatedRawString,
    /// A replacement character, which Go cannot tell from broken UTF-8.
    #[error("invalid UTF-8 rune")]
    InvalidRune,
    /// A character that is no series value.
    #[error("unexpected character in series sequence: {}", rune(*.0))]
    InSeries(char),
    /// A word that is no histogram key.
    #[error("bad histogram descriptor found: {}", quote(.0))]
    HistogramDescriptor(String),
    /// A histogram key without its colon.
    #[error("missing `:` for histogram descriptor")]
    HistogramColon,
    /// A character that cannot stand in a histogram.
    #[error("histogram description incomplete unexpected: {}", rune_or_end(*.0))]
    InHistogram(Option<char>),
    /// A character that cannot stand in a list of buckets.
    #[error("invalid character in buckets description: {}", rune_or_end(*.0))]
    InBuckets(Option<char>),
}

/// Go's `%q` of a rune.
fn rune(character: char) -> String {
    let mut out = String::from("'");
    push_escaped(&mut out, character, '\'');
    out.push('\'');
    out
}

/// The end of the text is no rune; Go prints the replacement character for it.
fn rune_or_end(character: Option<char>) -> String {
    rune(character.unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// Go's `%#U`.
fn code_point(character: char) -> String {
    let number = format!("U+{:04X}", u32::from(character));
    let shown = rune(character);
    // A character that is not printable is named by its number alone.
    if shown.starts_with("'\\") && character != '\\' && character != '\'' {
        number
    } else {
        format!("{number} '{character}'")
    }
}
