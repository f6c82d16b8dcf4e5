//! The table as Markdown.

use crate::measure::Comparison;

const INTRODUCTION: &str = "\
# Benchmarks

How many times faster `firedrill test` is than promtool 2.42 on the same files: wall time of whole processes,
alternating, median of the ratios of each round. Made by `just bench-promtool`; times are of the machine at
hand, ratios travel.
";

/// The page.
pub(crate) fn render(rows: &[(String, Comparison)], corpus: &[Comparison]) -> String {
    let mut text =
        format!("{INTRODUCTION}\n| suite | promtool | firedrill | times faster |\n|---|---:|---:|---:|\n");
    for (title, row) in rows {
        let (theirs, ours) = (row.promtool.as_secs_f64() * 1e3, row.firedrill.as_secs_f64() * 1e3);
        text += &format!("| {title} | {theirs:.1} ms | {ours:.2} ms | {:.1} |\n", row.ratio);
    }
    if corpus.is_empty() {
        return text;
    }
    let mean = (corpus.iter().map(|it| it.ratio.ln()).sum::<f64>() / corpus.len() as f64).exp();
    let mut ratios: Vec<_> = corpus.iter().map(|it| it.ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let slowest = corpus.iter().map(|it| it.firedrill.as_secs_f64() * 1e3).fold(0.0, f64::max);
    text + &format!(
        "\nOn the {} suites of public repositories that promtool 2.42 passes, each a process of its own: {mean:.1} \
         times faster on the geometric mean, {:.1} at least, {:.1} at most; the slowest takes firedrill {slowest:.1} ms.\n",
        corpus.len(),
        ratios[0],
        ratios[ratios.len() - 1],
    )
}
