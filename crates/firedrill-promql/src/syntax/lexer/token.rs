//! What the scanner produces.

use firedrill_model::Span;
use firedrill_model::histogram::CounterResetHint;
use firedrill_model::quote::quote;

use crate::syntax::operator::{AggregateOp, BinaryOp};

/// Words that modify an operand or an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Keyword {
    /// `offset`
    Offset,
    /// `smoothed`
    Smoothed,
    /// `anchored`
    Anchored,
    /// `by`
    By,
    /// `without`
    Without,
    /// `on`
    On,
    /// `ignoring`
    Ignoring,
    /// `group_left`
    GroupLeft,
    /// `group_right`
    GroupRight,
    /// `fill`
    Fill,
    /// `fill_left`
    FillLeft,
    /// `fill_right`
    FillRight,
    /// `bool`
    Bool,
}

/// Words that stand for a moment or a length of the query when called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Preprocessor {
    /// `start`
    Start,
    /// `end`
    End,
    /// `step`
    Step,
    /// `range`
    Range,
    /// `max_of`
    MaxOf,
    /// `min_of`
    MinOf,
}

/// The keys of a histogram in series notation, in the order of Prometheus' token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::syntax) enum HistogramKey {
    /// `sum`
    Sum,
    /// `count`
    Count,
    /// `schema`
    Schema,
    /// `offset`: index of the first positive bucket.
    Offset,
    /// `n_offset`: index of the first negative bucket.
    NegativeOffset,
    /// `buckets`
    Buckets,
    /// `n_buckets`
    NegativeBuckets,
    /// `z_bucket`: count of the zero bucket.
    ZeroBucket,
    /// `z_bucket_w`: half width of the zero bucket.
    ZeroBucketWidth,
    /// `custom_values`
    CustomValues,
    /// `counter_reset_hint`
    CounterResetHint,
}

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum TokenKind {
    EndOfInput,
    Identifier,
    /// A name with a colon.
    MetricIdentifier,
    String,
    Number,
    Duration,
    Comma,
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    /// `=`
    Assign,
    Colon,
    At,
    /// `=~`
    RegexMatch,
    /// `!~`
    RegexNotMatch,
    Operator(BinaryOp),
    Aggregate(AggregateOp),
    Keyword(Keyword),
    Preprocessor(Preprocessor),
    /// White space between series values.
    Space,
    /// `_` in series values.
    Blank,
    /// `x` in series values.
    Times,
    /// `{{`
    OpenHistogram,
    /// `}}`
    CloseHistogram,
    HistogramKey(HistogramKey),
    ResetHint(CounterResetHint),
}

/// A token with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) struct Token {
    pub(in crate::syntax) kind: TokenKind,
    pub(in crate::syntax) span: Span,
}

/// Prometheus shows at most this many characters of a string or number it did not expect.
const SHOWN: usize = 10;

/// The numbers Prometheus' generated parser gives to tokens without a name, which its messages show.
const FIRST_HISTOGRAM_KEY: usize = 57_370;
const AT_IN_2_42: usize = 57_385;
const FIRST_RESET_HINT: usize = 57_445;

impl Token {
    /// How a message names this token.
    pub(in crate::syntax) fn describe(self, source: &str, at_is_nameless: bool) -> String {
        let text = self.span.text(source);
        match self.kind {
            TokenKind::EndOfInput => "end of input".to_owned(),
            TokenKind::Identifier => format!("identifier {}", quote(text)),
            TokenKind::MetricIdentifier => format!("metric identifier {}", quote(text)),
            TokenKind::String => format!("string {}", shortened(text)),
            TokenKind::Number => format!("number {}", shortened(text)),
            TokenKind::Duration => format!("duration {}", shortened(text)),
            TokenKind::At if at_is_nameless => format!("\"<Item {AT_IN_2_42}>\" <op:@>"),
            TokenKind::Operator(_) | TokenKind::RegexMatch | TokenKind::RegexNotMatch | TokenKind::At => {
                format!("<op:{text}>")
            }
            TokenKind::Aggregate(_) => format!("<aggr:{text}>"),
            TokenKind::Keyword(_) => format!("<{text}>"),
            TokenKind::HistogramKey(key) => nameless(FIRST_HISTOGRAM_KEY + key as usize, text),
            TokenKind::ResetHint(hint) => nameless(FIRST_RESET_HINT + hint as usize, text),
            _ => shortened(text),
        }
    }
}

fn nameless(number: usize, text: &str) -> String {
    format!("\"<Item {number}>\" {}", shortened(text))
}

/// Quoted; more than [`SHOWN`] bytes are cut to as many characters.
fn shortened(text: &str) -> String {
    if text.len() <= SHOWN {
        return quote(text);
    }
    let head: String = text.chars().take(SHOWN).collect();
    format!("{}...", quote(&head))
}
