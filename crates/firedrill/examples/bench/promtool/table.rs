//! The section of the page.

use super::corpus::{Corpus, Suite};
use super::measure::Comparison;

/// What is wanted of a ratio.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    /// promtool's wall time divided by firedrill's; half of it for processor time.
    pub(super) wall: f64,
}

/// One line of the table.
pub(super) struct Row {
    pub(super) title: String,
    pub(super) target: Target,
    pub(super) comparison: Comparison,
    /// The largest memory of firedrill and promtool, in bytes.
    pub(super) memory: Option<(u64, u64)>,
}

const HEADER: &str = "\
| suite | promtool | firedrill | times faster | wanted | in processor time | peak memory |
|---|---:|---:|---:|---:|---:|---:|
";

/// All that was measured.
pub(super) fn render(machine: &str, rows: &[Row], corpus: Option<&Corpus>) -> String {
    let mut text = format!("{machine}\n{HEADER}");
    text.extend(rows.iter().map(line));
    match corpus {
        Some(corpus) => text + &corpus_section(corpus),
        None => text + "\nThe suites of public repositories were not at hand.\n",
    }
}

fn line(row: &Row) -> String {
    let Row { title, target, comparison, memory } = row;
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let memory = memory.map_or_else(String::new, |(ours, theirs)| {
        format!("{:.0} MB of {:.0} MB", megabytes(ours), megabytes(theirs))
    });
    format!(
        "| {title} | {} | {} | {:.1} | {} | {:.1} | {memory} |\n",
        milliseconds(comparison.promtool),
        milliseconds(comparison.firedrill),
        comparison.ratio,
        target.wall,
        comparison.cpu_ratio(),
    )
}

fn milliseconds(time: std::time::Duration) -> String {
    let digits = if time.as_millis() < 100 { 2 } else { 0 };
    format!("{:.digits$} ms", time.as_secs_f64() * 1e3)
}

fn corpus_section(corpus: &Corpus) -> String {
    let Corpus { suites, slowest, promtool_in_turn, firedrill_at_once, files } = corpus;
    let mut by_ratio: Vec<&Suite> = suites.iter().collect();
    by_ratio.sort_by(|lhs, rhs| lhs.comparison.ratio.total_cmp(&rhs.comparison.ratio));
    let mean = |value: &dyn Fn(&Comparison) -> f64| {
        let logarithms = suites.iter().map(|suite| value(&suite.comparison).ln());
        (logarithms.sum::<f64>() / suites.len() as f64).exp()
    };
    let in_turn = promtool_in_turn.as_secs_f64();
    let at_once = firedrill_at_once.as_secs_f64();
    let mut text = format!(
        "\nOn the {} suites of public repositories that promtool 2.42 passes, each a process of its own, the \
         geometric mean is **{:.1}** times faster (wanted 50), {:.1} in processor time; the worst file {:.1} \
         (wanted 12), the best {:.0}. All {files} files in one command take {:.0} ms, promtool one after the \
         other {in_turn:.1} s: **{:.0}** times (wanted 150).\n\nThe ten on which promtool 3.14 takes longest (wanted \
         500), where 2.42 passes them:\n\n{HEADER}",
        suites.len(),
        mean(&|it| it.ratio),
        mean(&Comparison::cpu_ratio),
        by_ratio.first().map_or(0.0, |suite| suite.comparison.ratio),
        by_ratio.last().map_or(0.0, |suite| suite.comparison.ratio),
        at_once * 1e3,
        in_turn / at_once,
    );
    let row = |suite: &Suite, wall: f64| Row {
        title: suite.name.clone(),
        target: Target { wall },
        comparison: suite.comparison.clone(),
        memory: None,
    };
    let named = |name: &String| suites.iter().find(|suite| suite.name == *name);
    text.extend(slowest.iter().filter_map(named).map(|suite| line(&row(suite, 500.0))));
    text += &format!("\nThe five with the worst ratio:\n\n{HEADER}");
    text.extend(by_ratio.iter().take(5).map(|suite| line(&row(suite, 12.0))));
    text
}
