//! Label sets in series notation: `name{a="b"}`.

use firedrill_model::{Labels, METRIC_NAME};

use super::error::ParseError;
use super::lexer::{Text, TokenKind, unquote};
use super::parser::{Context, Parser, Result, is_name};
use crate::dialect::{Dialect, Features};

/// Parses a metric as promtool reads `exp_samples.labels`: `m{a="b"}`, `{a="b"}`, `m`, or nothing.
///
/// Repeated labels are kept as written, sorted by name; so are empty values, unless a name stands
/// before the braces. Bytes that are no UTF-8 become U+FFFD.
///
/// # Errors
/// The error Prometheus would show.
pub fn parse_metric(text: &str, dialect: &Dialect) -> std::result::Result<Labels, ParseError> {
    let mut parser = Parser::new(text, dialect, Features::default(), Text::Query);
    let labels = parser.metric()?;
    parser.expect(TokenKind::EndOfInput)?;
    Ok(labels)
}

impl Parser<'_> {
    /// A metric.
    pub(super) fn metric(&mut self) -> Result<Labels> {
        let token = self.peek()?;
        let name = is_name(token.kind).then(|| token.span.text(self.source()).to_owned());
        if name.is_some() {
            self.advance()?;
        }
        let mut pairs = Vec::new();
        if self.peek()?.kind == TokenKind::LeftBrace {
            pairs = self.label_set()?;
        }
        if let Some(name) = name {
            set_name(&mut pairs, name);
        }
        pairs.sort_by(|lhs, rhs| lhs.0.cmp(&rhs.0));
        Ok(Labels::from_sorted_verbatim(pairs.iter().map(|(label, value)| (label.as_str(), value.as_str()))))
    }

    fn label_set(&mut self) -> Result<Vec<(String, String)>> {
        self.expect(TokenKind::LeftBrace)?;
        let mut pairs = Vec::new();
        self.open(Context::LabelSetItem);
        while self.eat(TokenKind::RightBrace)?.is_none() {
            pairs.push(self.label_set_item()?);
            self.go_on(Context::LabelSetRest);
            if self.eat(TokenKind::Comma)?.is_none() {
                self.expect(TokenKind::RightBrace)?;
                break;
            }
            self.go_on(Context::LabelSetItem);
        }
        self.close();
        Ok(pairs)
    }

    fn label_set_item(&mut self) -> Result<(String, String)> {
        let token = self.peek()?;
        let text = token.span.text(self.source());
        let name = match token.kind {
            TokenKind::Identifier => {
                self.advance()?;
                self.go_on(Context::LabelSetEquals);
                text.to_owned()
            }
            TokenKind::String if self.dialect.utf8_names => {
                self.advance()?;
                let name = text_of(text);
                self.go_on(Context::LabelSetRest);
                if self.peek()?.kind != TokenKind::Assign {
                    return Ok((METRIC_NAME.to_owned(), name));
                }
                name
            }
            _ => return self.unexpected(),
        };
        self.expect(TokenKind::Assign)?;
        self.go_on(Context::LabelSetValue);
        let value = self.expect(TokenKind::String)?;
        Ok((name, text_of(value.span.text(self.source()))))
    }
}

/// Upstream passes a label set behind a name through a builder: a label with an empty value anywhere
/// vanishes altogether, and of several names between the braces only the first gives way.
fn set_name(pairs: &mut Vec<(String, String)>, name: String) {
    let emptied: Vec<String> =
        pairs.iter().filter(|(_, value)| value.is_empty()).map(|(label, _)| label.clone()).collect();
    pairs.retain(|(label, _)| !emptied.contains(label));
    match pairs.iter_mut().find(|(label, _)| label == METRIC_NAME) {
        Some((_, inner)) => *inner = name,
        None => pairs.push((METRIC_NAME.to_owned(), name)),
    }
}

/// The text of a string token; bytes that are no UTF-8 become U+FFFD.
fn text_of(token: &str) -> String {
    String::from_utf8_lossy(&unquote(token)).into_owned()
}
