//! The keys of the three indexes: what of a rate of submissions is stored.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use rand::{RngExt, rngs::StdRng};

use super::units::Partition;

/// How often a call is tried, and how long before the first other try, as in `store/dynamo/client.rs`.
const TRIES: u32 = 5;
const FIRST_PAUSE_MS: f64 = 50.0;
/// How often each kind and each source comes, in percent of all: as in the data of `lists`.
const KINDS: [u32; 4] = [50, 27, 13, 10];
const SOURCES: [u32; 12] = [32, 16, 11, 8, 6, 5, 5, 4, 4, 3, 3, 3];

/// What became of the submissions.
pub struct Kept {
    /// Stored, a second.
    pub stored_a_second: f64,
    /// Share of those that were throttled at least once.
    pub tried_again: f64,
    /// Share of those that were refused in the end, with a 503.
    pub refused: f64,
    /// How long 99 of 100 waited for other tries, at the most.
    pub p99_wait_ms: f64,
}

impl Kept {
    /// Whether next to nothing was refused.
    pub fn is_held(&self) -> bool {
        self.refused < 0.001 && self.tried_again < 0.2
    }
}

/// One submission on its way: the keys of its index entries.
#[derive(Clone, Copy)]
struct Submission {
    came_us: u64,
    tries: u32,
    keys: [(&'static str, u32, u32); 3],
}

/// Simulates. Of the table itself nothing is asked: its keys are spread over all of its partitions.
pub fn run(rate: f64, shards: u32, seconds: f64, chance: &mut StdRng) -> Kept {
    let mut partitions: HashMap<(&'static str, u32, u32), Partition> = HashMap::new();
    let mut again: BinaryHeap<Reverse<(u64, usize)>> = BinaryHeap::new();
    let mut all: Vec<Submission> = Vec::new();
    let (mut refused, mut waits) = (0, Vec::new());
    let (mut next_us, end_us) = (0, micros(seconds));
    loop {
        let (now_us, place) = match again.peek() {
            Some(Reverse((due_us, place))) if *due_us <= next_us || next_us > end_us => {
                let due = (*due_us, *place);
                again.pop();
                due
            }
            _ if next_us > end_us => break,
            _ => {
                let came_us = next_us;
                // Submissions know nothing of each other: the time between two is exponential.
                next_us += micros(-(1.0 - chance.random::<f64>()).ln() / rate).max(1);
                all.push(Submission { came_us, tries: 0, keys: keys(shards, chance) });
                (came_us, all.len() - 1)
            }
        };
        let submission = &mut all[place];
        submission.tries += 1;
        let now_s = to_seconds(now_us);
        if submission.keys.iter().all(|key| partitions.entry(*key).or_default().has(1.0, now_s)) {
            submission.keys.iter().for_each(|key| partitions.entry(*key).or_default().take(1.0));
            waits.push(now_us - submission.came_us);
        } else if submission.tries == TRIES {
            refused += 1;
        } else {
            let most_ms = FIRST_PAUSE_MS * f64::from(1 << (submission.tries - 1));
            let pause_us = micros(chance.random::<f64>() * most_ms / 1_000.0);
            again.push(Reverse((now_us + pause_us, place)));
        }
    }
    waits.sort_unstable();
    let tried_again = all.iter().filter(|submission| submission.tries > 1).count();
    let p99_us = waits.get(waits.len() * 99 / 100).copied().unwrap_or_default();
    Kept {
        stored_a_second: count(waits.len()) / seconds,
        tried_again: count(tried_again) / count(all.len()).max(1.0),
        refused: count(refused) / count(all.len()).max(1.0),
        p99_wait_ms: to_seconds(p99_us) * 1_000.0,
    }
}

fn keys(shards: u32, chance: &mut StdRng) -> [(&'static str, u32, u32); 3] {
    let shard = chance.random_range(0..shards.max(1));
    [("by_status", 0, shard), ("by_type", drawn(&KINDS, chance), shard), ("by_source", drawn(&SOURCES, chance), shard)]
}

/// A place in a list of percents.
fn drawn(percents: &[u32], chance: &mut StdRng) -> u32 {
    let mut left = chance.random_range(0..percents.iter().sum());
    let is_it = |percent: &u32| {
        let is_it = left < *percent;
        left = left.saturating_sub(*percent);
        is_it
    };
    percents.iter().position(is_it).and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a simulation")]
fn micros(seconds: f64) -> u64 {
    (seconds * 1_000_000.0) as u64
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a simulation")]
fn to_seconds(micros: u64) -> f64 {
    micros as f64 / 1_000_000.0
}

/// A count as a figure to divide.
#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
pub const fn count(count: usize) -> f64 {
    count as f64
}
