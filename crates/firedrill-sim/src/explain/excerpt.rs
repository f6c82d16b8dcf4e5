//! The line of an expression that a finding is about.

use firedrill_model::Span;
use firedrill_scenario::judgement::RuleExcerpt;
use firedrill_scenario::timeline::RuleReference;

/// The line of `expression` in which `span` begins, without its indentation.
pub(super) fn excerpt(
    rule: &RuleReference,
    expression: &str,
    span: Span,
    note: impl Into<String>,
) -> RuleExcerpt {
    let start = span.start.min(expression.len());
    let line_start = expression[..start].rfind('\n').map_or(0, |idx| idx + 1);
    let line_end = expression[start..].find('\n').map_or(expression.len(), |idx| start + idx);
    let line = &expression[line_start..line_end];
    let indentation = line.len() - line.trim_start().len();
    let text = line.trim().to_owned();
    let inside =
        |offset: usize| (offset.clamp(line_start, line_end) - line_start).saturating_sub(indentation);
    let marked = Span::new(inside(start).min(text.len()), inside(span.end).min(text.len()));
    let number = rule.line + expression[..line_start].matches('\n').count();
    RuleExcerpt { place: format!("{}:{number}:{}", rule.file, rule.column), text, marked, note: note.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_the_part_in_its_line() {
        let rule = RuleReference {
            file: "a.yml".to_owned(),
            group: "g".to_owned(),
            index: 0,
            name: "A".to_owned(),
            line: 4,
            column: 11,
        };
        let text = "sum(up)\n  + rate(errors[5m])";
        let found = excerpt(&rule, text, Span::new(17, 23), "none");
        assert_eq!((found.text.as_str(), found.place.as_str()), ("+ rate(errors[5m])", "a.yml:5:11"));
        assert_eq!(&found.text[found.marked.start..found.marked.end], "errors");
    }
}
