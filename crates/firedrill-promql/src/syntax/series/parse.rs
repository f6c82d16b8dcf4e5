//! The parser of series notation.

use std::sync::Arc;

use firedrill_model::number::parse_uint;
use firedrill_model::{FloatHistogram, stale_nan};

use super::histogram::HistogramLiteral;
use super::item::{HistogramStep, MAX_SAMPLES, SeriesDescription, SeriesItem};
use crate::dialect::{Dialect, Features};
use crate::syntax::error::{ParseError, ParseErrorKind};
use crate::syntax::lexer::{Text, Token, TokenKind};
use crate::syntax::operator::BinaryOp;
use crate::syntax::parser::{Context, Parser, Result};

/// Parses a series and its values, `m{a="b"} 1+2x10 _x3 stale`.
///
/// # Errors
/// The error Prometheus would show; and a description of more than [`MAX_SAMPLES`] values, which
/// Prometheus would try to hold in memory.
///
/// # Examples
/// ```
/// use firedrill_promql::{Dialect, syntax::series::parse_series};
///
/// let series = parse_series("up{job=\"api\"} 0+1x1000 stale", &Dialect::V3)?;
/// assert_eq!(series.items.len(), 2);
/// assert_eq!(series.expand().count(), 1002);
/// # Ok::<(), firedrill_promql::syntax::ParseError>(())
/// ```
pub fn parse_series(text: &str, dialect: &Dialect) -> std::result::Result<SeriesDescription, ParseError> {
    let mut parser = Parser::new(text, dialect, Features::default(), Text::SeriesMetric);
    let labels = parser.metric()?;
    parser.open(Context::SeriesValues);
    if !matches!(parser.peek()?.kind, TokenKind::Space | TokenKind::EndOfInput) {
        return parser.unexpected();
    }
    let mut items = Vec::new();
    let mut samples = 0;
    while parser.eat(TokenKind::Space)?.is_some() {
        if let Some(item) = parser.series_item()? {
            samples = item.count().saturating_add(samples);
            parser.check_samples(samples)?;
            items.push(item);
        }
    }
    parser.close();
    parser.expect(TokenKind::EndOfInput)?;
    Ok(SeriesDescription { labels, items })
}

impl Parser<'_> {
    /// A run of values; `None` where none begins.
    fn series_item(&mut self) -> Result<Option<SeriesItem>> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::Blank => {
                self.advance()?;
                let count = self.repetitions()?.unwrap_or(1);
                Ok(Some(SeriesItem::Gap { count }))
            }
            TokenKind::Identifier => {
                if token.span.text(self.source()) != "stale" {
                    return self.unexpected_in(Some("series values"), Some("number or \"stale\""));
                }
                self.advance()?;
                self.float_run(stale_nan()).map(Some)
            }
            TokenKind::Number | TokenKind::Operator(BinaryOp::Add | BinaryOp::Subtract) => {
                let start = self.signed_number()?;
                self.float_run(start).map(Some)
            }
            TokenKind::OpenHistogram => self.histogram_run().map(Some),
            _ => Ok(None),
        }
    }

    fn float_run(&mut self, start: f64) -> Result<SeriesItem> {
        let step = match self.peek()?.kind {
            TokenKind::Operator(BinaryOp::Add | BinaryOp::Subtract) => Some(self.signed_number()?),
            _ => None,
        };
        let repetitions = self.repetitions()?;
        if step.is_some() && repetitions.is_none() {
            return self.unexpected();
        }
        Ok(SeriesItem::Float { start, step, count: repetitions.map_or(1, |count| count.saturating_add(1)) })
    }

    fn histogram_run(&mut self) -> Result<SeriesItem> {
        let HistogramLiteral { histogram: start, has_reset_hint } = self.histogram()?;
        let subtract = match self.peek()?.kind {
            TokenKind::Operator(BinaryOp::Add) => false,
            TokenKind::Operator(BinaryOp::Subtract) => true,
            _ => {
                let count = self.repetitions()?.map_or(1, |count| count.saturating_add(1));
                return Ok(SeriesItem::Histogram {
                    start: Arc::new(start),
                    step: None,
                    count,
                    has_reset_hint,
                });
            }
        };
        self.advance()?;
        let step = self.histogram()?;
        let Some(repetitions) = self.repetitions()? else { return self.unexpected() };
        if repetitions > 0 {
            self.check_combination(&start, &step.histogram, subtract)?;
        }
        Ok(SeriesItem::Histogram {
            start: Arc::new(start),
            step: Some(HistogramStep { histogram: Arc::new(step.histogram), subtract }),
            count: repetitions.saturating_add(1),
            has_reset_hint: step.has_reset_hint,
        })
    }

    /// Whether the run can be expanded; the position is that of the last token read.
    fn check_combination(&self, start: &FloatHistogram, step: &FloatHistogram, subtract: bool) -> Result<()> {
        let span = self.last_span();
        if start.schema > step.schema {
            let error = ParseErrorKind::HistogramSchemas { step: step.schema, start: start.schema };
            return self.fail(span, error);
        }
        let mut next = start.clone();
        let combined = if subtract { next.subtract(step) } else { next.add(step) };
        combined.map(drop).map_err(|error| self.error(span, error))
    }

    /// `xN`, if it follows.
    fn repetitions(&mut self) -> Result<Option<u64>> {
        if self.eat(TokenKind::Times)?.is_none() {
            return Ok(None);
        }
        let token = self.expect(TokenKind::Number)?;
        let count = self.natural_number(token)?;
        Ok(Some(count))
    }

    pub(super) fn natural_number(&self, token: Token) -> Result<u64> {
        parse_uint(token.span.text(self.source()), 10)
            .map_err(|error| self.error(token.span, ParseErrorKind::Repetition(error)))
    }

    fn check_samples(&self, samples: u64) -> Result<()> {
        if samples <= MAX_SAMPLES {
            return Ok(());
        }
        self.fail(self.last_span(), ParseErrorKind::TooManySamples { samples, limit: MAX_SAMPLES })
    }
}
