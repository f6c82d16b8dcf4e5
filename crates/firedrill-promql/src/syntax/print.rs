//! The canonical form of an expression, in one line: what Prometheus stores, shows and parses again.

use std::fmt::{self, Display, Formatter, Write as _};

use firedrill_model::labels::is_legacy_name;
use firedrill_model::number::{display_float, plain_float};
use firedrill_model::quote::{quote, quote_bytes};
use firedrill_model::{Duration, METRIC_NAME};

use super::ast::{
    Aggregate, AtModifier, Binary, DurationExpr, DurationExprKind, DurationValue, Expr, ExprKind,
    MatchCardinality, Matcher, MatrixSelector, Modifiers, NumberLiteral, StringLiteral, Subquery,
    VectorMatching, VectorSelector,
};
use super::operator::{DurationOp, MatchOp, UnaryOp};

impl Display for Expr {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Number(number) => number.fmt(formatter),
            ExprKind::String(string) => string.fmt(formatter),
            ExprKind::Selector(selector) => selector.fmt(formatter),
            ExprKind::Matrix(matrix) => matrix.fmt(formatter),
            ExprKind::Subquery(subquery) => {
                subquery.expr.fmt(formatter)?;
                SubquerySuffix(subquery).fmt(formatter)
            }
            ExprKind::Call(call) => {
                write!(formatter, "{}(", call.function.name)?;
                write_list(formatter, &call.args)?;
                formatter.write_char(')')
            }
            ExprKind::Aggregate(aggregate) => {
                write!(formatter, "{}(", AggregateHead(aggregate))?;
                write_list(formatter, aggregate.param.iter().chain([&aggregate.expr]))?;
                formatter.write_char(')')
            }
            ExprKind::Binary(binary) => {
                write!(formatter, "{} {} {}", binary.lhs, BinaryHead(binary), binary.rhs)
            }
            ExprKind::Unary(op, operand) => write!(formatter, "{}{operand}", op.text()),
            ExprKind::Paren(inner) => write!(formatter, "({inner})"),
        }
    }
}

fn write_list<'a>(formatter: &mut Formatter<'_>, items: impl IntoIterator<Item = &'a Expr>) -> fmt::Result {
    for (position, item) in items.into_iter().enumerate() {
        if position > 0 {
            formatter.write_str(", ")?;
        }
        item.fmt(formatter)?;
    }
    Ok(())
}

impl Display for NumberLiteral {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if !self.is_duration {
            return formatter.write_str(&plain_float(self.value));
        }
        // Seconds to nanoseconds to milliseconds, cut off twice.
        let milliseconds = (self.value * 1e9) as i64 / 1_000_000;
        Duration::from_ms(milliseconds).fmt(formatter)
    }
}

impl Display for StringLiteral {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&quote_bytes(&self.value))
    }
}

impl Display for Matcher {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}{}", LabelName(&self.name), self.op.text(), self.value)
    }
}

/// A label name, quoted unless it needs none.
struct LabelName<'a>(&'a str);

impl Display for LabelName<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if is_legacy_name(self.0) { formatter.write_str(self.0) } else { formatter.write_str(&quote(self.0)) }
    }
}

/// ` (a, "b c")`
struct LabelList<'a>(&'a [String]);

impl Display for LabelList<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("(")?;
        for (position, label) in self.0.iter().enumerate() {
            if position > 0 {
                formatter.write_str(", ")?;
            }
            LabelName(label).fmt(formatter)?;
        }
        formatter.write_str(")")
    }
}

impl VectorSelector {
    /// Name and matchers without any modifier; the matchers are sorted by their text.
    fn write_series(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let mut texts: Vec<String> = self
            .matchers
            .iter()
            .filter(|matcher| !self.is_name_matcher(matcher))
            .map(ToString::to_string)
            .collect();
        if let Some(name) = &self.name {
            formatter.write_str(name)?;
        }
        if texts.is_empty() {
            return Ok(());
        }
        texts.sort();
        write!(formatter, "{{{}}}", texts.join(","))
    }

    /// Whether the name outside the braces says the same.
    fn is_name_matcher(&self, matcher: &Matcher) -> bool {
        matcher.op == MatchOp::Equal
            && matcher.name == METRIC_NAME
            && self.name.as_ref().is_some_and(|name| name.as_bytes() == &*matcher.value.value)
    }

    fn write_edges(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.anchored {
            formatter.write_str(" anchored")?;
        }
        if self.smoothed {
            formatter.write_str(" smoothed")?;
        }
        Ok(())
    }
}

impl Display for VectorSelector {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.write_series(formatter)?;
        self.modifiers.write_at(formatter)?;
        self.write_edges(formatter)?;
        self.modifiers.write_offset(formatter)
    }
}

impl Display for MatrixSelector {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.selector.write_series(formatter)?;
        write!(formatter, "[{}]", self.range)?;
        self.selector.write_edges(formatter)?;
        self.selector.modifiers.write_at(formatter)?;
        self.selector.modifiers.write_offset(formatter)
    }
}

/// What follows the inner expression of a subquery.
pub(super) struct SubquerySuffix<'a>(pub(super) &'a Subquery);

impl Display for SubquerySuffix<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "[{}:", self.0.range)?;
        if let Some(step) = &self.0.step {
            step.fmt(formatter)?;
        }
        formatter.write_str("]")?;
        self.0.modifiers.write_at(formatter)?;
        self.0.modifiers.write_offset(formatter)
    }
}

impl Modifiers {
    fn write_at(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.at {
            None => Ok(()),
            Some(AtModifier::Timestamp(milliseconds)) => {
                write!(formatter, " @ {:.3}", milliseconds as f64 / 1000.0)
            }
            Some(AtModifier::Start) => formatter.write_str(" @ start()"),
            Some(AtModifier::End) => formatter.write_str(" @ end()"),
        }
    }

    fn write_offset(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match &self.offset {
            None => Ok(()),
            Some(offset) => write!(formatter, " offset {offset}"),
        }
    }
}

impl Display for DurationValue {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(duration) => duration.fmt(formatter),
            Self::Expr(expr) => expr.fmt(formatter),
        }
    }
}

impl Display for DurationExpr {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            DurationExprKind::Number(number) => number.fmt(formatter),
            DurationExprKind::Step => formatter.write_str("step()"),
            DurationExprKind::Range => formatter.write_str("range()"),
            DurationExprKind::Unary(UnaryOp::Plus, operand) => operand.fmt(formatter),
            DurationExprKind::Unary(UnaryOp::Minus, operand) => write!(formatter, "-{operand}"),
            DurationExprKind::Binary(op @ (DurationOp::Min | DurationOp::Max), lhs, rhs) => {
                write!(formatter, "{}({lhs}, {rhs})", op.text())
            }
            DurationExprKind::Binary(op, lhs, rhs) => write!(formatter, "{lhs} {} {rhs}", op.text()),
            DurationExprKind::Wrapped(inner) => write!(formatter, "({inner})"),
        }
    }
}

/// An aggregation up to its parenthesis: `sum`, `sum by (a) `, `sum without () `.
pub(super) struct AggregateHead<'a>(pub(super) &'a Aggregate);

impl Display for AggregateHead<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let aggregate = self.0;
        formatter.write_str(aggregate.op.text())?;
        let labels = LabelList(&aggregate.grouping);
        if aggregate.without {
            return write!(formatter, " without {labels} ");
        }
        if !aggregate.grouping.is_empty() {
            write!(formatter, " by {labels} ")?;
        }
        Ok(())
    }
}

/// A binary operator with its modifiers.
pub(super) struct BinaryHead<'a>(pub(super) &'a Binary);

impl Display for BinaryHead<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.op.text())?;
        if self.0.returns_bool {
            formatter.write_str(" bool")?;
        }
        match &self.0.matching {
            Some(matching) => matching.fmt(formatter),
            None => Ok(()),
        }
    }
}

impl Display for VectorMatching {
    /// Everything after the operator and `bool`, each part led by a space.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let group = match self.cardinality {
            MatchCardinality::ManyToOne => Some("group_left"),
            MatchCardinality::OneToMany => Some("group_right"),
            MatchCardinality::OneToOne | MatchCardinality::ManyToMany => None,
        };
        if self.on || !self.labels.is_empty() || group.is_some() {
            let word = if self.on { "on" } else { "ignoring" };
            write!(formatter, " {word} {}", LabelList(&self.labels))?;
        }
        if let Some(group) = group {
            write!(formatter, " {group} {}", LabelList(&self.include))?;
        }
        self.write_fill(formatter)
    }
}

impl VectorMatching {
    fn write_fill(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let (Some(left), Some(right)) = (self.fill_left, self.fill_right)
            && left == right
        {
            return write!(formatter, " fill ({})", display_float(left));
        }
        for (word, value) in [("fill_left", self.fill_left), ("fill_right", self.fill_right)] {
            if let Some(value) = value {
                write!(formatter, " {word} ({})", display_float(value))?;
            }
        }
        Ok(())
    }
}
