//! `fixtures/alertmanager/messages`: every request and e-mail that a real 0.25 sent for one alert.

use std::collections::BTreeSet;
use std::path::PathBuf;

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::payload::{Content, Mail, Renderer};
use firedrill_alertmanager::{Alertmanager, Options, Version};
use firedrill_model::{Duration, Timestamp};
use serde_json::{Value, json};

use crate::differences::Differences;
use crate::recorded::{labels, text, time};
use crate::shared::rows;

const STARTED_AT: Timestamp = Timestamp(1_795_548_000_000);

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/alertmanager/messages"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What is sent of the alert while it fires, and when it is over.
fn contents() -> Vec<Content> {
    let options = Options { version: Version::OLDEST, ..Options::default() };
    let config = load(&read("config.yml"), options.version).config.expect("a valid configuration");
    let alert: Value = serde_json::from_str(&read("alert.json")).expect("JSON");
    let firing = PostedAlert {
        annotations: labels(&alert["annotations"]),
        starts_at: Some(time(text(&alert["startsAt"]))),
        generator_url: text(&alert["generatorURL"]).into(),
        ..PostedAlert::firing(labels(&alert["labels"]))
    };
    let mut server = Alertmanager::new(&config, options, STARTED_AT);
    server.receive(std::slice::from_ref(&firing), STARTED_AT);
    let over = STARTED_AT + Duration::from_ms(1500);
    let mut sent = server.advance(over);
    server.receive(&[PostedAlert { ends_at: Some(over), ..firing }], over);
    sent.extend(server.advance(over + Duration::from_ms(2500)));
    let renderer = Renderer::new(&config, &[], "http://am.example.org:9093/x", Version::OLDEST)
        .expect("no templates of its own");
    sent.iter().map(|it| renderer.render(it).expect("every text can be rendered").content).collect()
}

/// A body without the instant when the alert ended.
fn masked(body: &str) -> String {
    match body.split_once("\"endsAt\":\"2") {
        Some((before, after)) => {
            format!("{before}\"endsAt\":\"…{}", &after[after.find('"').unwrap_or(0)..])
        }
        None => body.to_owned(),
    }
}

#[test]
fn requests_are_the_real_ones_to_the_byte() {
    let mut wanted: Vec<_> = rows(&folder(), "requests.jsonl")
        .iter()
        .map(|row| (format!("{} {}", text(&row["method"]), text(&row["path"])), masked(text(&row["body"]))))
        .collect();
    let mut differences = Differences::default();
    for content in contents() {
        let Content::Http(requests) = content else { continue };
        for request in requests {
            let path = request.url.splitn(4, '/').nth(3).unwrap_or_default();
            let got = (format!("{} /{path}", request.method), masked(&request.body));
            let found = wanted.iter().position(|want| *want == got);
            differences
                .check(&got.0, found.is_none().then(|| format!("not sent by the real one: {}", got.1)));
            if let Some(found) = found {
                wanted.remove(found);
            }
        }
    }
    for (path, body) in wanted {
        differences.check(&path, Some(format!("only the real one sent {body}")));
    }
    differences.finish("requests");
}

#[test]
fn mails_say_what_the_real_ones_say() {
    let mails = contents().into_iter().filter_map(|content| match content {
        Content::Mail(Mail { headers, text, html }) => {
            let headers: serde_json::Map<_, _> =
                headers.into_iter().map(|(name, text)| (name, Value::from(text))).collect();
            Some(json!({"headers": headers, "text": text, "html": html}).to_string())
        }
        _ => None,
    });
    let mut got: Vec<_> = mails.collect();
    let mut want: Vec<_> = rows(&folder(), "mails.jsonl").iter().map(ToString::to_string).collect();
    got.sort();
    want.sort();
    assert_eq!(got, want);
}

/// Every field that a message has is on the page, and every field on the page is one that a message has.
#[test]
fn the_page_names_all_fields() {
    let page = std::fs::read_to_string(folder().join("../../../docs/reference/notification-fields.md"));
    let page = page.expect("the page");
    let mut differences = Differences::default();
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let (kind, fields) = row[2..].split_once(" | ").expect("two columns");
        let kind = kind.trim_matches('`');
        // What stands in brackets explains.
        let fields: String =
            fields.split('(').map(|it| it.split_once(')').map_or(it, |(_, rest)| rest)).collect();
        let written: BTreeSet<_> = fields.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let sent = sent_fields(kind);
        for name in &sent {
            let is_named = written.iter().any(|pattern| fits(name, pattern));
            differences.check(name, (!is_named).then(|| format!("{kind}: missing on the page")));
        }
        for pattern in written.iter().filter(|pattern| !["payload", "NAME"].contains(&pattern.as_str())) {
            let is_sent = sent.iter().any(|name| fits(name, pattern));
            differences.check(pattern, (!is_sent).then(|| format!("{kind}: in no message")));
        }
    }
    differences.finish("fields on the page");
}

/// Whether a name is of the form of the page.
fn fits(name: &str, pattern: &str) -> bool {
    let (mut names, mut patterns) = (name.split('.'), pattern.split('.'));
    loop {
        match (names.next(), patterns.next()) {
            (None, None) => return true,
            // A name at the end may have points of its own.
            (Some(_), Some("NAME")) => return pattern != "NAME" || names.next().is_none(),
            (Some(number), Some("N")) if number.parse::<usize>().is_ok() => {}
            (Some(lhs), Some(rhs)) if lhs == rhs => {}
            _ => return false,
        }
    }
}

/// A receiver with what 0.25 does not know.
const MORE: &str = r#"
receivers:
- name: more
  slack_configs: [{api_url: "http://x", message_text: m}]
  pagerduty_configs: [{routing_key: k, component: c}]
  msteams_configs: [{webhook_url: "http://x"}]
  msteamsv2_configs: [{webhook_url: "http://x"}]
  discord_configs: [{webhook_url: "http://x", username: u, avatar_url: a}]
"#;

/// The names of all fields that messages of a kind have.
fn sent_fields(kind: &str) -> BTreeSet<String> {
    let file = read("config.yml")
        .replace("receiver: all", "receiver: all\n  routes: [{receiver: more, continue: true}, {receiver: all}]\n  labels: {owner: db}")
        .replace("\nreceivers:\n", MORE);
    let loaded = load(&file, Version::NEWEST);
    let config = loaded.config.unwrap_or_else(|| panic!("{:?}", loaded.errors));
    let mut server = Alertmanager::new(&config, Options::default(), STARTED_AT);
    let alert = PostedAlert {
        annotations: labels(&json!({"summary": "s"})),
        ..PostedAlert::firing(labels(&json!({"alertname": "A"})))
    };
    server.receive(&[alert], STARTED_AT);
    let renderer = Renderer::new(&config, &[], "http://x", Version::NEWEST).expect("no templates of its own");
    let sent = server.advance(STARTED_AT);
    let of_kind = sent.iter().filter(|it| it.kind.name() == kind);
    let messages = of_kind.map(|it| renderer.render(it).expect("every text can be rendered"));
    messages
        .flat_map(|message| message.fields.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>())
        .collect()
}
