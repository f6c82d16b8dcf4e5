//! Reading and checking rule files.

use criterion::{Criterion, Throughput};
use firedrill_rules::file::{LoadOptions, load};

const RULES: usize = 2_000;

/// Alerts and recordings by turns, in groups of 20.
fn rule_file() -> String {
    let mut text = "groups:\n".to_owned();
    for number in 0..RULES {
        if number % 20 == 0 {
            text += &format!("  - name: group {number}\n    rules:\n");
        }
        text += &if number % 2 == 0 {
            format!(
                "      - record: job:requests:rate{number}m\n        expr: sum by (job, instance) \
                 (rate(http_requests_total{{job=~\"api|web\", code!~\"5..\"}}[5m]))\n"
            )
        } else {
            format!(
                "      - alert: ErrorsHigh{number}\n        expr: |\n          sum by (job) \
                 (rate(http_requests_total{{code=~\"5..\"}}[5m]))\n            / sum by (job) \
                 (rate(http_requests_total[5m])) > 0.{number}\n        for: 10m\n        labels:\n          \
                 severity: page\n        annotations:\n          summary: '{{{{ $labels.job }}}} fails: \
                 {{{{ $value | humanizePercentage }}}}'\n"
            )
        };
    }
    text
}

fn rule_files(criterion: &mut Criterion) {
    let text = rule_file();
    let mut group = criterion.benchmark_group("rule file");
    group.throughput(Throughput::Elements(RULES as u64));
    group.bench_function("read and check 2,000 rules", |bencher| {
        bencher.iter(|| {
            let loaded = load(&text, &LoadOptions::default());
            assert!(loaded.is_valid(), "the file has no error");
            loaded
        });
    });
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    rule_files(&mut criterion);
    criterion.final_summary();
}
