//! Numbers in as few bits as they need: Elias's delta code, in which 0 takes 1 bit, 10 takes 8 and a million 29.
//!
//! Tallies are mostly zeros and small numbers, and every byte of an item is read and billed.

/// Bits to write.
#[derive(Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    used: u32,
}

/// Bits to read.
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl BitWriter {
    /// Appends a number.
    pub fn number(&mut self, number: u64) {
        // The code has no zero, so everything is one more. The largest id has 53 bits: nothing overflows.
        let value = number.saturating_add(1);
        let length = 64 - value.leading_zeros();
        let digits = 32 - length.leading_zeros();
        self.bits(0, digits - 1);
        self.bits(length.into(), digits);
        self.bits(value, length - 1);
    }

    /// Appends the lowest `count` bits.
    fn bits(&mut self, value: u64, count: u32) {
        for place in (0..count).rev() {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::from(value >> place & 1 == 1) << (7 - self.used % 8);
            }
            self.used += 1;
        }
    }

    /// What was written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

impl<'a> BitReader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next number; `None` at the end, or if there is none.
    pub fn number(&mut self) -> Option<u64> {
        let mut zeros = 0;
        while self.bit()? == 0 {
            zeros += 1;
        }
        let length = self.rest(1, zeros)?.checked_sub(1)?;
        if length >= 64 {
            return None;
        }
        self.rest(1, u32::try_from(length).ok()?)?.checked_sub(1)
    }

    fn rest(&mut self, begin: u64, count: u32) -> Option<u64> {
        if count >= 64 {
            return None;
        }
        (0..count).try_fold(begin, |value, _| Some(value << 1 | self.bit()?))
    }

    fn bit(&mut self) -> Option<u64> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit.into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(numbers in prop::collection::vec(prop_oneof![0..20_u64, 0..=1_u64 << 53], 0..300)) {
            let mut writer = BitWriter::default();
            for number in &numbers {
                writer.number(*number);
            }
            let bytes = writer.finish();
            let mut reader = BitReader::new(&bytes);
            for number in numbers {
                prop_assert_eq!(reader.number(), Some(number));
            }
        }

        #[test]
        fn anything_can_be_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
            let mut reader = BitReader::new(&bytes);
            while reader.number().is_some() {}
        }
    }

    #[test]
    fn small_numbers_are_short() {
        let mut writer = BitWriter::default();
        (0..240).for_each(|_| writer.number(0));
        assert_eq!(writer.finish().len(), 30);
    }
}
