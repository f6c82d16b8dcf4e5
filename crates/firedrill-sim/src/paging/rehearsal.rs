//! Posts and actions, in the order of their instants.

use std::collections::BTreeMap;

use firedrill_alertmanager::sender::Post;
use firedrill_alertmanager::server::{Explanation, FlushReport};
use firedrill_alertmanager::{Cluster, Fingerprint, Options};
use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_scenario::action::Action;
use firedrill_scenario::{DriveError, Observation};

use super::apply::Change;
use super::notifications::{Attempt, observed};
use crate::SimulationOptions;
use crate::resources::{AlertmanagerSetup, Resources};

/// The Alertmanagers, and what is known of what reached them.
pub(crate) struct Rehearsal<'a> {
    pub(super) cluster: Cluster,
    pub(super) replicas: usize,
    pub(super) resources: &'a Resources,
    /// The configuration that each replica runs, or will when it starts.
    pub(super) setups: Vec<&'a AlertmanagerSetup>,
    /// Comments of silences by identity.
    pub(super) comments: BTreeMap<String, String>,
    labels: BTreeMap<Fingerprint, Labels>,
    attempts: Vec<Attempt<'a>>,
    flushes: Vec<(usize, FlushReport)>,
}

/// What reaches the Alertmanagers of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Story<'a, 's> {
    pub(crate) posts: &'s [Post],
    pub(crate) actions: &'s [(Timestamp, &'a Action)],
    pub(crate) replicas: u32,
    pub(crate) start: Timestamp,
}

/// Lets the Alertmanagers notify up to `end`; `None` where the scenario has none.
///
/// # Errors
/// An action that a server refuses, such as a silence without matchers.
pub(crate) fn rehearse<'a>(
    story: Story<'a, '_>,
    resources: &'a Resources,
    options: &SimulationOptions,
    end: Timestamp,
) -> Result<Option<Rehearsal<'a>>, DriveError> {
    let Some(setup) = &resources.alertmanager else { return Ok(None) };
    let changes = super::apply::changes(story.actions);
    let replicas = story.replicas.max(1);
    let server = Options { version: options.alertmanager, reports_flushes: true, ..Options::default() };
    let count = u16::try_from(replicas).unwrap_or(u16::MAX);
    let mut rehearsal = Rehearsal {
        cluster: Cluster::new(&setup.config, &server, count, story.start),
        replicas: usize::from(count),
        resources,
        setups: vec![setup; usize::from(count)],
        comments: BTreeMap::new(),
        labels: BTreeMap::new(),
        attempts: Vec::new(),
        flushes: Vec::new(),
    };
    let mut posts = story.posts.iter().peekable();
    for (at, change) in changes.iter().filter(|(at, _)| *at <= end) {
        // What a scenario says of an instant precedes what happens at it anyway.
        while let Some(post) = posts.next_if(|post| post.at < *at) {
            rehearsal.receive(post);
        }
        rehearsal.change(*at, change)?;
    }
    for post in posts.filter(|post| post.at <= end) {
        rehearsal.receive(post);
    }
    rehearsal.advance(end);
    Ok(Some(rehearsal))
}

impl<'a> Rehearsal<'a> {
    /// What was sent and muted.
    ///
    /// # Errors
    /// A template file that cannot be read.
    pub(crate) fn observations(&self, options: &SimulationOptions) -> Result<Vec<Observation>, DriveError> {
        let Self { attempts, flushes, comments, labels, .. } = self;
        let Some(setup) = self.setups.first() else { return Ok(Vec::new()) };
        observed(attempts, flushes, comments, labels, &setup.config, options)
    }

    /// Why the first replica does not notify an alert at `now`.
    pub(crate) fn explain(
        &mut self,
        labels: &Labels,
        receiver: Option<&str>,
        now: Timestamp,
    ) -> Option<Explanation> {
        self.cluster.replica(0).map(|server| server.explain(labels, receiver, now))
    }

    /// The labels of everything that was posted.
    pub(crate) fn posted(&self) -> impl Iterator<Item = &Labels> {
        self.labels.values()
    }

    fn receive(&mut self, post: &Post) {
        self.advance(post.at - Duration::from_ms(1));
        for alert in &post.alerts {
            self.labels.insert(Fingerprint::of(&alert.labels), alert.labels.clone());
        }
        // A label name that the release refuses concerns this alert alone.
        drop(self.cluster.receive(&post.alerts, post.at));
    }

    fn change(&mut self, at: Timestamp, change: &Change<'a>) -> Result<(), DriveError> {
        self.advance(at - Duration::from_ms(1));
        super::apply::apply(self, at, change)
    }

    /// Lets happen what is due, and collects it.
    fn advance(&mut self, now: Timestamp) {
        for (replica, notification) in self.cluster.advance(now) {
            let setup = self.setups[replica];
            self.attempts.push(Attempt { replica, notification, setup });
        }
        for replica in 0..self.replicas {
            let reports =
                self.cluster.replica(replica).map(firedrill_alertmanager::Alertmanager::take_reports);
            self.flushes.extend(reports.into_iter().flatten().map(|report| (replica, report)));
        }
    }
}
