//! Finding series by their labels.

use std::collections::HashMap;

use firedrill_model::{Labels, METRIC_NAME};

use super::series::Series;
use super::visibility::Origin;
use crate::syntax::CompiledMatcher;

/// Position of a series in the store, in creation order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesId(pub u32);

/// The order in which selectors list series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Listing {
    /// The order in which the series were created.
    #[default]
    Creation,
    /// The order in which a server that goes step by step would have created them: by the time at
    /// which the first sample was written, then by writer.
    FirstWrite,
}

/// All series. The maps are looked up, never iterated.
#[derive(Debug, Clone, Default)]
pub struct Store {
    listing: Listing,
    series: Vec<Series>,
    by_labels: HashMap<Labels, SeriesId, foldhash::fast::FixedState>,
    by_name: HashMap<Box<str>, Vec<SeriesId>, foldhash::fast::FixedState>,
    longest_series: usize,
    has_histograms: bool,
}

impl Store {
    /// Sets the order in which selectors list series.
    pub fn set_listing(&mut self, listing: Listing) {
        self.listing = listing;
    }

    /// The series with these labels, created where it is missing.
    pub fn series_id(&mut self, labels: &Labels, origin: Origin) -> SeriesId {
        if let Some(id) = self.by_labels.get(labels) {
            return *id;
        }
        let id = SeriesId(self.series.len() as u32);
        self.by_labels.insert(labels.clone(), id);
        let name = labels.metric_name().unwrap_or("");
        match self.by_name.get_mut(name) {
            Some(ids) => ids.push(id),
            None => drop(self.by_name.insert(Box::from(name), vec![id])),
        }
        self.series.push(Series::new(labels.clone(), origin));
        id
    }

    /// The series with exactly these labels.
    pub fn find(&self, labels: &Labels) -> Option<SeriesId> {
        self.by_labels.get(labels).copied()
    }

    /// A series.
    pub fn series(&self, id: SeriesId) -> &Series {
        &self.series[id.0 as usize]
    }

    pub(super) fn series_mut(&mut self, id: SeriesId) -> &mut Series {
        &mut self.series[id.0 as usize]
    }

    /// All series in creation order.
    pub fn iter(&self) -> impl Iterator<Item = &Series> {
        self.series.iter()
    }

    /// Whether there is a series of this metric.
    pub fn has_metric(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Samples of the longest series.
    pub fn longest_series(&self) -> usize {
        self.longest_series
    }

    /// Whether any series has native histograms.
    pub fn has_histograms(&self) -> bool {
        self.has_histograms
    }

    /// Keeps the summary above up to date after samples were added to a series.
    pub(super) fn summarise(&mut self, id: SeriesId) {
        let series = self.series(id);
        let (samples, has_histograms) = (series.times.len(), series.histograms.is_some());
        self.longest_series = self.longest_series.max(samples);
        self.has_histograms |= has_histograms;
    }

    /// Number of series.
    pub fn len(&self) -> usize {
        self.series.len()
    }

    /// Whether there is no series.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// The series that satisfy all matchers, in the order of [`Listing`].
    pub fn select(&self, matchers: &[CompiledMatcher]) -> Vec<SeriesId> {
        let named = matchers.iter().position(|matcher| matcher.exact(METRIC_NAME).is_some());
        let Some(position) = named else {
            let all = (0..self.series.len() as u32).map(SeriesId);
            return self.listed(all.filter(|id| self.is_selected(*id, matchers)).collect());
        };
        let name = matchers[position].exact(METRIC_NAME).unwrap_or("");
        let Some(ids) = self.by_name.get(name) else { return Vec::new() };
        // The name has been matched.
        let (before, after) = (&matchers[..position], &matchers[position + 1..]);
        let is_selected = |id: &SeriesId| self.is_selected(*id, before) && self.is_selected(*id, after);
        self.listed(ids.iter().copied().filter(is_selected).collect())
    }

    fn is_selected(&self, id: SeriesId, matchers: &[CompiledMatcher]) -> bool {
        let labels = self.series(id).labels();
        matchers.iter().all(|matcher| matcher.matches(labels.get(matcher.name()).unwrap_or("")))
    }

    fn listed(&self, mut ids: Vec<SeriesId>) -> Vec<SeriesId> {
        let key = |id: &SeriesId| {
            let series = self.series(*id);
            let written = series.times().first().map(|time| time + series.origin().delay_ms);
            (written.unwrap_or(i64::MAX), series.origin().order)
        };
        if self.listing == Listing::FirstWrite && !ids.is_sorted_by_key(key) {
            ids.sort_by_key(key);
        }
        ids
    }
}
