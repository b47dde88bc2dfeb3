//! When people write: by day more than by night, on weekdays more than at weekends.

use rand::{RngExt, rngs::StdRng};

use super::{BEGIN, DAY_MS, END};

const HOUR_MS: u64 = 3_600_000;
/// The rhythm is that of China, UTC+8.
const OFFSET_MS: u64 = 8 * HOUR_MS;
/// How much comes in each hour of a weekday.
const HOURS: [u64; 24] = [2, 1, 1, 1, 1, 2, 4, 8, 17, 27, 30, 27, 17, 19, 28, 30, 29, 24, 16, 13, 16, 15, 10, 5];
/// How much of a weekday a day at the weekend has, in percent.
const WEEKEND_PERCENT: u64 = 35;

/// So many moments of the year, oldest first, in Unix milliseconds.
pub(super) fn moments(count: usize, chance: &mut StdRng) -> Vec<u64> {
    let mut sums = Vec::new();
    let mut sum = 0;
    for hour in (BEGIN.ms()..END.ms()).step_by(3_600_000) {
        sum += likelihood(hour);
        sums.push(sum);
    }
    let mut moments: Vec<u64> = (0..count)
        .map(|_| {
            let drawn = chance.random_range(0..sum);
            let hour = sums.partition_point(|sum| *sum <= drawn) as u64;
            BEGIN.ms() + hour * HOUR_MS + chance.random_range(0..HOUR_MS)
        })
        .collect();
    moments.sort_unstable();
    moments
}

fn likelihood(at_ms: u64) -> u64 {
    let hour = usize::try_from((at_ms + OFFSET_MS) % DAY_MS / HOUR_MS).unwrap_or_default();
    // 1970-01-01 was a Thursday.
    let is_weekend = matches!(((at_ms + OFFSET_MS) / DAY_MS + 4) % 7, 0 | 6);
    HOURS[hour] * if is_weekend { WEEKEND_PERCENT } else { 100 }
}
