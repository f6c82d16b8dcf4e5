//! The rebalance controller as a system that can be played.

use firedrill_model::suggestion::suggestion;
use firedrill_model::{Duration, Timestamp};

use super::action::{self, Subject};
use super::configuration::{Incident, RebalanceSystem};
use super::exposition::targets;
use super::run::ClusterRun;
use crate::action::SystemAction;
use crate::system::model::{ActionRefused, Exposure, SystemModel};
use crate::timeline::Mark;

impl SystemModel for RebalanceSystem {
    fn plan(&mut self, at: Duration, action: &SystemAction) -> Result<(), ActionRefused> {
        let (cluster, subject) = self.subject(&action.subject)?;
        let kind = action::incident(&subject, &action.predicate).ok_or_else(|| {
            let possible = action::predicates(&subject).iter().map(|it| (*it).to_owned()).collect();
            let (subject, predicate) = (action.subject.clone(), action.predicate.clone());
            ActionRefused::UnknownPredicate { subject, predicate, possible }
        })?;
        self.incidents.push(Incident { at, cluster, kind });
        Ok(())
    }

    fn play(&self, start: Timestamp, length: Duration, seed: u64) -> Exposure {
        let mut exposure = Exposure::default();
        for cluster in &self.clusters {
            let mut run = ClusterRun::new(self, cluster, start, length, seed);
            run.play(length, |_, _| {});
            exposure.targets.extend(targets(self, cluster, &run.recorder, start));
            let marks =
                run.marks.into_iter().map(|(at, name)| Mark { at: start + Duration::from_ms(at), name });
            exposure.marks.extend(marks);
        }
        exposure.marks.sort_by_key(|mark| mark.at);
        exposure
    }
}

impl RebalanceSystem {
    /// The part that a line of the timeline is about, and its cluster where one stands before it.
    fn subject(&self, text: &str) -> Result<(Option<String>, Subject), ActionRefused> {
        let (cluster, part) = match text.split_once('/') {
            Some((cluster, part)) if self.clusters.iter().any(|name| name == cluster) => {
                (Some(cluster.to_owned()), part)
            }
            _ => (None, text),
        };
        let subject = match part {
            "controller" => Some(Subject::Controller),
            "policy" => Some(Subject::Policy),
            "incident" => Some(Subject::Incident),
            node if self.node_names().any(|name| name == node) => Some(Subject::Node(node.to_owned())),
            plan if self.plan_ids().any(|id| id == plan) => Some(Subject::Plan(plan.to_owned())),
            _ => None,
        };
        subject.map(|subject| (cluster, subject)).ok_or_else(|| {
            let fixed = ["controller", "policy", "incident"].map(str::to_owned);
            let names: Vec<String> =
                fixed.into_iter().chain(self.node_names()).chain(self.plan_ids()).collect();
            let suggestion = suggestion(part, names.iter().map(String::as_str)).map(str::to_owned);
            ActionRefused::UnknownSubject { subject: text.to_owned(), suggestion }
        })
    }

    fn node_names(&self) -> impl Iterator<Item = String> {
        (0..self.nodes).map(super::topology::Topology::node_name)
    }

    fn plan_ids(&self) -> impl Iterator<Item = String> {
        self.plans.iter().flat_map(super::configuration::PlanSpec::ids)
    }
}
