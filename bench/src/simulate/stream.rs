//! The shards of the stream, each with its process, at one tree.

use std::{cmp::Reverse, collections::BinaryHeap};

use rand::{RngExt, rngs::StdRng};

use super::{leaves::Tree, process::Process};

/// How the tree keeps up.
pub struct Kept {
    /// Feedbacks counted, a second.
    pub counted_a_second: f64,
    /// How old the oldest is at the end that is not counted.
    pub behind_s: f64,
    /// Writes of leaves a second.
    pub leaf_writes_a_second: f64,
    /// Share of them that were refused, because another process was faster.
    pub refused: f64,
    /// Write units a second of the tree of all feedback. That of a source has its share of it again, in a home of its own.
    pub units_a_second: f64,
}

/// Simulates.
pub fn run(rate: f64, shards: u32, seconds: f64, chance: &mut StdRng) -> Kept {
    let shards = shards.max(1) as usize;
    let mut tree = Tree::default();
    let mut processes: Vec<Process> = (0..shards).map(|_| Process::default()).collect();
    // By the microsecond; they do not begin together.
    let mut due: BinaryHeap<Reverse<(u64, usize)>> =
        (0..shards).map(|shard| Reverse((chance.random_range(0..2_000_000), shard))).collect();
    let mut came_s = 0.0;
    while let Some(Reverse((now_us, shard))) = due.pop() {
        let now_s = seconds_of(now_us);
        if now_s > seconds {
            break;
        }
        while came_s <= now_s {
            // To some shard: feedback lies in the partitions of the table by chance.
            let shard = chance.random_range(0..shards);
            processes[shard].waiting.push_back(micros(came_s) * 64 + chance.random_range(0..64));
            came_s += -(1.0 - chance.random::<f64>()).ln() / rate;
        }
        let next_s = processes[shard].step(&mut tree, now_s, chance);
        due.push(Reverse((micros(next_s).max(now_us + 1), shard)));
    }
    let counted: u64 = processes.iter().map(|process| process.counted).sum();
    let oldest = processes.iter().filter_map(|process| process.waiting.front()).min();
    let writes = tree.done + tree.refused;
    Kept {
        counted_a_second: figure(counted) / seconds,
        behind_s: oldest.map_or(0.0, |id| seconds - seconds_of(id / 64)),
        leaf_writes_a_second: figure(writes) / seconds,
        refused: figure(tree.refused) / figure(writes).max(1.0),
        units_a_second: tree.units / seconds,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a simulation")]
fn micros(seconds: f64) -> u64 {
    (seconds * 1_000_000.0) as u64
}

fn seconds_of(micros: u64) -> f64 {
    figure(micros) / 1_000_000.0
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
const fn figure(count: u64) -> f64 {
    count as f64
}
