//! The generated suites.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// A suite that is written for the occasion.
pub(crate) struct Suite {
    /// Folder name.
    pub(crate) name: &'static str,
    /// What the table says.
    pub(crate) title: &'static str,
    /// How many times faster than promtool it must be.
    pub(crate) target: f64,
    /// Writes `test.yml` and its rule files.
    pub(crate) write: fn(&Path) -> io::Result<()>,
}

/// All of them.
pub(crate) const SUITES: &[Suite] = &[
    Suite { name: "groups", title: "50 groups × 100 rules × 31 steps", target: 200.0, write: groups },
    Suite { name: "steps", title: "100 rules × 1,441 steps", target: 200.0, write: steps },
    Suite {
        name: "plans",
        title: "1,000 rebalance plans, 2,000 series × 24 h at 1 m, 3 rules",
        target: 300.0,
        write: plans,
    },
];

/// A mix of recording and alerting rules over four metrics.
fn rule(number: usize) -> String {
    let metric = ["requests", "errors", "latency", "queue"][number % 4];
    match number % 5 {
        0 => format!(
            "      - alert: Rule{number}\n        expr: rate({metric}_total[5m]) > {number}\n        for: 5m\n        labels: {{severity: page}}\n        annotations:\n          summary: \"{{{{ $labels.job }}}} at {{{{ $value | humanize }}}}\"\n"
        ),
        1 => {
            format!("      - record: job:{metric}:sum{number}\n        expr: sum by (job) ({metric}_total)\n")
        }
        2 => format!(
            "      - record: job:{metric}:rate{number}\n        expr: sum by (job) (rate({metric}_total[5m]))\n"
        ),
        3 => format!(
            "      - record: job:{metric}:max{number}\n        expr: max_over_time({metric}_total[10m])\n"
        ),
        _ => format!(
            "      - record: job:{metric}:ratio{number}\n        expr: rate({metric}_total[5m]) / ignoring (none) rate({metric}_total[10m])\n"
        ),
    }
}

fn series(steps: usize) -> String {
    let mut text = String::new();
    for (idx, metric) in ["requests", "errors", "latency", "queue"].into_iter().enumerate() {
        for job in ["a", "b", "c"] {
            let step = idx + 1;
            writeln!(text, "      - {{series: '{metric}_total{{job=\"{job}\"}}', values: 0+{step}x{steps}}}")
                .expect("text grows");
        }
    }
    text
}

fn check(time: &str) -> String {
    format!(
        "    promql_expr_test:\n      - expr: sum(requests_total) > bool 1e9\n        eval_time: {time}\n        exp_samples: [{{labels: '{{}}', value: 0}}]\n"
    )
}

fn groups(folder: &Path) -> io::Result<()> {
    let mut rules = "groups:\n".to_owned();
    rules += "  - name: all\n    rules:\n";
    rules.extend((0..100).map(rule));
    let mut tests = "rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n".to_owned();
    for group in 0..50 {
        tests += &format!(
            "  - name: group {group}\n    interval: 1m\n    input_series:\n{}{}",
            series(31),
            check("30m")
        );
    }
    std::fs::write(folder.join("rules.yml"), rules)?;
    std::fs::write(folder.join("test.yml"), tests)
}

fn steps(folder: &Path) -> io::Result<()> {
    let mut rules = "groups:\n  - name: all\n    rules:\n".to_owned();
    rules.extend((0..100).map(rule));
    let tests = format!(
        "rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n{}{}",
        series(1441),
        check("24h")
    );
    std::fs::write(folder.join("rules.yml"), rules)?;
    std::fs::write(folder.join("test.yml"), tests)
}

fn plans(folder: &Path) -> io::Result<()> {
    let rules = "\
groups:
  - name: rebalance
    rules:
      - record: plan:progress:rate15m
        expr: avg by (plan) (rate(rebalance_moved_bytes_total[15m]))
      - alert: RebalanceStalled
        expr: plan:progress:rate15m == 0 and on (plan) rebalance_remaining_shards > 0
        for: 30m
        labels: {severity: page}
        annotations: {summary: \"plan {{ $labels.plan }} does not move\"}
      - alert: RebalanceSlow
        expr: rebalance_remaining_shards > 1000000
        for: 1h
";
    let mut tests =
        "rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n"
            .to_owned();
    for plan in 0..1000 {
        let rate = 1 + plan % 7;
        writeln!(
            tests,
            "      - {{series: 'rebalance_moved_bytes_total{{plan=\"p{plan}\"}}', values: 0+{rate}x1440}}\n      - {{series: 'rebalance_remaining_shards{{plan=\"p{plan}\"}}', values: 1440-1x1440}}"
        )
        .expect("text grows");
    }
    tests += "    alert_rule_test:\n      - {eval_time: 24h, alertname: RebalanceStalled}\n      - {eval_time: 24h, alertname: RebalanceSlow}\n";
    std::fs::write(folder.join("rules.yml"), rules)?;
    std::fs::write(folder.join("test.yml"), tests)
}
