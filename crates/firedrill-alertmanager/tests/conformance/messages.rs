//! `fixtures/alertmanager/messages`: every request and e-mail that a real 0.25 sent for one alert.

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
