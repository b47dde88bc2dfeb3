//! The newest end of a tree in the simulation: leaves and nodes with versions, and the partition that they are all in.

use std::collections::{BTreeMap, BTreeSet};

use shared::tree::Shape;

use super::units::Partition;

/// A tree of all feedback of one app. An id is the moment at which it came, in ticks.
pub struct Tree {
    leaves: BTreeMap<u64, Leaf>,
    /// By tier, where each node begins and its version.
    nodes: [BTreeMap<u64, u64>; 3],
    /// The home of a tree is one key, whose newest end does not split.
    pub home: Partition,
    /// Writes of leaves that were done, and that were refused.
    pub done: u64,
    pub refused: u64,
    /// Write units of all writes.
    pub units: f64,
}

#[derive(Clone, Default)]
struct Leaf {
    version: u64,
    ids: BTreeSet<u64>,
}

impl Default for Tree {
    fn default() -> Self {
        let root = || BTreeMap::from([(0, 0)]);
        Self {
            leaves: BTreeMap::from([(0, Leaf::default())]),
            nodes: [root(), root(), root()],
            home: Partition::default(),
            done: 0,
            refused: 0,
            units: 0.0,
        }
    }
}

impl Tree {
    /// Where the leaf that covers an id begins, and its version.
    pub fn leaf_at(&self, id: u64) -> (u64, u64) {
        self.leaves.range(..=id).next_back().map_or((0, 0), |(low, leaf)| (*low, leaf.version))
    }

    /// Puts ids into a leaf that was read at a version, unless another has written it since; returns when that is done, and
    /// whether.
    pub fn put(&mut self, low: u64, version: u64, ids: &BTreeSet<u64>, now_s: f64) -> (f64, bool) {
        let is_last = self.leaves.range(low + 1..).next().is_none();
        let Some(leaf) = self.leaves.get_mut(&low).filter(|leaf| leaf.version == version) else {
            self.refused += 1;
            return (self.pay(1.0, now_s), false);
        };
        leaf.version += 1;
        leaf.ids.extend(ids);
        let all: Vec<u64> = leaf.ids.iter().copied().collect();
        let counts = vec![1; all.len()];
        let cuts = shared::tree::cuts(&counts, Shape::STANDARD.leaf_rows, is_last);
        let mut units = 1.0;
        if let Some(first) = cuts.first() {
            leaf.ids.retain(|id| *id < all[*first]);
            let ends = cuts.iter().skip(1).copied().chain([all.len()]);
            for (begin, end) in cuts.iter().zip(ends) {
                let ids = all[*begin..end].iter().copied().collect();
                self.leaves.insert(all[*begin], Leaf { version: 1, ids });
            }
            // One transaction, at twice the price.
            units = 2.0 * super::keys::count(cuts.len() + 1);
        }
        self.done += 1;
        (self.pay(units, now_s), true)
    }

    /// Where the node of a tier that covers an id begins, and its version.
    pub fn node_at(&self, tier: usize, id: u64) -> (u64, u64) {
        self.nodes[tier - 1].range(..=id).next_back().map_or((0, 0), |(low, version)| (*low, *version))
    }

    /// Sums up a node that was read at a version, unless another has since. A node that has become too large is cut.
    pub fn sum(&mut self, tier: usize, low: u64, version: u64, now_s: f64) -> (f64, bool) {
        let end = self.nodes[tier - 1].range(low + 1..).next().map_or(u64::MAX, |(next, _)| *next);
        let capacity = u8::try_from(tier).map_or(u64::MAX, |tier| Shape::STANDARD.capacity(tier));
        let children: Vec<(u64, u64)> = match tier {
            1 => self.leaves.range(low..end).map(|(low, leaf)| (*low, leaf.ids.len() as u64)).collect(),
            // Of these tiers only how they are cut matters, and a full node below is 2,048 or 65,536.
            tier => {
                let below = u8::try_from(tier - 1).map_or(1, |tier| Shape::STANDARD.capacity(tier));
                self.nodes[tier - 2].range(low..end).map(|(low, _)| (*low, below)).collect()
            }
        };
        let Some(read) = self.nodes[tier - 1].get_mut(&low).filter(|read| **read == version) else {
            return (self.pay(1.0, now_s), false);
        };
        *read += 1;
        let counts: Vec<u64> = children.iter().map(|(_, count)| *count).collect();
        let cuts = shared::tree::cuts(&counts, capacity, end == u64::MAX);
        self.nodes[tier - 1].extend(cuts.iter().map(|place| (children[*place].0, 1)));
        let units = if cuts.is_empty() { 1.0 } else { 2.0 * super::keys::count(cuts.len() + 1) };
        (self.pay(units, now_s), true)
    }

    fn pay(&mut self, units: f64, now_s: f64) -> f64 {
        self.units += units;
        self.home.wait(units, now_s)
    }
}
