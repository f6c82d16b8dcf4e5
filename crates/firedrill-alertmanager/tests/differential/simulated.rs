//! The same sequence in virtual time.

use firedrill_alertmanager::alert::PostedAlert;
use firedrill_alertmanager::config::load;
use firedrill_alertmanager::notify::{Behaviour, Failure, Response};
use firedrill_alertmanager::server::Races;
use firedrill_alertmanager::silence::PostedSilence;
use firedrill_alertmanager::{Alertmanager, Config, Options, Version};
use firedrill_model::{Duration, Labels, Timestamp};
use serde_json::Value;

use crate::compare::Sent;
use crate::real::{Recording, milliseconds};
use crate::sequence::{Alert, Input, Sequence};

/// All ways in which races may end.
pub(crate) fn races() -> impl Iterator<Item = Races> {
    [(true, false), (true, true), (false, false), (false, true)].into_iter().map(
        |(second_of_pair_first, timers_before_inputs)| Races { second_of_pair_first, timers_before_inputs },
    )
}

/// Plays a sequence with its inputs at the times at which the real server got them.
pub(crate) fn play(sequence: &Sequence, recording: &Recording, races: Races) -> Vec<Sent> {
    let [first, second] = sequence.configs.each_ref().map(config);
    let options = Options { version: Version::OLDEST, races, ..Options::default() };
    let mut server = Alertmanager::new(&first, options, Timestamp(recording.started_at));
    let mut silence = None;
    for ((_, input), at) in sequence.inputs.iter().zip(&recording.inputs_at) {
        let now = Timestamp(*at);
        match input {
            Input::Post(alerts) => {
                let posted: Vec<_> = alerts.iter().map(|alert| posted(alert, now)).collect();
                assert!(server.receive(&posted, now).is_empty());
            }
            Input::Silence { name, operator, value, lasts } => {
                let posted = PostedSilence {
                    matchers: vec![((*name).to_owned(), *operator, (*value).to_owned())],
                    starts_at: now,
                    ends_at: now + Duration::from_ms(milliseconds(*lasts)),
                    ..PostedSilence::default()
                };
                silence = Some(server.post_silence(&posted, now).expect("a valid silence"));
            }
            Input::Expire => {
                if let Some(id) = &silence {
                    server.expire_silence(id, now).expect("a known silence");
                }
            }
            Input::Reload => server.reload(&second, now),
            Input::Fail { path, status, requests } => {
                let (receiver, position) = path[1..].split_once('/').expect("two parts");
                let failure = Failure { response: Response::Status(*status), requests: Some(*requests) };
                let behaviour = Behaviour { latency: Duration::ZERO, failure: Some(failure) };
                let position = position.parse().expect("a number");
                server.set_behaviour(receiver, Some(position), behaviour, now);
            }
        }
    }
    server.advance(Timestamp(recording.until)).iter().map(Sent::simulated).collect()
}

fn config(value: &Value) -> Config {
    let text = value.to_string().replace("BASE", "http://receivers.example");
    let loaded = load(&text, Version::OLDEST);
    loaded.config.unwrap_or_else(|| panic!("{:?}", loaded.upstream_text))
}

fn posted(alert: &Alert, now: Timestamp) -> PostedAlert {
    let labels = Labels::from_pairs(alert.labels.iter().copied());
    let ends_at = alert.ends_in.map(|ends_in| now + Duration::from_ms(milliseconds(ends_in)));
    PostedAlert { ends_at, ..PostedAlert::firing(labels) }
}
