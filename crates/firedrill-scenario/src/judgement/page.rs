//! Notifications as the person on call sees them.

use std::collections::BTreeSet;

use firedrill_model::Labels;

use crate::expectation::{Selector, TextTest, alert, shortened};
use crate::timeline::{Event, Notification, NotificationStatus, Observation, Outcome, Window};

/// What one flush sends to one receiver, through all of its integrations.
#[derive(Debug, Clone)]
pub(crate) struct Page<'t> {
    pub(crate) seen: Window,
    /// What each integration sent; at least one.
    pub(crate) notifications: Vec<&'t Notification>,
    /// Whether an earlier page told the same of an outage that is not over yet.
    pub(crate) is_duplicate: bool,
}

/// Fields that hold the headline, by integration.
const HEADLINES: &[&str] = &["summary", "title", "subject", "description", "message"];

impl<'t> Page<'t> {
    fn first(&self) -> &'t Notification {
        self.notifications[0]
    }

    pub(crate) fn receiver(&self) -> &'t str {
        &self.first().receiver
    }

    pub(crate) fn status(&self) -> NotificationStatus {
        self.first().status
    }

    pub(crate) fn group_labels(&self) -> &'t Labels {
        &self.first().group_labels
    }

    /// Whether at least one alert that has the page's status is meant.
    pub(crate) fn has(&self, alerts: Option<&Selector>) -> bool {
        let mut relevant = self.first().alerts.iter().filter(|alert| alert.status == self.status());
        alerts.is_none_or(|selector| relevant.any(|alert| selector.matches(&alert.labels)))
    }

    /// Whether one of the integrations shows `field` like this; `summary` is any integration's headline.
    pub(crate) fn shows(&self, field: &str, test: &TextTest) -> bool {
        self.texts(field).iter().any(|text| test.accepts(text))
    }

    /// What the integrations show as `field`.
    pub(crate) fn texts(&self, field: &str) -> Vec<&'t str> {
        let names: &[&str] = if field == HEADLINES[0] { HEADLINES } else { &[] };
        self.notifications
            .iter()
            .filter_map(|notification| {
                let own = notification.fields.get(field);
                own.or_else(|| names.iter().find_map(|name| notification.fields.get(*name)))
            })
            .map(String::as_str)
            .collect()
    }

    /// The alerts that fire, at most three of them.
    pub(crate) fn alerts_shortened(&self) -> String {
        shortened(&self.firing().into_iter().map(alert).collect::<Vec<_>>())
    }

    fn firing(&self) -> BTreeSet<&'t Labels> {
        let alerts = self.first().alerts.iter();
        alerts.filter(|alert| alert.status == NotificationStatus::Firing).map(|alert| &alert.labels).collect()
    }

    fn is_same_flush(&self, seen: Window, notification: &Notification) -> bool {
        let first = self.first();
        self.seen == seen
            && (&first.receiver, &first.group_key, first.status, first.replica)
                == (
                    &notification.receiver,
                    &notification.group_key,
                    notification.status,
                    notification.replica,
                )
            && self.notifications.iter().all(|other| {
                (&other.integration, other.index) != (&notification.integration, notification.index)
            })
    }
}

/// The pages and resolves that receivers took, by time.
pub(crate) fn pages<'t>(observations: &[&'t Observation]) -> Vec<Page<'t>> {
    let mut pages: Vec<Page<'t>> = Vec::new();
    for observation in observations {
        let Event::Notification(notification) = &observation.event else { continue };
        if notification.outcome != Outcome::Delivered {
            continue;
        }
        let seen = observation.seen;
        let recent = pages.iter_mut().rev().take_while(|page| page.seen == seen);
        match recent.into_iter().find(|page| page.is_same_flush(seen, notification)) {
            Some(page) => page.notifications.push(notification),
            None => pages.push(Page { seen, notifications: vec![notification], is_duplicate: false }),
        }
    }
    for idx in 0..pages.len() {
        pages[idx].is_duplicate = is_duplicate(&pages, idx);
    }
    pages
}

/// Whether the last notification of the group told of all that this page tells of. A repeat that
/// `repeat_interval` asks for is wanted, so no duplicate.
fn is_duplicate(pages: &[Page<'_>], idx: usize) -> bool {
    let page = &pages[idx];
    if page.status() == NotificationStatus::Resolved || page.first().is_repeat {
        return false;
    }
    let same_group = |other: &&Page<'_>| {
        (other.receiver(), &other.first().group_key) == (page.receiver(), &page.first().group_key)
    };
    let before = pages[..idx].iter().rev().find(same_group);
    before.is_some_and(|before| page.firing().is_subset(&before.firing()))
}
