//! When people write: in working hours more than at night, on weekdays more than at weekends, all at once after a bad
//! release.

use rand::{RngExt, rngs::StdRng};
use shared::domain::Timestamp;

/// How far back the inbox reaches, in days.
const DAYS: u64 = 180;
const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const DAY_MS: u64 = 24 * HOUR_MS;
/// The rhythm is that of China, UTC+8.
const OFFSET_MS: u64 = 8 * HOUR_MS;

/// How much comes in each hour of a weekday, compared with the busiest.
const HOURS: [u32; 24] = [2, 1, 1, 1, 1, 2, 4, 8, 17, 27, 30, 27, 17, 19, 28, 30, 29, 24, 16, 13, 16, 15, 10, 5];
/// The busiest hour.
const BUSIEST: u32 = 30;
/// How much of a weekday a day at the weekend has, in percent.
const WEEKEND_PERCENT: u32 = 35;
/// How many times everybody writes at once, and for how long.
const BURSTS: u64 = 4;
const BURST_MS: u64 = 2 * HOUR_MS;
/// How much of all comes in bursts.
const IN_BURSTS: f64 = 0.12;

/// A moment at which somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// When.
    pub at: Timestamp,
    /// In which burst: all of one burst write about the same thing.
    pub burst: Option<u64>,
}

/// Moments of the last 180 days, oldest first; the newest lie within the last hour.
pub(super) fn moments(count: usize, now: Timestamp, chance: &mut StdRng) -> Vec<Moment> {
    let start = now.ms().saturating_sub(DAYS * DAY_MS);
    let bursts: Vec<u64> = (0..BURSTS).map(|_| working_time(start, now, chance)).collect();
    let fresh = (count / 200 + 1).min(count);
    let usual = (0..count - fresh).map(|_| {
        let burst = chance.random_bool(IN_BURSTS).then(|| chance.random_range(0..BURSTS));
        let at = match burst.and_then(|burst| bursts.get(usize::try_from(burst).ok()?)) {
            Some(begin) => (begin + burst_offset(chance)).min(now.ms()),
            None => working_time(start, now, chance),
        };
        Moment { at: Timestamp::from_ms(at), burst }
    });
    let mut moments: Vec<Moment> = usual.collect();
    moments.extend((0..fresh).map(|_| {
        let ago = chance.random_range(MINUTE_MS..50 * MINUTE_MS);
        Moment { at: Timestamp::from_ms(now.ms() - ago), burst: None }
    }));
    moments.sort_unstable();
    moments
}

/// Most come early.
fn burst_offset(chance: &mut StdRng) -> u64 {
    let latest = chance.random_range(1..BURST_MS);
    chance.random_range(0..latest)
}

/// A time that the rhythm makes likely, in Unix milliseconds.
fn working_time(start: u64, now: Timestamp, chance: &mut StdRng) -> u64 {
    loop {
        let at = chance.random_range(start..now.ms());
        if chance.random_range(0..BUSIEST * 100) < likelihood(at) {
            return at;
        }
    }
}

/// How likely a moment is, of `BUSIEST * 100`.
fn likelihood(at_ms: u64) -> u32 {
    let hour = usize::try_from((at_ms + OFFSET_MS) % DAY_MS / HOUR_MS).unwrap_or_default();
    HOURS[hour] * if is_weekend(at_ms) { WEEKEND_PERCENT } else { 100 }
}

/// 1970-01-01 was a Thursday.
fn is_weekend(at_ms: u64) -> bool {
    matches!(((at_ms + OFFSET_MS) / DAY_MS + 4) % 7, 0 | 6)
}

/// How long somebody takes to answer, in milliseconds: minutes as a rule, days at times.
pub(super) fn delay(chance: &mut StdRng) -> u64 {
    let longest = if chance.random_bool(0.2) { 3 * DAY_MS } else { 9 * HOUR_MS };
    chance.random_range(8 * MINUTE_MS..longest)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    /// 2026-09-21T14:13:20Z.
    const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);

    #[test]
    fn the_rhythm_is_felt_and_the_newest_are_fresh() {
        let moments = moments(2_000, NOW, &mut StdRng::seed_from_u64(7));
        assert_eq!(moments.len(), 2_000);
        assert!(moments.is_sorted());
        assert!(moments.iter().all(|moment| moment.at <= NOW && NOW.ms() - moment.at.ms() <= DAYS * DAY_MS));
        assert!(NOW.ms() - moments[1_999].at.ms() < HOUR_MS);
        assert!(NOW.ms() - moments[0].at.ms() > 150 * DAY_MS);
        let usual = || moments.iter().filter(|moment| moment.burst.is_none()).map(|moment| moment.at.ms());
        let weekend = usual().filter(|at| is_weekend(*at)).count();
        let night = usual().filter(|at| likelihood(*at) <= 500).count();
        assert!((100..400).contains(&weekend) && night < 200, "{weekend} at weekends, {night} at night");
    }

    #[test]
    fn one_feedback_is_a_fresh_one() {
        let moments = moments(1, NOW, &mut StdRng::seed_from_u64(7));
        assert!(NOW.ms() - moments[0].at.ms() < HOUR_MS);
        assert!(super::moments(0, NOW, &mut StdRng::seed_from_u64(7)).is_empty());
    }

    #[test]
    fn the_week_begins_where_it_does() {
        // 2026-09-19 and -20 are a Saturday and a Sunday; NOW is a Monday.
        assert!(!is_weekend(NOW.ms()));
        assert!(is_weekend(NOW.ms() - DAY_MS) && is_weekend(NOW.ms() - 2 * DAY_MS));
        assert!(!is_weekend(NOW.ms() - 3 * DAY_MS));
    }
}
