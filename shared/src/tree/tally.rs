//! How many feedbacks of a stretch have each status, kind, fault and number.

use super::{
    Profile, Want,
    bits::{BitReader, BitWriter},
};
use crate::domain::{Fault, Kind, KindName, Status, WechatType};

/// Counters for each status and each visibility: three kinds that are no fault, eight numbers of WeChat, of which every
/// fault has exactly one, and nine faults, of which it may have any.
const COUNTERS: usize = 3 + 8 + 9;
const NUMBERS: usize = 3;
const FAULTS: usize = 3 + 8;
/// Statuses, each public and not.
const GROUPS: usize = 6 * 2;

/// How many feedbacks have what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally(Vec<u64>);

/// How many fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// Up to so many: what is asked for is not counted by itself (one of several faults, or a fault and a number).
    AtMost(u64),
}

impl Default for Tally {
    fn default() -> Self {
        Self(vec![0; GROUPS * COUNTERS])
    }
}

impl Tally {
    /// The tally of some feedbacks.
    pub fn of<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Self {
        let mut tally = Self::default();
        profiles.into_iter().for_each(|profile| tally.count_in(profile));
        tally
    }

    /// Counts one more.
    pub fn count_in(&mut self, profile: &Profile) {
        let group = &mut self.0[group(profile.status, profile.public)..][..COUNTERS];
        match (profile.kind, profile.wechat_type) {
            (Kind::Suggestion, _) => group[0] += 1,
            (Kind::Question, _) => group[1] += 1,
            (Kind::Other, _) => group[2] += 1,
            (Kind::Fault(faults), number) => {
                group[NUMBERS + place(number.unwrap_or(WechatType::of(faults)))] += 1;
                faults.iter().for_each(|fault| group[FAULTS + fault as usize] += 1);
            }
        }
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine += theirs;
        }
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.chunks(COUNTERS).map(|group| group[..FAULTS].iter().sum::<u64>()).sum()
    }

    /// How many have a status.
    #[must_use]
    pub fn of_status(&self, status: Status) -> u64 {
        self.0[group(status, false)..][..2 * COUNTERS]
            .chunks(COUNTERS)
            .map(|group| group[..FAULTS].iter().sum::<u64>())
            .sum()
    }

    /// How many are of a kind.
    #[must_use]
    pub fn of_kind(&self, kind: KindName) -> u64 {
        self.0.chunks(COUNTERS).map(|group| of_kind(group, kind)).sum()
    }

    /// How many fit.
    #[must_use]
    pub fn count(&self, want: &Want) -> Count {
        let visibilities: &[bool] = if want.public_only { &[true] } else { &[false, true] };
        let groups = want.statuses.iter().flat_map(|status| visibilities.iter().map(|public| group(*status, *public)));
        let groups = groups.map(|begin| &self.0[begin..][..COUNTERS]);
        let (Some(faults), number) = (want.faults, want.wechat_type) else {
            return Count::Exactly(groups.map(|group| of_kinds_or_number(group, want)).sum());
        };
        if !want.takes_faults() {
            return Count::Exactly(0);
        }
        let with_any = |group: &[u64]| faults.iter().map(|fault| group[FAULTS + fault as usize]).sum::<u64>();
        let with_number = |group: &[u64]| number.map_or(u64::MAX, |number| group[NUMBERS + place(number)]);
        let most = groups.map(|group| with_any(group).min(with_number(group))).sum();
        let is_counted = faults.iter().count() <= 1 && number.is_none();
        if is_counted || most == 0 { Count::Exactly(most) } else { Count::AtMost(most) }
    }

    /// As it is kept.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bits = BitWriter::default();
        self.0.iter().for_each(|count| bits.number(*count));
        bits.finish()
    }

    /// As it was kept; `None` if this is no tally.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bits = BitReader::new(bytes);
        (0..GROUPS * COUNTERS).map(|_| bits.number()).collect::<Option<_>>().map(Self)
    }
}

fn of_kinds_or_number(group: &[u64], want: &Want) -> u64 {
    match want.wechat_type {
        Some(number) if want.takes_faults() => group[NUMBERS + place(number)],
        Some(_) => 0,
        None => want.kinds.iter().map(|kind| of_kind(group, *kind)).sum(),
    }
}

fn of_kind(group: &[u64], kind: KindName) -> u64 {
    match kind {
        KindName::Suggestion => group[0],
        KindName::Question => group[1],
        KindName::Other => group[2],
        KindName::Fault => group[NUMBERS..FAULTS].iter().sum(),
    }
}

/// Where the counters of a status begin.
const fn group(status: Status, public: bool) -> usize {
    (status as usize * 2 + public as usize) * COUNTERS
}

fn place(number: WechatType) -> usize {
    usize::from(number.number()) - 1
}

const _: () = assert!(Fault::ALL.len() == COUNTERS - FAULTS);

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn a_tally_counts_as_one_would_by_hand(profiles in vec(Profile::any(), 0..40), want in Want::any()) {
            let tally = Tally::of(&profiles);
            prop_assert_eq!(tally.total(), profiles.len() as u64);
            let fitting = profiles.iter().filter(|profile| want.fits(profile)).count() as u64;
            match tally.count(&want) {
                Count::Exactly(count) => prop_assert_eq!(count, fitting),
                Count::AtMost(most) => prop_assert!(most >= fitting && most > 0),
            }
            for status in Status::ALL {
                let of_status = profiles.iter().filter(|profile| profile.status == status).count() as u64;
                prop_assert_eq!(tally.of_status(status), of_status);
            }
            for kind in KindName::ALL {
                let of_kind = profiles.iter().filter(|profile| profile.kind.name() == kind).count() as u64;
                prop_assert_eq!(tally.of_kind(kind), of_kind);
            }
            prop_assert_eq!(Tally::from_bytes(&tally.to_bytes()), Some(tally));
        }

        #[test]
        fn tallies_add_up(ours in vec(Profile::any(), 0..20), theirs in vec(Profile::any(), 0..20)) {
            let mut sum = Tally::of(&ours);
            sum.add(&Tally::of(&theirs));
            prop_assert_eq!(sum, Tally::of(ours.iter().chain(&theirs)));
        }
    }

    #[test]
    fn a_node_of_65_536_takes_less_than_one_write_unit() {
        let mut random = 7_u64;
        let profiles: Vec<Profile> = (0..65_536)
            .map(|_| {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let code = (random >> 40) % (12 * (3 + 512));
                Profile::from_code(code).unwrap()
            })
            .collect();
        assert!(Tally::of(&profiles).to_bytes().len() < 700, "{}", Tally::of(&profiles).to_bytes().len());
    }
}
