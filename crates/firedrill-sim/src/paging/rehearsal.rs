//! Posts and actions, in the order of their instants.

use std::collections::BTreeMap;

use firedrill_alertmanager::sender::Post;
use firedrill_alertmanager::server::FlushReport;
use firedrill_alertmanager::{Cluster, Fingerprint, Options};
use firedrill_model::{Duration, Labels, Timestamp};
use firedrill_scenario::action::Action;
use firedrill_scenario::{DriveError, Observation};

use super::apply::Change;
use super::notifications::{Attempt, observed};
use crate::SimulationOptions;
use crate::resources::{AlertmanagerSetup, Resources};

/// What came of paging.
#[derive(Debug, Default)]
pub(crate) struct Paged {
    pub(crate) observations: Vec<Observation>,
    /// Every flush, with the position of the replica.
    pub(crate) flushes: Vec<(usize, FlushReport)>,
}

/// The Alertmanagers, and what is known of what reached them.
pub(super) struct Rehearsal<'a> {
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

/// Lets the Alertmanagers notify from `start` to `end`.
///
/// # Errors
/// An action that a server refuses, such as a silence without matchers.
pub(crate) fn page(
    posts: &[Post],
    actions: &[(Timestamp, &Action)],
    resources: &Resources,
    options: &SimulationOptions,
    replicas: u32,
    range: (Timestamp, Timestamp),
) -> Result<Paged, DriveError> {
    let Some(setup) = &resources.alertmanager else { return Ok(Paged::default()) };
    let (start, end) = range;
    let changes = super::apply::changes(actions);
    let replicas = replicas.max(1) as usize;
    let server = Options { version: options.alertmanager, reports_flushes: true, ..Options::default() };
    let mut rehearsal = Rehearsal {
        cluster: Cluster::new(&setup.config, &server, u16::try_from(replicas).unwrap_or(u16::MAX), start),
        replicas,
        resources,
        setups: vec![setup; replicas],
        comments: BTreeMap::new(),
        labels: BTreeMap::new(),
        attempts: Vec::new(),
        flushes: Vec::new(),
    };
    let mut posts = posts.iter().peekable();
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
    let Rehearsal { attempts, flushes, comments, labels, .. } = rehearsal;
    let observations = observed(&attempts, &flushes, &comments, &labels, &setup.config, options)?;
    Ok(Paged { observations, flushes })
}

impl<'a> Rehearsal<'a> {
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
