//! Histograms of series notation: `{{schema:1 sum:3 count:4 buckets:[1 2 1]}}`.

use firedrill_model::FloatHistogram;
use firedrill_model::Span;
use firedrill_model::histogram::BucketSpan;

use crate::syntax::error::ParseErrorKind;
use crate::syntax::lexer::{HistogramKey, TokenKind};
use crate::syntax::operator::BinaryOp;
use crate::syntax::parser::{Context, Parser, Result};

/// A histogram as written.
#[derive(Debug, Default)]
pub(super) struct HistogramLiteral {
    pub(super) histogram: FloatHistogram,
    /// `counter_reset_hint` was written.
    pub(super) has_reset_hint: bool,
}

impl Parser<'_> {
    /// `{{…}}`
    pub(super) fn histogram(&mut self) -> Result<HistogramLiteral> {
        self.expect(TokenKind::OpenHistogram)?;
        let mut literal = HistogramLiteral::default();
        let mut offsets = (0, 0);
        if self.eat(TokenKind::Space)?.is_some() {
            self.expect(TokenKind::CloseHistogram)?;
            return Ok(literal);
        }
        if self.eat(TokenKind::CloseHistogram)?.is_some() {
            return Ok(literal);
        }
        let mut seen = vec![self.histogram_entry(&mut literal, &mut offsets)?];
        self.open(Context::Histogram);
        while self.eat(TokenKind::CloseHistogram)?.is_none() {
            self.expect(TokenKind::Space)?;
            if self.eat(TokenKind::CloseHistogram)?.is_some() {
                break;
            }
            let key = self.histogram_entry(&mut literal, &mut offsets)?;
            if seen.contains(&key) {
                return self.fail(Span::default(), ParseErrorKind::HistogramKeyTwice(key.text()));
            }
            seen.push(key);
        }
        self.close();
        literal.histogram.positive_spans = spans(offsets.0, literal.histogram.positive_buckets.len());
        literal.histogram.negative_spans = spans(offsets.1, literal.histogram.negative_buckets.len());
        Ok(literal)
    }

    /// `key:value`; gives the key. `offsets` are those of the positive and negative buckets.
    fn histogram_entry(
        &mut self,
        literal: &mut HistogramLiteral,
        offsets: &mut (i32, i32),
    ) -> Result<HistogramKey> {
        let TokenKind::HistogramKey(key) = self.peek()?.kind else { return self.unexpected() };
        self.advance()?;
        self.expect(TokenKind::Colon)?;
        let histogram = &mut literal.histogram;
        match key {
            HistogramKey::Sum => histogram.sum = self.signed_number()?,
            HistogramKey::Count => histogram.count = self.signed_number()?,
            HistogramKey::ZeroBucket => histogram.zero_count = self.signed_number()?,
            HistogramKey::ZeroBucketWidth => histogram.zero_threshold = self.unsigned_number()?,
            HistogramKey::Schema => histogram.schema = self.integer()?,
            HistogramKey::Offset => offsets.0 = self.integer()?,
            HistogramKey::NegativeOffset => offsets.1 = self.integer()?,
            HistogramKey::Buckets => histogram.positive_buckets = self.bucket_list()?,
            HistogramKey::NegativeBuckets => histogram.negative_buckets = self.bucket_list()?,
            HistogramKey::CustomValues => histogram.custom_values = self.bucket_list()?,
            HistogramKey::CounterResetHint => {
                let TokenKind::ResetHint(hint) = self.peek()?.kind else { return self.unexpected() };
                self.advance()?;
                histogram.counter_reset_hint = hint;
                literal.has_reset_hint = true;
            }
        }
        Ok(key)
    }

    /// An integer, cut to 32 bits as upstream does.
    fn integer(&mut self) -> Result<i32> {
        let negative = self.eat(TokenKind::Operator(BinaryOp::Subtract))?.is_some();
        let token = self.expect(TokenKind::Number)?;
        let magnitude = self.natural_number(token)? as i64;
        Ok(if negative { magnitude.wrapping_neg() } else { magnitude } as i32)
    }

    /// `[1 2 3]`
    fn bucket_list(&mut self) -> Result<Vec<f64>> {
        self.expect(TokenKind::LeftBracket)?;
        let mut buckets = vec![self.signed_number()?];
        while self.eat(TokenKind::RightBracket)?.is_none() {
            if self.eat(TokenKind::Space)?.is_none() {
                // Upstream passes over what it does not understand here.
                self.advance()?;
                continue;
            }
            if matches!(self.peek()?.kind, TokenKind::Number | TokenKind::Operator(BinaryOp::Subtract)) {
                buckets.push(self.signed_number()?);
            }
        }
        Ok(buckets)
    }
}

fn spans(offset: i32, buckets: usize) -> Vec<BucketSpan> {
    if buckets == 0 {
        return Vec::new();
    }
    vec![BucketSpan { offset, length: u32::try_from(buckets).unwrap_or(u32::MAX) }]
}

impl HistogramKey {
    fn text(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Count => "count",
            Self::Schema => "schema",
            Self::Offset => "offset",
            Self::NegativeOffset => "n_offset",
            Self::Buckets => "buckets",
            Self::NegativeBuckets => "n_buckets",
            Self::ZeroBucket => "z_bucket",
            Self::ZeroBucketWidth => "z_bucket_w",
            Self::CustomValues => "custom_values",
            Self::CounterResetHint => "counter_reset_hint",
        }
    }
}
