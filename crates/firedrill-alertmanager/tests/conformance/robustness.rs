//! No file panics the reader.

use firedrill_alertmanager::Version;
use firedrill_alertmanager::config::load;
use proptest::prelude::*;

/// Something of everything.
const FILE: &str = r#"
global: {resolve_timeout: 5m, smtp_smarthost: "mail:25", http_config: {tls_config: {min_version: TLS12}}}
route:
  receiver: team
  group_by: [alertname]
  group_wait: 30s
  routes:
    - {match: {a: b}, match_re: {c: "d|e"}, matchers: ['{f=g,"h i"=~"j"}', k!=l], mute_time_intervals: [night]}
inhibit_rules: [{source_matchers: [a=b], target_match: {c: d}, equal: [e]}]
receivers:
  - name: team
    webhook_configs: [{url: "http://user:pass@[::1]:80/a%20b?q#f", max_alerts: 3, timeout: 1.5s}]
    pushover_configs: [{user_key: a, token: b, retry: 1h30m, expire: .5s}]
    opsgenie_configs: [{api_key: a, responders: [{name: x, type: "{{ .x }}"}]}]
time_intervals:
  - name: night
    time_intervals:
      - {times: [{start_time: "09:00", end_time: "24:00"}], weekdays: ["monday:friday"], days_of_month: ["-5:-1"],
         months: ["march:5"], years: ["2020:2022"], location: Europe/Berlin}
templates: ["*.tmpl"]
"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn damaged_files_are_answered(
        start in 0..FILE.len(),
        length in 0..12_usize,
        inserted in "([-:\\[\\]{}\"'~0-9%.,=!&* \n]|\u{e9}|null|24:00){0,4}",
        minor in 25..35_u8,
    ) {
        let end = (start + length).min(FILE.len());
        let text = format!("{}{inserted}{}", &FILE[..start], &FILE[end..]);
        let loaded = load(&text, Version::from_minor(minor).expect("a profile"));
        prop_assert_eq!(loaded.config.is_some(), loaded.errors.is_empty());
        for error in &loaded.errors {
            prop_assert!(error.span.start <= text.len(), "{error:?}");
        }
    }
}

#[test]
fn the_undamaged_file_is_accepted() {
    let loaded = load(FILE, Version::NEWEST);
    assert!(loaded.config.is_some(), "{:?}", loaded.upstream_text);
}

#[test]
fn deep_routes_are_refused_and_shallower_ones_run() {
    for (depth, accepted) in [(400, true), (5_000, false)] {
        let mut text = "route: {receiver: r".to_owned();
        text.push_str(&", routes: [{continue: true".repeat(depth));
        text.push_str(&"}]".repeat(depth));
        text.push_str("}\nreceivers: [{name: r}]\n");
        assert_eq!(load(&text, Version::NEWEST).config.is_some(), accepted, "{depth}");
    }
}
