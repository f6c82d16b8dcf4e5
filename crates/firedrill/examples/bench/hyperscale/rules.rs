//! Rules as a fleet has them: aggregated recordings, alerts on them and on single instances.

/// Names of the alerts.
pub(super) const ALERTS: [&str; 10] = [
    "InstanceDown",
    "JobDown",
    "ErrorRatioHigh",
    "InstanceErrors",
    "RequestsAbsent",
    "QueueLong",
    "QueueGrows",
    "Restarts",
    "NoTraffic",
    "InstanceErrorRatioHigh",
];

/// The rule file.
pub(super) const RULES: &str = "\
groups:
  - name: fleet
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests_total[5m]))
      - record: job:errors:rate5m
        expr: sum by (job) (rate(errors_total[5m]))
      - record: job:error_ratio
        expr: job:errors:rate5m / job:requests:rate5m
      - record: zone:queue_length:max10m
        expr: max by (zone) (max_over_time(queue_length[10m]))
      - record: job:up:avg
        expr: avg by (job) (up)
      - alert: InstanceDown
        expr: up == 0
        for: 5m
        labels: {severity: ticket}
        annotations: {summary: '{{ $labels.instance }} is down'}
      - alert: JobDown
        expr: job:up:avg < 0.5
        for: 5m
        labels: {severity: page}
      - alert: ErrorRatioHigh
        expr: job:error_ratio > 0.05
        for: 10m
        labels: {severity: page}
      - alert: InstanceErrors
        expr: rate(errors_total[5m]) > 100
      - alert: RequestsAbsent
        expr: absent(requests_total)
      - alert: QueueLong
        expr: zone:queue_length:max10m > 1000
      - alert: QueueGrows
        expr: deriv(queue_length[10m]) > 10
      - alert: Restarts
        expr: resets(requests_total[30m]) > 1
      - alert: NoTraffic
        expr: increase(requests_total[15m]) == 0 and on (job) job:up:avg > 0.9
        for: 15m
      - alert: InstanceErrorRatioHigh
        expr: rate(errors_total[5m]) / rate(requests_total[5m]) > 0.5
        for: 10m
";
