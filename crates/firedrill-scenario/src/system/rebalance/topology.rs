//! Which node owns which shard.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::configuration::RebalanceSystem;

/// A shard of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shard {
    namespace: usize,
    owner: usize,
    /// Where it moves to; its owner keeps it until it arrives.
    target: Option<usize>,
}

/// Nodes and shards of one cluster. A shard always has exactly one owner.
#[derive(Debug, Clone)]
pub(super) struct Topology {
    shards: Vec<Shard>,
    is_lost: Vec<bool>,
    /// Shards per node, those on their way to it included.
    load: Vec<usize>,
    replicas: usize,
}

impl Topology {
    /// The nodes of a system, with its shards dealt to them in turn.
    pub(super) fn new(system: &RebalanceSystem) -> Self {
        let nodes = system.nodes.max(1);
        let namespaces = system.namespaces.len().max(1);
        let shards = (0..system.shards).map(|idx| Shard {
            namespace: idx % namespaces,
            owner: (idx / namespaces) % nodes,
            target: None,
        });
        let shards: Vec<_> = shards.collect();
        let mut load = vec![0; nodes];
        for shard in &shards {
            load[shard.owner] += 1;
        }
        Self { shards, is_lost: vec![false; nodes], load, replicas: system.replicas }
    }

    /// The node called `node-N`.
    pub(super) fn node(&self, name: &str) -> Option<usize> {
        let number: usize = name.strip_prefix("node-")?.parse().ok()?;
        number.checked_sub(1).filter(|node| *node < self.is_lost.len())
    }

    /// What a node is called.
    pub(super) fn node_name(node: usize) -> String {
        format!("node-{}", node + 1)
    }

    /// Number of nodes, lost ones included.
    pub(super) fn nodes(&self) -> usize {
        self.is_lost.len()
    }

    /// Whether a node left the cluster.
    pub(super) fn is_lost(&self, node: usize) -> bool {
        self.is_lost[node]
    }

    /// Shards by owner, one count for each node.
    pub(super) fn owned(&self) -> Vec<usize> {
        let mut owned = vec![0; self.is_lost.len()];
        for shard in &self.shards {
            owned[shard.owner] += 1;
        }
        owned
    }

    /// Number of all shards.
    pub(super) fn shards(&self) -> usize {
        self.shards.len()
    }

    /// Whether every shard keeps a healthy replica if `node` goes too. Replicas stand on different
    /// nodes, so as many nodes as there are replicas may hold all of a shard's.
    pub(super) fn keeps_replica_without(&self, node: usize) -> bool {
        let others = self.is_lost.iter().enumerate().filter(|(idx, lost)| **lost && *idx != node).count();
        others + 1 < self.replicas
    }

    /// Shards of a namespace that a plan should move: those of `source`, or else of the fullest nodes.
    /// At most `count`, and none that moves already.
    pub(super) fn choose(&self, namespace: usize, source: Option<usize>, count: usize) -> Vec<usize> {
        let mut free = vec![VecDeque::new(); self.nodes()];
        for (idx, shard) in self.shards.iter().enumerate() {
            let is_meant = source.is_none_or(|source| shard.owner == source);
            if shard.namespace == namespace && shard.target.is_none() && is_meant {
                free[shard.owner].push_back(idx);
            }
        }
        let owned = self.owned();
        let mut fullest: BinaryHeap<(usize, Reverse<usize>)> =
            (0..self.nodes()).map(|node| (owned[node], Reverse(node))).collect();
        let mut chosen = Vec::new();
        while chosen.len() < count {
            let Some((shards, Reverse(node))) = fullest.pop() else { break };
            if let Some(shard) = free[node].pop_front() {
                chosen.push(shard);
                fullest.push((shards - 1, Reverse(node)));
            }
        }
        chosen
    }

    /// Starts to move a shard to the emptiest healthy node that is not `avoided`; `None` if there is
    /// no such node.
    pub(super) fn start_move(&mut self, shard: usize, avoided: &[usize]) -> Option<usize> {
        let owner = self.shards[shard].owner;
        let target = (0..self.nodes())
            .filter(|node| !self.is_lost[*node] && *node != owner && !avoided.contains(node))
            .min_by_key(|node| (self.load[*node], *node))?;
        self.shards[shard].target = Some(target);
        self.load[target] += 1;
        Some(target)
    }

    /// The moving shard arrives: its target owns it.
    pub(super) fn finish_move(&mut self, shard: usize) {
        if let Some(target) = self.shards[shard].target.take() {
            self.load[self.shards[shard].owner] -= 1;
            self.shards[shard].owner = target;
        }
    }

    /// The moving shard stays with its owner.
    pub(super) fn abort_move(&mut self, shard: usize) {
        if let Some(target) = self.shards[shard].target.take() {
            self.load[target] -= 1;
        }
    }

    /// A node leaves; it owns its paused shards until [`Self::reassign`].
    pub(super) fn lose(&mut self, node: usize) {
        self.is_lost[node] = true;
    }

    /// A node is back.
    pub(super) fn restore(&mut self, node: usize) {
        self.is_lost[node] = false;
    }

    /// Gives the shards of a lost node that no plan moves to the nodes that are left.
    pub(super) fn reassign(&mut self, node: usize) {
        for shard in 0..self.shards.len() {
            if self.shards[shard].owner == node && self.shards[shard].target.is_none() {
                self.start_move(shard, &[]);
                self.finish_move(shard);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topology() -> Topology {
        Topology::new(&RebalanceSystem { nodes: 4, shards: 40, ..RebalanceSystem::default() })
    }

    #[test]
    fn shards_are_dealt_evenly_and_move_to_the_emptiest_node() {
        let mut topology = topology();
        assert_eq!(topology.owned(), [10, 10, 10, 10]);
        for shard in topology.choose(0, Some(2), usize::MAX) {
            topology.start_move(shard, &[2]).expect("other nodes");
            topology.finish_move(shard);
        }
        assert_eq!(topology.owned(), [14, 13, 0, 13]);
        assert!(topology.choose(0, Some(2), 1).is_empty());
    }

    #[test]
    fn an_aborted_move_changes_nothing() {
        let mut topology = topology();
        let before = topology.owned();
        topology.start_move(0, &[]);
        assert_eq!(topology.owned(), before);
        topology.abort_move(0);
        topology.finish_move(0);
        assert_eq!(topology.owned(), before);
    }

    #[test]
    fn shards_of_a_lost_node_find_new_owners() {
        let mut topology = topology();
        assert!(topology.keeps_replica_without(0));
        topology.lose(1);
        assert!(!topology.keeps_replica_without(0));
        topology.reassign(1);
        assert_eq!(topology.owned().iter().sum::<usize>(), topology.shards());
        assert_eq!(topology.owned()[1], 0);
        topology.restore(1);
        assert!(topology.keeps_replica_without(0));
    }

    #[test]
    fn nodes_are_known_by_name() {
        let topology = topology();
        for (name, want) in [("node-1", Some(0)), ("node-4", Some(3)), ("node-5", None), ("node-0", None)] {
            assert_eq!(topology.node(name), want, "{name}");
        }
        assert_eq!(Topology::node_name(3), "node-4");
    }
}
