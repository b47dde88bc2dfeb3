//! How many came in each hour, by kind and status, and from which source.
//!
//! Hours are UTC's. Days of any time zone whose offset is whole hours are sums of hours; where another zone's day cuts an
//! hour, that hour is counted from the leaves (`operations/stats`). Four days are one item, so that a year is ninety-two.

use std::collections::BTreeMap;

use super::{
    Tally,
    bits::{BitReader, BitWriter},
};
use crate::domain::{FeedbackId, KindName, Status, ids};

/// Hours in one item.
pub const CHUNK_HOURS: u64 = HOURS as u64;
const HOURS: usize = 96;

/// Milliseconds of an hour.
pub const HOUR_MS: u64 = 3_600_000;

/// An hour, counted from 2020-01-01T00:00Z, where ids begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(pub u64);

impl Hour {
    /// The hour in which a feedback was created.
    #[must_use]
    pub fn of(id: FeedbackId) -> Self {
        Self(ids::ms_of(id.number()) / HOUR_MS)
    }

    /// The ids of everything created in it.
    #[must_use]
    pub const fn ids(self) -> std::ops::RangeInclusive<u64> {
        ids::first_at(self.0 * HOUR_MS)..=ids::first_at((self.0 + 1) * HOUR_MS) - 1
    }

    /// Which item it is in.
    #[must_use]
    pub const fn chunk(self) -> u64 {
        self.0 / CHUNK_HOURS
    }

    /// Its place in that item.
    #[must_use]
    pub fn place(self) -> usize {
        usize::try_from(self.0 % CHUNK_HOURS).unwrap_or_default()
    }
}

/// What came in an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HourCounts {
    /// By status, in the order of [`Status::ALL`].
    pub statuses: [u64; 6],
    /// By kind, in the order of [`KindName::ALL`].
    pub kinds: [u64; 4],
}

impl HourCounts {
    /// What a tally says.
    #[must_use]
    pub fn of(tally: &Tally) -> Self {
        Self {
            statuses: Status::ALL.map(|status| tally.of_status(status)),
            kinds: KindName::ALL.map(|kind| tally.of_kind(kind)),
        }
    }

    /// How many.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.statuses.iter().sum()
    }

    /// Adds another hour's.
    pub fn add(&mut self, other: &Self) {
        self.statuses.iter_mut().zip(other.statuses).for_each(|(mine, theirs)| *mine += theirs);
        self.kinds.iter_mut().zip(other.kinds).for_each(|(mine, theirs)| *mine += theirs);
    }
}

/// The hours of four days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend(pub Vec<HourCounts>);

impl Default for Trend {
    fn default() -> Self {
        Self(vec![HourCounts::default(); HOURS])
    }
}

impl Trend {
    /// As it is kept. Faults are what the other kinds leave of the total.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bits = BitWriter::default();
        for hour in &self.0 {
            let [_, others @ ..] = hour.kinds;
            hour.statuses.into_iter().chain(others).for_each(|count| bits.number(count));
        }
        bits.finish()
    }

    /// As it was kept; `None` if this is no trend.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bits = BitReader::new(bytes);
        let mut hour = || {
            let mut hour = HourCounts::default();
            for count in hour.statuses.iter_mut().chain(&mut hour.kinds[1..]) {
                *count = bits.number()?;
            }
            hour.kinds[0] = hour.total().checked_sub(hour.kinds[1..].iter().sum())?;
            Some(hour)
        };
        (0..CHUNK_HOURS).map(|_| hour()).collect::<Option<_>>().map(Self)
    }
}

/// The hours of four days, for each source that came in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceTrend(pub BTreeMap<String, Vec<u64>>);

impl SourceTrend {
    /// Sets what came from a source in an hour.
    pub fn set(&mut self, source: &str, hour: Hour, count: u64) {
        let hours = self.0.entry(source.to_owned()).or_insert_with(|| vec![0; HOURS]);
        hours[hour.place()] = count;
        self.0.retain(|_, hours| hours.iter().any(|count| *count > 0));
    }

    /// As it is kept: the names, each with its hours behind it.
    #[must_use]
    pub fn to_map(&self) -> BTreeMap<String, Vec<u8>> {
        let packed = |hours: &Vec<u64>| {
            let mut bits = BitWriter::default();
            for count in hours {
                bits.number(*count);
            }
            bits.finish()
        };
        self.0.iter().map(|(source, hours)| (source.clone(), packed(hours))).collect()
    }

    /// As it was kept; `None` if this is no trend.
    #[must_use]
    pub fn from_map(map: BTreeMap<String, Vec<u8>>) -> Option<Self> {
        let hours = |bytes: &[u8]| {
            let mut bits = BitReader::new(bytes);
            (0..CHUNK_HOURS).map(|_| bits.number()).collect::<Option<Vec<u64>>>()
        };
        map.into_iter().map(|(source, bytes)| Some((source, hours(&bytes)?))).collect::<Option<_>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::tree::Profile;

    proptest! {
        #[test]
        fn a_trend_is_read_as_it_was_kept(profiles in vec((Profile::any(), 0..96_usize), 0..50)) {
            let mut trend = Trend::default();
            for (profile, hour) in profiles {
                trend.0[hour].add(&HourCounts::of(&Tally::of([&profile])));
            }
            prop_assert_eq!(Trend::from_bytes(&trend.to_bytes()), Some(trend));
        }

        #[test]
        fn sources_too(counts in vec((0..5_u8, 0..96_u64, 0..9_u64), 0..50)) {
            let mut trend = SourceTrend::default();
            for (source, hour, count) in counts {
                trend.set(&format!("s{source}"), Hour(hour), count);
            }
            prop_assert_eq!(SourceTrend::from_map(trend.to_map()), Some(trend));
        }
    }

    #[test]
    fn an_hour_holds_the_ids_of_its_time() {
        let id = FeedbackId::from_number(828_176_275_387_091).unwrap();
        let hour = Hour::of(id);
        assert!(hour.ids().contains(&id.number()));
        assert!(!Hour(hour.0 + 1).ids().contains(&id.number()));
        assert_eq!(*hour.ids().end() + 1, *Hour(hour.0 + 1).ids().start());
    }
}
