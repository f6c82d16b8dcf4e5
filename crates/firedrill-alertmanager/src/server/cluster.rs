//! Replicas that share silences and the notification log.

use firedrill_model::Timestamp;

use super::delivery::Gossip;
use super::{Alertmanager, Options, Refusal};
use crate::alert::PostedAlert;
use crate::config::Config;
use crate::notify::Notification;
use crate::silence::{PostedSilence, SilenceError};

/// Replicas behind one name. Senders post to all of them; each replica waits its position times
/// `--cluster.peer-timeout` before it looks into the log, so that the one before it has notified.
#[derive(Debug)]
pub struct Cluster {
    replicas: Vec<Alertmanager>,
    /// Whether the replicas hear each other.
    is_connected: bool,
}

impl Cluster {
    /// `count` replicas (at least one) that start at `now`.
    pub fn new(config: &Config, options: &Options, count: u16, now: Timestamp) -> Self {
        let replica = |replica| {
            let mut server = Alertmanager::new(config, Options { replica, ..options.clone() }, now);
            server.has_peers = true;
            server
        };
        Self { replicas: (0..count.max(1)).map(replica).collect(), is_connected: true }
    }

    /// The replica at a position, for what concerns it alone.
    pub fn replica(&mut self, position: usize) -> Option<&mut Alertmanager> {
        self.replicas.get_mut(position)
    }

    /// Connects or separates the replicas. What was said while they were apart is lost.
    pub fn set_connected(&mut self, is_connected: bool) {
        self.is_connected = is_connected;
    }

    /// When something happens next without further input.
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        self.replicas.iter().filter_map(Alertmanager::next_wakeup).min()
    }

    /// Moves time forward and gives what was sent by which replica, in order.
    pub fn advance(&mut self, now: Timestamp) -> Vec<(usize, Notification)> {
        let mut sent = Vec::new();
        while let Some(next) = self.next_wakeup().filter(|next| *next <= now) {
            self.step(next, &mut sent);
        }
        self.step(now, &mut sent);
        sent
    }

    /// Posts alerts to every replica; gives what the first one refuses.
    pub fn receive(&mut self, posted: &[PostedAlert], now: Timestamp) -> Vec<Refusal> {
        let mut answers = self.replicas.iter_mut().map(|replica| replica.receive(posted, now));
        let refusals = answers.next().unwrap_or_default();
        answers.for_each(drop);
        refusals
    }

    /// Posts a silence to the first replica, from where it spreads.
    ///
    /// # Errors
    /// See [`SilenceError`].
    pub fn post_silence(&mut self, posted: &PostedSilence, now: Timestamp) -> Result<String, SilenceError> {
        let id = self.replicas[0].post_silence(posted, now)?;
        self.spread();
        Ok(id)
    }

    /// Ends a silence everywhere.
    ///
    /// # Errors
    /// [`SilenceError::NotFound`].
    pub fn expire_silence(&mut self, id: &str, now: Timestamp) -> Result<(), SilenceError> {
        self.replicas[0].expire_silence(id, now)?;
        self.spread();
        Ok(())
    }

    fn step(&mut self, now: Timestamp, sent: &mut Vec<(usize, Notification)>) {
        for position in 0..self.replicas.len() {
            let notifications = self.replicas[position].advance(now);
            sent.extend(notifications.into_iter().map(|notification| (position, notification)));
            self.spread();
        }
    }

    /// Carries news from each replica to all others.
    fn spread(&mut self) {
        for speaker in 0..self.replicas.len() {
            let news = std::mem::take(&mut self.replicas[speaker].gossip);
            if !self.is_connected {
                continue;
            }
            for (listener, replica) in self.replicas.iter_mut().enumerate() {
                if listener == speaker {
                    continue;
                }
                for item in &news {
                    replica.hear(item);
                }
            }
        }
    }
}

impl Alertmanager {
    fn hear(&mut self, news: &Gossip) {
        match news {
            Gossip::Log(key, entry) => self.log.merge(key, entry),
            Gossip::Silence(silence) => self.silences.merge(silence),
        }
    }
}
