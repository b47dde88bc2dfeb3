//! One process that keeps the tree, as `operations/project` does it, step by step: what takes a round trip takes time, and
//! meanwhile the others go on.

use std::collections::{BTreeSet, VecDeque};

use rand::{RngExt, rngs::StdRng};

use super::leaves::Tree;

/// Round trips, in seconds: reads and writes of single items, and a BatchGetItem of 100.
const READ_S: f64 = 0.004;
const WRITE_S: f64 = 0.006;
const BATCH_S: f64 = 0.008;
/// Calls at the same time, as in `operations/project`.
const PARALLEL: usize = 8;
/// The event source mapping of `template.yaml`.
const RECORDS: usize = 1_000;
const WINDOW_S: f64 = 2.0;
/// Tiers above the leaves at some million feedbacks.
const TIERS: usize = 3;

/// What a leaf is to take.
struct Covered {
    low: u64,
    version: u64,
    ids: BTreeSet<u64>,
}

/// What comes next.
enum Step {
    /// Takes what has come.
    Begin,
    /// Reads the leaf of the newest id that is left.
    Read,
    /// Writes leaves, eight at a time.
    Write,
    /// Reads the node of a tier that covers the newest id that is left.
    Look(usize),
    /// Writes that node.
    Sum(usize, u64, u64),
}

/// A process and its shard of the stream.
pub struct Process {
    /// Ids that have come and are not counted, oldest first.
    pub waiting: VecDeque<u64>,
    /// How many are.
    pub counted: u64,
    batch: BTreeSet<u64>,
    left: BTreeSet<u64>,
    covered: Vec<Covered>,
    step: Step,
    round: u32,
}

impl Default for Process {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            counted: 0,
            batch: BTreeSet::new(),
            left: BTreeSet::new(),
            covered: Vec::new(),
            step: Step::Begin,
            round: 0,
        }
    }
}

impl Process {
    /// Does the next thing; returns when the one after it is due.
    pub fn step(&mut self, tree: &mut Tree, now_s: f64, chance: &mut StdRng) -> f64 {
        match self.step {
            Step::Begin => self.begin(now_s),
            Step::Read => self.read(tree, now_s),
            Step::Write => self.write(tree, now_s, chance),
            Step::Look(tier) => self.look(tree, tier, now_s),
            Step::Sum(tier, low, version) => self.sum(tree, (tier, low, version), now_s, chance),
        }
    }

    fn begin(&mut self, now_s: f64) -> f64 {
        let ready = self.waiting.len().min(RECORDS);
        self.batch = self.waiting.iter().take(ready).copied().collect();
        self.left = self.batch.clone();
        self.round = 0;
        if ready == 0 {
            return now_s + WINDOW_S;
        }
        self.step = Step::Read;
        now_s
    }

    fn read(&mut self, tree: &Tree, now_s: f64) -> f64 {
        let Some(newest) = self.left.last().copied() else {
            self.step = Step::Write;
            let count: usize = self.covered.iter().map(|covered| covered.ids.len()).sum();
            let batches = count.div_ceil(100).div_ceil(PARALLEL);
            return now_s + BATCH_S * super::keys::count(batches);
        };
        let (low, version) = tree.leaf_at(newest);
        let ids = self.left.split_off(&low);
        self.covered.push(Covered { low, version, ids });
        now_s + READ_S
    }

    fn write(&mut self, tree: &mut Tree, now_s: f64, chance: &mut StdRng) -> f64 {
        let eight = self.covered.len().saturating_sub(PARALLEL);
        let mut done_s = now_s;
        for Covered { low, version, ids } in self.covered.split_off(eight) {
            let (at_s, is_done) = tree.put(low, version, &ids, now_s);
            done_s = done_s.max(at_s);
            if !is_done {
                self.left.extend(ids);
            }
        }
        if self.covered.is_empty() {
            if self.left.is_empty() {
                (self.step, self.left, self.round) = (Step::Look(1), self.batch.clone(), 0);
            } else {
                self.step = Step::Read;
                done_s += self.pause(chance);
            }
        }
        done_s + WRITE_S
    }

    fn look(&mut self, tree: &Tree, tier: usize, now_s: f64) -> f64 {
        let Some(newest) = self.left.last().copied() else {
            if tier < TIERS {
                (self.step, self.left, self.round) = (Step::Look(tier + 1), self.batch.clone(), 0);
                return now_s;
            }
            self.counted += self.batch.len() as u64;
            self.waiting.drain(..self.batch.len());
            self.step = Step::Begin;
            // The window counts from the first record that waits; under load there is one.
            return now_s + if self.waiting.is_empty() { WINDOW_S } else { 0.0 };
        };
        let (low, version) = tree.node_at(tier, newest);
        self.step = Step::Sum(tier, low, version);
        // The node, where the next one begins, and what is below it.
        now_s + 3.0 * READ_S
    }

    fn sum(
        &mut self,
        tree: &mut Tree,
        (tier, low, version): (usize, u64, u64),
        now_s: f64,
        chance: &mut StdRng,
    ) -> f64 {
        let (done_s, is_done) = tree.sum(tier, low, version, now_s);
        self.step = Step::Look(tier);
        if is_done {
            self.left.split_off(&low);
            self.round = 0;
            return done_s + WRITE_S;
        }
        done_s + WRITE_S + self.pause(chance)
    }

    /// As `pause_before`, but nobody gives up: Lambda would begin the batch anew.
    fn pause(&mut self, chance: &mut StdRng) -> f64 {
        self.round += 1;
        chance.random::<f64>() * 0.025 * f64::from(1_u32 << self.round.min(10))
    }
}
