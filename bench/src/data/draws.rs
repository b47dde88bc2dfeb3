//! What a feedback is, drawn by chance.

use rand::{Rng, RngExt, seq::IndexedRandom};
use shared::domain::{Fault, Faults, Kind, Status, WechatType};

use super::{DAY_MS, SOURCES};

/// A place in a list of weights.
fn weighted(weights: &[u32], chance: &mut impl Rng) -> usize {
    let mut drawn = chance.random_range(0..weights.iter().sum::<u32>());
    for (place, weight) in weights.iter().enumerate() {
        match drawn.checked_sub(*weight) {
            Some(rest) => drawn = rest,
            None => return place,
        }
    }
    0
}

/// A source: the n-th has an n-th of what the first has (Zipf).
pub(super) fn source(chance: &mut impl Rng) -> u8 {
    let weights: Vec<u32> = (1..=12).map(|rank| 27_720 / rank).collect();
    u8::try_from(weighted(&weights[..SOURCES.len()], chance)).unwrap_or_default()
}

/// Half of all are faults.
pub(super) fn kind(chance: &mut impl Rng) -> Kind {
    match weighted(&[50, 27, 13, 10], chance) {
        0 => Kind::Fault(faults(chance)),
        1 => Kind::Suggestion,
        2 => Kind::Question,
        _ => Kind::Other,
    }
}

/// Seed 004's `bug` names none; of WeChat's people name one, some two.
fn faults(chance: &mut impl Rng) -> Faults {
    let count = weighted(&[30, 55, 15], chance);
    Fault::ALL.sample(&mut *chance, count).copied().collect()
}

/// WeChat's own number, which comes with some faults and need not follow from them.
pub(super) fn wechat_type(kind: Kind, chance: &mut impl Rng) -> Option<WechatType> {
    let is_submitted = matches!(kind, Kind::Fault(_)) && chance.random_bool(0.25);
    is_submitted.then(|| WechatType::from_number(chance.random_range(1..=8))).flatten()
}

/// Where it stands: the newest week is mostly untouched, what is older than a month mostly done with.
pub(super) fn status(age_ms: u64, chance: &mut impl Rng) -> Status {
    let weights = match age_ms / DAY_MS {
        0..7 => [60, 20, 10, 6, 3, 1],
        7..30 => [18, 12, 22, 30, 14, 4],
        _ => [2, 1, 12, 55, 25, 5],
    };
    Status::ALL[weighted(&weights, chance)]
}
