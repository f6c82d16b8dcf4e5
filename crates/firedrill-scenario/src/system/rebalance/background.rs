//! Plans that nobody tells one by one.

use firedrill_model::Duration;

use super::configuration::{Background, PlanSpec};
use super::topology::Topology;
use crate::random::Random;

impl Background {
    /// The plans of one namespace. Nodes are drained in turn, so that none is drained while it rests.
    pub(super) fn specs(&self, nodes: usize, length: Duration, random: &mut Random) -> Vec<PlanSpec> {
        let mut specs = Vec::new();
        let mut node = random.below(nodes);
        let mean = self.every.as_ms().max(1000) as f64;
        let mut at = mean * random.unit();
        while at <= length.as_ms() as f64 {
            let id = format!("b-{}", specs.len() + 1);
            let spread = self.moves_most.saturating_sub(self.moves_least) + 1;
            let moves = self.moves_least + random.below(spread);
            let mut spec = PlanSpec::new(id, Duration::from_ms(at as i64), Some(moves));
            if random.unit() < self.drains {
                spec.drain = Some(Topology::node_name(node));
                node = (node + 1) % nodes;
            }
            specs.push(spec);
            at += mean * (1.0 + 0.5 * random.symmetric());
        }
        specs
    }
}
