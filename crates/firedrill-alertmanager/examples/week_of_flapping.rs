//! How long a week takes of a thousand alerts that fire and end every hour through fifty routes:
//! `cargo run --release -p firedrill-alertmanager --example week_of_flapping`.

use std::time::Instant;

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::notify::Notification;
use firedrill_alertmanager::payload::Renderer;
use firedrill_alertmanager::{Alertmanager, Config, Options, Version};
use firedrill_model::{Duration, Labels, Timestamp};

const ALERTS: usize = 1000;
const ROUTES: usize = 50;
const HOURS: i64 = 7 * 24;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = config();
    let began = Instant::now();
    let sent = play(&config);
    let count = sent.len();
    println!("{count} notifications of {ALERTS} alerts on {ROUTES} routes in a week: {:?}", began.elapsed());
    let renderer = Renderer::new(&config, &[], "http://alertmanager.example", Version::NEWEST)?;
    let began = Instant::now();
    for notification in &sent {
        renderer.render(notification)?;
    }
    println!("rendered in {:?}", began.elapsed());
    Ok(())
}

fn config() -> Config {
    let routes: Vec<_> =
        (0..ROUTES).map(|route| format!("{{receiver: r, matchers: ['route=\"{route}\"']}}")).collect();
    let source = format!(
        "{{route: {{receiver: r, group_by: [route], routes: [{}]}}, \
         receivers: [{{name: r, msteamsv2_configs: [{{webhook_url: 'http://receiver.example/'}}]}}]}}",
        routes.join(", ")
    );
    load(&source, Version::NEWEST).config.expect("a valid configuration")
}

fn play(config: &Config) -> Vec<Notification> {
    let mut server = Alertmanager::new(config, Options::default(), Timestamp(0));
    let alerts: Vec<_> = (0..ALERTS)
        .map(|alert| {
            let (name, route) = (format!("alert-{alert}"), (alert % ROUTES).to_string());
            PostedAlert::firing(Labels::from_pairs([("alertname", name.as_str()), ("route", route.as_str())]))
        })
        .collect();
    let mut sent = Vec::new();
    for hour in 0..HOURS {
        let start = Timestamp::EPOCH + Duration::from_seconds(hour * 3600);
        for (offset, fires) in [(0, true), (1200, false)] {
            let now = start + Duration::from_seconds(offset);
            let posted: Vec<_> = alerts
                .iter()
                .map(|alert| PostedAlert { ends_at: (!fires).then_some(now), ..alert.clone() })
                .collect();
            server.receive(&posted, now);
            sent.extend(server.advance(now + Duration::from_seconds(600)));
        }
    }
    sent
}
