//! The text of a new scenario.

use std::fmt::Write as _;

use firedrill_promql::syntax::MatchOp;
use firedrill_promql::syntax::ast::VectorSelector;
use firedrill_sim::RulePack;

/// A scenario for the first alert of `rules`, which it names as `named`.
pub(super) fn scenario(named: &str, rules: &RulePack) -> String {
    let mut rules = rules.rules().map(|(.., rule)| rule).filter(|rule| rule.is_alerting());
    let first = rules.next();
    let alert = first.map_or("", |rule| rule.name());
    let mut text = format!("name: {alert} fires, and nothing else does\nrules: {named}\n\n");
    text.push_str(
        "# What is scraped: samples in promtool's notation, one per scrape (every minute where `scrape:`\n",
    );
    text.push_str("# says nothing else), or shapes such as `counter: 200/s ± 10%`.\nseries:\n");
    let mut series = Vec::new();
    if let Some(expr) = first.and_then(|rule| rule.parsed.as_deref()) {
        series.extend(expr.selectors().filter_map(self::series));
    }
    series.sort();
    series.dedup();
    for series in &series {
        let _ = writeln!(text, "  - {series}: 0x10 1x50");
    }
    if series.is_empty() {
        text.push_str("  - up{instance=\"a\"}: 1x10 0x50\n");
    }
    text.push_str("\n# What must be seen; what is not named here must stay quiet.\nexpect:\n");
    let _ = writeln!(text, "  - alert: {alert}\n    fires: within 30m");
    text
}

/// The series that a selector reads, as far as its matchers say.
fn series(selector: &VectorSelector) -> Option<String> {
    let name = selector.name.as_deref()?;
    let equal =
        selector.matchers.iter().filter(|matcher| matcher.op == MatchOp::Equal && matcher.name != "__name__");
    let labels: Vec<_> =
        equal.map(|matcher| format!("{}=\"{}\"", matcher.name, matcher.value.to_text())).collect();
    Some(if labels.is_empty() { name.to_owned() } else { format!("{name}{{{}}}", labels.join(", ")) })
}
