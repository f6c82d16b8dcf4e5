//! Words: keywords, names, the words of duration expressions.

use super::cursor::{is_alpha, is_alphanumeric, is_space};
use super::token::{HistogramKey, Keyword, Preprocessor, TokenKind};
use super::{Lexer, Text};
use crate::dialect::Dialect;
use crate::syntax::operator::{AggregateOp, BinaryOp};
use firedrill_model::histogram::CounterResetHint;

/// The words of the language; the flag says whether 2.42 has the word.
const WORDS: &[(&str, TokenKind, bool)] = &[
    ("and", TokenKind::Operator(BinaryOp::And), true),
    ("or", TokenKind::Operator(BinaryOp::Or), true),
    ("unless", TokenKind::Operator(BinaryOp::Unless), true),
    ("atan2", TokenKind::Operator(BinaryOp::Atan2), true),
    ("sum", TokenKind::Aggregate(AggregateOp::Sum), true),
    ("avg", TokenKind::Aggregate(AggregateOp::Avg), true),
    ("count", TokenKind::Aggregate(AggregateOp::Count), true),
    ("min", TokenKind::Aggregate(AggregateOp::Min), true),
    ("max", TokenKind::Aggregate(AggregateOp::Max), true),
    ("group", TokenKind::Aggregate(AggregateOp::Group), true),
    ("stddev", TokenKind::Aggregate(AggregateOp::Stddev), true),
    ("stdvar", TokenKind::Aggregate(AggregateOp::Stdvar), true),
    ("topk", TokenKind::Aggregate(AggregateOp::Topk), true),
    ("bottomk", TokenKind::Aggregate(AggregateOp::Bottomk), true),
    ("count_values", TokenKind::Aggregate(AggregateOp::CountValues), true),
    ("quantile", TokenKind::Aggregate(AggregateOp::Quantile), true),
    ("limitk", TokenKind::Aggregate(AggregateOp::Limitk), false),
    ("limit_ratio", TokenKind::Aggregate(AggregateOp::LimitRatio), false),
    ("offset", TokenKind::Keyword(Keyword::Offset), true),
    ("smoothed", TokenKind::Keyword(Keyword::Smoothed), false),
    ("anchored", TokenKind::Keyword(Keyword::Anchored), false),
    ("by", TokenKind::Keyword(Keyword::By), true),
    ("without", TokenKind::Keyword(Keyword::Without), true),
    ("on", TokenKind::Keyword(Keyword::On), true),
    ("ignoring", TokenKind::Keyword(Keyword::Ignoring), true),
    ("group_left", TokenKind::Keyword(Keyword::GroupLeft), true),
    ("group_right", TokenKind::Keyword(Keyword::GroupRight), true),
    ("fill", TokenKind::Keyword(Keyword::Fill), false),
    ("fill_left", TokenKind::Keyword(Keyword::FillLeft), false),
    ("fill_right", TokenKind::Keyword(Keyword::FillRight), false),
    ("bool", TokenKind::Keyword(Keyword::Bool), true),
    ("start", TokenKind::Preprocessor(Preprocessor::Start), true),
    ("end", TokenKind::Preprocessor(Preprocessor::End), true),
    ("step", TokenKind::Preprocessor(Preprocessor::Step), false),
    ("range", TokenKind::Preprocessor(Preprocessor::Range), false),
    ("max_of", TokenKind::Preprocessor(Preprocessor::MaxOf), false),
    ("min_of", TokenKind::Preprocessor(Preprocessor::MinOf), false),
    ("inf", TokenKind::Number, true),
    ("nan", TokenKind::Number, true),
];

/// The keys of a histogram in series notation.
const HISTOGRAM_KEYS: &[(&str, HistogramKey)] = &[
    ("sum", HistogramKey::Sum),
    ("count", HistogramKey::Count),
    ("schema", HistogramKey::Schema),
    ("offset", HistogramKey::Offset),
    ("n_offset", HistogramKey::NegativeOffset),
    ("buckets", HistogramKey::Buckets),
    ("n_buckets", HistogramKey::NegativeBuckets),
    ("z_bucket", HistogramKey::ZeroBucket),
    ("z_bucket_w", HistogramKey::ZeroBucketWidth),
    ("custom_values", HistogramKey::CustomValues),
    ("counter_reset_hint", HistogramKey::CounterResetHint),
];

/// The values of `counter_reset_hint`.
const RESET_HINTS: &[(&str, CounterResetHint)] = &[
    ("unknown", CounterResetHint::Unknown),
    ("reset", CounterResetHint::Reset),
    ("not_reset", CounterResetHint::NotReset),
    ("gauge", CounterResetHint::Gauge),
];

/// What `word` is besides a name, in any case of its letters.
fn lookup(word: &str, dialect: &Dialect) -> Option<TokenKind> {
    let (_, kind, classic) = WORDS.iter().find(|(text, ..)| text.eq_ignore_ascii_case(word))?;
    (*classic || dialect.numeric_durations).then_some(*kind)
}

pub(super) fn histogram_key(word: &str) -> Option<HistogramKey> {
    find(HISTOGRAM_KEYS, word)
}

pub(super) fn reset_hint(word: &str) -> Option<CounterResetHint> {
    find(RESET_HINTS, word)
}

/// `inf` and `nan`.
pub(super) fn is_special_number(word: &str) -> bool {
    word.eq_ignore_ascii_case("inf") || word.eq_ignore_ascii_case("nan")
}

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(text, _)| text.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

/// How a printer or a checker asks whether a word could start a duration expression.
fn starts_duration_word(character: char) -> bool {
    matches!(character.to_ascii_lowercase(), 's' | 'r' | 'm')
}

impl Lexer<'_> {
    /// A name or a keyword.
    pub(super) fn word(&mut self) -> TokenKind {
        self.cursor.accept_run(|it| is_alphanumeric(it) || it == ':');
        let word = self.scanned();
        let kind = match lookup(word, &self.dialect) {
            Some(TokenKind::Keyword(Keyword::Fill | Keyword::FillLeft | Keyword::FillRight))
                if !self.is_paren_next() =>
            {
                TokenKind::Identifier
            }
            Some(kind) => kind,
            None if word.contains(':') => TokenKind::MetricIdentifier,
            None => TokenKind::Identifier,
        };
        if self.is_series() && self.cursor.peek() != Some('{') {
            self.text = Text::SeriesValues;
        } else if self.is_series() {
            self.text = Text::SeriesMetric;
        }
        kind
    }

    /// A label name: no keywords, no colons.
    pub(super) fn label_name(&mut self) -> TokenKind {
        self.cursor.accept_run(is_alphanumeric);
        TokenKind::Identifier
    }

    /// A word of duration expressions, whose first character has been seen but not consumed; nothing
    /// is consumed unless it is one.
    pub(super) fn duration_word(&mut self) -> Option<TokenKind> {
        if !self.cursor.is(starts_duration_word) {
            return None;
        }
        let mut ahead = self.cursor;
        ahead.accept_run(is_alpha);
        let word = &self.cursor.source()[self.cursor.position..ahead.position];
        let kind = lookup(word, &self.dialect)?;
        let is_duration_word = matches!(
            kind,
            TokenKind::Preprocessor(
                Preprocessor::Step | Preprocessor::Range | Preprocessor::MaxOf | Preprocessor::MinOf
            )
        );
        if !is_duration_word {
            return None;
        }
        self.cursor = ahead;
        Some(kind)
    }

    /// `fill` is a name unless a parenthesis follows; a comment in between defeats it.
    fn is_paren_next(&self) -> bool {
        self.cursor.rest().trim_start_matches(is_space).starts_with('(')
    }
}
