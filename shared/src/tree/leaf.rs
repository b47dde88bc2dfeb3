//! The bottom of the tree: which feedbacks there are.

use std::collections::BTreeMap;

use super::{Profile, Tally};

/// One feedback in a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: u64,
    /// What filters look at.
    pub profile: Profile,
}

/// Up to 128 feedbacks that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The first id that it covers. It ends where the next leaf begins.
    pub low: u64,
    /// Counts its writes: the condition of the next one.
    pub version: u64,
    /// The feedbacks, oldest first.
    pub rows: Vec<Row>,
}

impl Leaf {
    /// Its tally.
    #[must_use]
    pub fn tally(&self) -> Tally {
        Tally::of(self.rows.iter().map(|row| &row.profile))
    }

    /// The rows after some feedbacks have become what they are now, or have gone.
    #[must_use]
    pub fn with(&self, now: impl IntoIterator<Item = (u64, Option<Profile>)>) -> Vec<Row> {
        let mut rows: BTreeMap<u64, Profile> = self.rows.iter().map(|row| (row.id, row.profile)).collect();
        for (id, profile) in now {
            match profile {
                Some(profile) => rows.insert(id, profile),
                None => rows.remove(&id),
            };
        }
        rows.into_iter().map(|(id, profile)| Row { id, profile }).collect()
    }

    /// The rows as they are kept: of each the distance from the one before, and the profile's number.
    #[must_use]
    pub fn rows_to_bytes(low: u64, rows: &[Row]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut before = low;
        for row in rows {
            write(&mut bytes, row.id - before);
            write(&mut bytes, row.profile.code());
            before = row.id;
        }
        bytes
    }

    /// The rows as they were kept; `None` if these are none.
    #[must_use]
    pub fn rows_from_bytes(low: u64, mut bytes: &[u8]) -> Option<Vec<Row>> {
        let mut rows = Vec::new();
        let mut id = low;
        while !bytes.is_empty() {
            id = id.checked_add(read(&mut bytes)?)?;
            rows.push(Row { id, profile: Profile::from_code(read(&mut bytes)?)? });
        }
        Some(rows)
    }
}

/// Where to cut a stretch of counted things so that no piece has more than `capacity`: the places at which pieces begin,
/// without the first. At the newest end pieces are left full, since what comes next goes behind them; elsewhere all get
/// the same, so that each has room.
#[must_use]
pub fn cuts(counts: &[u64], capacity: u64, at_the_end: bool) -> Vec<usize> {
    let total: u64 = counts.iter().sum();
    if total <= capacity {
        return Vec::new();
    }
    let goal = if at_the_end { capacity } else { total.div_ceil(total.div_ceil(capacity)) };
    let (mut cuts, mut filled) = (Vec::new(), 0);
    for (place, count) in counts.iter().enumerate() {
        if filled > 0 && filled + count > goal {
            cuts.push(place);
            filled = 0;
        }
        filled += count;
    }
    cuts
}

/// Seven bits a byte, the lowest first, as LEB128 has it.
fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push((number & 0x7f) as u8);
}

fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for place in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::{collection::btree_map, prelude::*};

    use super::*;
    use crate::tree::Shape;

    proptest! {
        #[test]
        fn what_was_kept_is_read(rows in btree_map(5..1_u64 << 53, Profile::any(), 0..200)) {
            let rows: Vec<Row> = rows.into_iter().map(|(id, profile)| Row { id, profile }).collect();
            let bytes = Leaf::rows_to_bytes(5, &rows);
            prop_assert_eq!(Leaf::rows_from_bytes(5, &bytes), Some(rows));
        }

        #[test]
        fn anything_can_be_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
            let _ = Leaf::rows_from_bytes(1, &bytes);
        }

        #[test]
        fn pieces_are_not_too_large_and_all_is_in_one(
            counts in prop::collection::vec(1..128_u64, 0..100), capacity in 128..5_000_u64, end in any::<bool>(),
        ) {
            let mut begins = vec![0];
            begins.extend(cuts(&counts, capacity, end));
            begins.push(counts.len());
            prop_assert!(begins.windows(2).all(|pair| pair[0] < pair[1]) || counts.is_empty());
            for pair in begins.windows(2) {
                prop_assert!(counts[pair[0]..pair[1]].iter().sum::<u64>() <= capacity);
            }
        }
    }

    #[test]
    fn a_leaf_of_a_year_with_a_million_takes_less_than_one_write_unit() {
        let apart = ((365 * 86_400_000_u64) << 12) / 1_000_000;
        let profile = |n: u64| Profile::from_code(n * 37 % (12 * 260)).unwrap();
        let rows: Vec<Row> =
            (1..=Shape::STANDARD.leaf_rows).map(|n| Row { id: n * apart, profile: profile(n) }).collect();
        assert!(Leaf::rows_to_bytes(1, &rows).len() < 940, "{}", Leaf::rows_to_bytes(1, &rows).len());
    }
}
