//! Scenarios without files.

use std::collections::BTreeMap;

use firedrill_alertmanager::Version;
use firedrill_alertmanager::config;
use firedrill_rules::file::{LoadOptions, load as load_rules};
use firedrill_scenario::judgement::judge;
use firedrill_scenario::timeline::{AlertState, Event};
use firedrill_scenario::{Files, Scenario, load};
use firedrill_sim::{
    AlertmanagerSetup, Played, Resources, RuleFile, RulePack, SimulatedDriver, SimulationOptions,
};

struct Memory<'t>(&'t str);

impl Files for Memory<'_> {
    fn read(&mut self, _: &str) -> Result<String, String> {
        Ok(self.0.to_owned())
    }
}

/// A scenario with what it is played with.
pub(crate) struct Setting {
    pub(crate) scenario: Scenario,
    pub(crate) resources: Resources,
}

impl Setting {
    /// `body` is everything but name and rules; rule groups and configuration are texts too.
    pub(crate) fn new(rules: &str, alertmanager: Option<&str>, body: &str) -> Self {
        let paths = if alertmanager.is_some() { "alertmanager: am.yml\n" } else { "" };
        let text = format!("name: test\nrules: rules.yml\n{paths}{body}");
        let scenario = load("test.yml", &mut Memory(&text)).unwrap_or_else(|refused| panic!("{refused}"));
        let pack = |text: &str| {
            let loaded = load_rules(text, &LoadOptions::default());
            assert!(loaded.is_valid(), "{:?}", loaded.promtool_errors());
            let file = RuleFile { path: "rules.yml".to_owned(), text: text.to_owned(), loaded };
            RulePack::new(vec![file], &SimulationOptions::default())
        };
        let setup = |text: &str| AlertmanagerSetup {
            path: "am.yml".to_owned(),
            text: text.to_owned(),
            config: config::load(text, Version::NEWEST).config.expect("a valid configuration"),
            templates: Vec::new(),
        };
        let resources = Resources {
            rules: pack(rules),
            other_rules: BTreeMap::new(),
            alertmanager: alertmanager.map(setup),
            other_alertmanagers: BTreeMap::new(),
        };
        Self { scenario, resources }
    }

    pub(crate) fn play_with(&self, options: SimulationOptions) -> Played {
        let driver = SimulatedDriver::new(&self.resources, options);
        driver.play(&self.scenario, 1).unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) fn play(&self) -> Played {
        self.play_with(SimulationOptions::default())
    }

    /// The failures of a run: title, and what is said of the cause.
    pub(crate) fn failures(&self) -> Vec<(String, String)> {
        let played = self.play();
        let explainer = played.explainer(&self.scenario, &self.resources, SimulationOptions::default());
        let judgement = judge(&self.scenario, &played.timeline, &explainer);
        let told = |failure: &firedrill_scenario::judgement::Failure| {
            (failure.title.clone(), failure.explanation.because.clone().unwrap_or_default())
        };
        judgement.failures().map(told).collect()
    }
}

/// Minute and first letter of each state that an alert enters: `5P 10F`.
pub(crate) fn states(played: &Played) -> String {
    let texts = played.timeline.observations.iter().filter_map(|it| {
        let Event::Alert(change) = &it.event else { return None };
        let letter = match change.to {
            AlertState::Inactive => '.',
            AlertState::Pending => 'P',
            AlertState::Firing => 'F',
            AlertState::Resolved => 'R',
        };
        Some(format!("{}{letter}", (it.seen.earliest - played.timeline.start).as_ms() / 60_000))
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// Second, receiver and status of each notification.
pub(crate) fn sent(played: &Played) -> Vec<String> {
    let texts = played.timeline.observations.iter().filter_map(|it| {
        let Event::Notification(notification) = &it.event else { return None };
        let at = it.seen.earliest - played.timeline.start;
        Some(format!("{at} {} {:?}", notification.receiver, notification.status))
    });
    texts.collect()
}
