//! The form of `promql format` and `/api/v1/format_query`: long nodes are split over lines.

use super::ast::{Aggregate, Binary, Expr, ExprKind};
use super::print::{AggregateHead, BinaryHead, SubquerySuffix};

/// A node whose canonical form has more bytes is split.
const LONGEST_LINE: usize = 100;
const INDENT: &str = "  ";

impl Expr {
    /// The expression split over lines where it is long.
    pub fn pretty(&self) -> String {
        pretty(self, 0)
    }
}

fn pretty(expr: &Expr, level: usize) -> String {
    let indent = INDENT.repeat(level);
    let canonical = expr.to_string();
    let is_long = canonical.len() > LONGEST_LINE;
    match &expr.kind {
        ExprKind::Aggregate(aggregate) if is_long => {
            format!("{indent}{}(\n{}{indent})", AggregateHead(aggregate), operands(aggregate, level))
        }
        ExprKind::Binary(binary) if is_long => split_binary(binary, level),
        ExprKind::Call(call) if is_long => {
            let arguments: Vec<String> =
                call.args.iter().map(|argument| pretty(argument, level + 1)).collect();
            format!("{indent}{}(\n{}\n{indent})", call.function.name, arguments.join(",\n"))
        }
        ExprKind::Paren(inner) if is_long => {
            format!("{indent}(\n{}\n{indent})", pretty(inner, level + 1))
        }
        ExprKind::Subquery(subquery) if is_long => {
            format!("{}{}", pretty(&subquery.expr, level), SubquerySuffix(subquery))
        }
        // Prometheus forgets the indentation of a short subquery.
        ExprKind::Subquery(_) => canonical,
        ExprKind::Unary(op, operand) => {
            // Every level of the operand is indented; only the first line's indentation is removed.
            format!("{indent}{}{}", op.text(), pretty(operand, level).trim())
        }
        _ => indent + &canonical,
    }
}

fn operands(aggregate: &Aggregate, level: usize) -> String {
    let operand = pretty(&aggregate.expr, level + 1);
    match &aggregate.param {
        Some(param) => format!("{},\n{operand}\n", pretty(param, level + 1)),
        None => format!("{operand}\n"),
    }
}

fn split_binary(binary: &Binary, level: usize) -> String {
    let lhs = pretty(&binary.lhs, level + 1);
    let rhs = pretty(&binary.rhs, level + 1);
    format!("{lhs}\n{}{}\n{rhs}", INDENT.repeat(level), BinaryHead(binary))
}
