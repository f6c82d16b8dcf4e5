//! `fixtures/alertmanager/*.tsv`: tables of single decisions.

use std::path::PathBuf;
use std::sync::Arc;

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::inhibition::{InhibitRule, Inhibitor};
use firedrill_alertmanager::matcher::{Dialect, Mode};
use firedrill_alertmanager::notify::{Decision, LogEntry, decide};
use firedrill_alertmanager::routing::RoutingTree;
use firedrill_alertmanager::{Fingerprint, Matchers, Version};
use firedrill_model::{Duration, Labels, Timestamp};

use crate::differences::Differences;
use crate::recorded::time;

fn read(file: &str) -> String {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/alertmanager"));
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Compares each row of a table: its columns but the last, and what they lead to.
fn check<const N: usize>(file: &str, verdict: impl Fn([&str; N]) -> String) {
    let mut differences = Differences::default();
    let text = read(file);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (columns, want) = line.rsplit_once('\t').expect("two columns at least");
        let columns: Vec<_> = columns.split('\t').collect();
        let columns = <[&str; N]>::try_from(columns).unwrap_or_else(|_| panic!("{file}: {line}"));
        differences.equal(line, &verdict(columns), &want.to_owned());
    }
    differences.finish(file);
}

/// A text in JSON's notation.
fn text(json: &str) -> String {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// `a=b c=d`.
fn labels(text: &str) -> Labels {
    Labels::from_pairs(text.split_whitespace().map(|pair| pair.split_once('=').expect("name=value")))
}

/// The classic parser, the strict one, and both as by default.
#[test]
fn matchers() {
    let newest = |mode| Dialect::with_mode(Version::NEWEST, mode);
    let dialects = [Dialect::of(Version::OLDEST), newest(Mode::Utf8Strict), newest(Mode::Fallback)];
    check("matchers.tsv", |[matchers, dialect]| {
        let position = ["classic", "utf8", "fallback"].iter().position(|it| *it == dialect);
        let dialect = dialects[position.expect("a dialect")];
        let verdict = match dialect.matchers(&text(matchers)) {
            Ok(parsed) => parsed.value.to_string(),
            Err(error) => format!("! {error}"),
        };
        serde_json::to_string(&verdict).expect("a text")
    });
}

#[test]
fn routing() {
    let config = load(&read("routing.yml"), Version::NEWEST).config.expect("a valid configuration");
    let tree = RoutingTree::new(&config.route, Version::NEWEST.switches());
    check("routing.tsv", |[alert, receivers]| {
        let labels = labels(alert);
        let routes: Vec<_> = tree.matching(&labels).into_iter().map(|it| tree.route(it)).collect();
        let names: Vec<_> = routes.iter().map(|route| &*route.receiver).collect();
        assert_eq!(names.join(","), receivers, "{alert}");
        let groups = routes.iter().map(|route| route.group_labels(&labels).to_string());
        groups.collect::<Vec<_>>().join(" ")
    });
}

fn interval_file(interval: &str) -> String {
    format!(
        "route: {{receiver: r}}\nreceivers: [{{name: r}}]\n\
         time_intervals:\n- name: n\n  time_intervals:\n  - {interval}\n"
    )
}

#[test]
fn time_intervals() {
    check("time_intervals.tsv", |[interval, instant]| {
        let config = load(&interval_file(interval), Version::NEWEST).config.expect("a valid interval");
        let names = ["n".to_owned()];
        let holding = config.time_intervals.holding(&names, time(instant), Version::NEWEST.switches());
        if holding.is_empty() { "no" } else { "yes" }.to_owned()
    });
}

#[test]
fn refused_time_intervals() {
    check("time_intervals_refused.tsv", |[interval]| {
        let complaint = load(&interval_file(interval), Version::OLDEST).upstream_text.unwrap_or_default();
        serde_json::to_string(complaint.trim()).expect("a text")
    });
}

#[test]
fn deduplication() {
    let prints = |letters: &str| -> Vec<_> {
        let letters = letters.bytes().filter(u8::is_ascii_alphabetic);
        letters.map(|letter| Fingerprint(u64::from(letter))).collect()
    };
    let (notified_at, repeat) = (Timestamp(1_000_000), Duration::from_seconds(1));
    check("deduplication.tsv", |[firing_before, resolved_before, firing, resolved, sends, elapsed]| {
        let entry = (firing_before != "?").then(|| LogEntry {
            firing: prints(firing_before),
            resolved: prints(resolved_before),
            timestamp: notified_at,
            expires_at: notified_at + Duration::from_seconds(3600),
            is_from_peer: false,
        });
        let clock = notified_at + Duration::from_ms(if elapsed == "1" { 1000 } else { 1001 });
        let sends = sends == "yes";
        match decide(entry.as_ref(), &prints(firing), &prints(resolved), sends, repeat, clock) {
            Decision::Notify(reason) => reason.as_str().to_owned(),
            Decision::Skip(_) => "nothing".to_owned(),
        }
    });
}

#[test]
fn inhibition() {
    for version in [Version::OLDEST, Version::NEWEST] {
        check("inhibition.tsv", |[source, target, equal, others, alert]| {
            let present = |text: &str| if text == "-" { String::new() } else { text.to_owned() };
            let matchers = |text: &str| -> Matchers {
                Dialect::of(version).matchers(&present(text)).expect("matchers").value
            };
            let rule = InhibitRule {
                source: matchers(source),
                target: matchers(target),
                equal: present(equal).split(',').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
                ..InhibitRule::default()
            };
            let now = Timestamp(1_000_000);
            let mut inhibitor = Inhibitor::new(&[rule], version.switches(), now);
            for (position, other) in present(others).split("; ").filter(|it| !it.is_empty()).enumerate() {
                let resolved = other.strip_prefix('~');
                let mut posted = PostedAlert::firing(labels(resolved.unwrap_or(other)));
                posted.starts_at = Some(Timestamp(0));
                posted.ends_at = resolved.map(|_| now);
                let stored =
                    posted.accept(now, Duration::from_seconds(300), version.switches(), position as u64);
                inhibitor.observe(&Arc::new(stored.expect("a valid alert")), now);
            }
            let inhibition = inhibitor.inhibits(&labels(alert), now);
            if inhibition.is_some() { "muted" } else { "free" }.to_owned()
        });
    }
}
