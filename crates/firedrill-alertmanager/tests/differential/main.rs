//! Random sequences of posts, resolves, silences, reloads and failing receivers, played to a real Alertmanager
//! 0.25, where one is installed, and to the simulator.
//!
//! `FIREDRILL_DIFFERENTIAL_SEQUENCES` sets how many sequences are played (default 10), each against a server of
//! its own and twenty at a time, `FIREDRILL_SEED` another seed.

mod capture;
mod compare;
mod dice;
mod http;
mod real;
mod sequence;
mod simulated;

use std::{env, process::Command, thread};

use crate::compare::{Sent, difference};
use crate::sequence::Sequence;

/// Sequences played at the same time: they mostly wait.
const AT_ONCE: usize = 20;

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Whether the server that this test knows is installed; if not, says so.
fn is_installed() -> bool {
    let Ok(output) = Command::new(real::BINARY).arg("--version").output() else {
        println!("skipped: no {} on PATH to compare with", real::BINARY);
        return false;
    };
    let texts = [output.stdout, output.stderr].concat();
    let version = String::from_utf8_lossy(&texts).lines().next().unwrap_or_default().to_owned();
    if !version.contains("version 0.25.") {
        println!("skipped: the {} on PATH is not 0.25 but {version}", real::BINARY);
        return false;
    }
    true
}

#[test]
fn notifications_equal_those_of_a_real_alertmanager() {
    if !is_installed() {
        return;
    }
    let seed = setting("FIREDRILL_SEED", 20_261_124);
    let count = setting("FIREDRILL_DIFFERENTIAL_SEQUENCES", 10);
    let sequences: Vec<_> = (0..count).map(|number| Sequence::generate(seed, number)).collect();
    let mut verdicts = Vec::new();
    for batch in sequences.chunks(AT_ONCE) {
        thread::scope(|scope| {
            let players: Vec<_> = batch.iter().map(|sequence| scope.spawn(|| verdict(sequence))).collect();
            verdicts.extend(players.into_iter().map(|player| player.join().expect("no panic in a player")));
        });
    }
    let notifications: usize = verdicts.iter().map(|it| it.notifications).sum();
    let retried = verdicts.iter().filter(|it| it.retried).count();
    let wrong: Vec<_> = verdicts.iter().filter_map(|it| it.difference.as_deref()).collect();
    println!(
        "{} of {count} sequences agree, seed {seed}: {notifications} notifications, {retried} played twice",
        verdicts.len() - wrong.len()
    );
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n\n"));
}

/// What became of one sequence.
struct Verdict {
    /// How many notifications the real server sent.
    notifications: usize,
    /// Whether it had to be played again: an input that comes close to a tick may fall on either side.
    retried: bool,
    difference: Option<String>,
}

fn verdict(sequence: &Sequence) -> Verdict {
    let (notifications, first) = played(sequence);
    if first.is_none() {
        return Verdict { notifications, retried: false, difference: None };
    }
    let (notifications, second) = played(sequence);
    let difference = second.map(|text| format!("{sequence}\n{text}"));
    Verdict { notifications, retried: true, difference }
}

/// Plays a sequence to both; the number of notifications, and what differs whichever way races end.
fn played(sequence: &Sequence) -> (usize, Option<String>) {
    let recording = real::play(sequence);
    let differences: Vec<Option<String>> = simulated::races()
        .map(|races| {
            let simulated: Vec<Sent> = simulated::play(sequence, &recording, races);
            difference(&recording.sent, &simulated, recording.until)
        })
        .collect();
    let agrees = differences.iter().any(Option::is_none);
    (recording.sent.len(), if agrees { None } else { differences.into_iter().next().flatten() })
}
