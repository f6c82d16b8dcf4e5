//! What holds where a scenario says nothing.

use firedrill_alertmanager::Options;
use firedrill_alertmanager::sender::SenderOptions;
use firedrill_rules::evaluation::server::ServerOptions;
use firedrill_scenario::Scenario;
use firedrill_scenario::scrape::ScrapeModel;

/// One line per default: name, value, and whose default it is.
pub(super) fn text() -> String {
    let sender = SenderOptions::default();
    let alertmanager = Options::default();
    let rows = [
        (
            "evaluation_interval",
            Scenario::DEFAULT_EVALUATION_INTERVAL.to_string(),
            "global.evaluation_interval",
        ),
        ("scrape", ScrapeModel::default().interval.to_string(), "global.scrape_interval"),
        ("lookback", "5m".to_owned(), "--query.lookback-delta"),
        ("start", "1970-01-01T00:00:00Z".to_owned(), "as unit tests of promtool"),
        ("seeds", "1".to_owned(), "firedrill"),
        (
            "end",
            "after the last expectation or event, and what is needed to decide it".to_owned(),
            "firedrill",
        ),
        ("resend delay", sender.resend_delay.to_string(), "--rules.alert.resend-delay"),
        (
            "outage tolerance",
            ServerOptions::OUTAGE_TOLERANCE.to_string(),
            "--rules.alert.for-outage-tolerance",
        ),
        ("grace period", ServerOptions::GRACE_PERIOD.to_string(), "--rules.alert.for-grace-period"),
        ("group_wait", "30s".to_owned(), "the route"),
        ("group_interval", "5m".to_owned(), "the route"),
        ("repeat_interval", "4h".to_owned(), "the route"),
        ("peer timeout", alertmanager.peer_timeout.to_string(), "--cluster.peer-timeout"),
        ("unnamed", "quiet: what no expectation names must not fire".to_owned(), "firedrill"),
    ];
    let widest = |column: fn(&(&str, String, &str)) -> usize| rows.iter().map(column).max().unwrap_or(0);
    let (names, values) = (widest(|row| row.0.len()), widest(|row| row.1.len()));
    let line =
        |(name, value, origin): &(&str, String, &str)| format!("{name:names$}  {value:values$}  {origin}\n");
    rows.iter().map(line).collect()
}
